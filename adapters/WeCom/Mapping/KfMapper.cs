using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Mapping;

/// <summary>Turns one pulled customer-service message or event into an item.</summary>
internal static class KfMapper
{
    private const int FromCustomer = 3;
    private const int FromStaff = 5;

    /// <summary>
    /// The code lives 20 seconds from the platform's event; callback, pull and send share them, so after 18 it is not
    /// worth a call.
    /// </summary>
    private static readonly TimeSpan WelcomeLife = TimeSpan.FromSeconds(18);

    /// <param name="openKfId">The account that was pulled.</param>
    public static InboundItem Item(WeComApp app, string openKfId, JsonElement message, DateTimeOffset now, bool welcome)
    {
        var isEvent = message.Text("msgtype") == "event";
        var body = isEvent ? message.Child("event") : message;
        var customer = body.Text("external_userid") ?? message.Text("external_userid");
        var account = body.Text("open_kfid") ?? message.Text("open_kfid") ?? openKfId;
        var raw = JsonMarshal.GetRawUtf8Value(message).ToArray();
        var item = new InboundItem
        {
            DedupKey = DedupKey(app, message, raw),
            Kind = InboundKind.Event,
            OccurredAt = SentAt(message) ?? now,
            Raw = raw,
        };
        if (customer is not null)
            item = item with
            {
                Identities = [CallbackMapper.Identity(app.CorpId, customer)],
                ConversationKey = $"kf:{app.CorpId}:{account}:{customer}",
            };
        if (isEvent)
            return Event(item, app, account, body, welcome);
        return message.Number("origin") switch
        {
            FromCustomer when customer is not null => item with
            {
                Kind = InboundKind.Message,
                Message = KfMessageBody.Read(app, message),
                ReplyTo = WeComAddress.Format(WeComAddress.Kf, app, $"{account}/{customer}"),
                LookupAddress = $"{app.Name}/{customer}",
            },
            FromStaff when customer is not null => item with { Kind = InboundKind.StaffMessage, Message = KfMessageBody.Read(app, message) },
            _ => item,
        };
    }

    /// <summary>Customer and time of a message that opens the 48-hour window; null for everything else.</summary>
    public static (string Customer, DateTimeOffset SentAt)? OpensWindow(JsonElement message) =>
        message.Number("origin") == FromCustomer && message.Text("msgtype") != "event"
        && message.Text("external_userid") is { } customer && SentAt(message) is { } at
            ? (customer, at)
            : null;

    private static InboundItem Event(InboundItem item, WeComApp app, string account, JsonElement body, bool welcome) => body.Text("event_type") switch
    {
        "session_status_change" => item with { Fact = KfEvents.Moved(app, body, item.OccurredAt) },
        "servicer_status_change" => item with { Fact = KfEvents.Availability(app, account, body) },
        "user_recall_msg" => item with { Fact = KfEvents.Recalled(app, body, "customer") },
        "servicer_recall_msg" => item with { Fact = KfEvents.Recalled(app, body, "member") },
        "enter_session" => Entered(item, app, body, welcome),
        "msg_send_fail" => item with
        {
            Kind = InboundKind.DeliveryFailed,
            DeliveryId = body.Text("fail_msgid"),
            Fault = KfFailure.Code(body.Number("fail_type")),
        },
        _ => item,
    };

    private static InboundItem Entered(InboundItem item, WeComApp app, JsonElement body, bool welcome)
    {
        item = item with
        {
            Kind = InboundKind.SessionEntered,
            Source = KfEvents.Source(body),
        };
        return welcome && body.Text("welcome_code") is { } code
            ? item with { ReplyTo = WeComAddress.Format(WeComAddress.KfEvent, app, code), ReplyUntil = item.OccurredAt + WelcomeLife }
            : item;
    }

    private static string DedupKey(WeComApp app, JsonElement message, byte[] raw) =>
        message.Text("msgid") is { Length: <= 100 } id
            ? $"kf:{app.CorpId}:{id}"
            : $"kf:{app.CorpId}:h:{Convert.ToHexStringLower(SHA256.HashData(raw))}";

    private static DateTimeOffset? SentAt(JsonElement message) =>
        message.Number("send_time") is > 0 and <= 253402300799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
