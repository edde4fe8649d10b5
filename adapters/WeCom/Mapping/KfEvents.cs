using System.Text.Json;
using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Mapping;

/// <summary>What customer service tells besides messages; an event that lacks what makes it one is kept without a fact.</summary>
internal static class KfEvents
{
    private static readonly TimeSpan TakenCodeLife = TimeSpan.FromHours(48);

    /// <summary>20 seconds from the platform's event; after 18 it is not worth a call.</summary>
    private static readonly TimeSpan EndCodeLife = TimeSpan.FromSeconds(18);

    public static SessionMoved? Moved(WeComApp app, JsonElement body, DateTimeOffset at)
    {
        var (before, now) = (Member(body, "old_servicer_userid"), Member(body, "new_servicer_userid"));
        return body.Number("change_type") switch
        {
            1 => With("agent", now, null, TakenCodeLife),
            2 or 4 => With("agent", now, before, null),
            3 => With("ended", null, before, EndCodeLife),
            _ => null,
        };

        SessionMoved With(string state, string? member, string? previous, TimeSpan? life) => life is { } lives && body.Text("msg_code") is { } code
            ? new(state, member, previous, WeComAddress.Format(WeComAddress.KfEvent, app, code), at + lives)
            : new(state, member, previous, null, null);
    }

    /// <summary>1 = receiving here, though the staff list says 0 for it.</summary>
    public static MemberAvailability? Availability(WeComApp app, string account, JsonElement body) =>
        Member(body, "servicer_userid") is { } member ? new(app.Name, account, member, body.Number("status") == 1) : null;

    public static MessageRecalled? Recalled(WeComApp app, JsonElement body, string by) =>
        body.Text("recall_msgid") is { } id ? new($"kf:{app.CorpId}:{id}", by) : null;

    /// <summary>The link's scene, its parameter (which may carry our own grammar), and the video channel they came from.</summary>
    public static InquirySource? Source(JsonElement body)
    {
        var channels = body.Child("wechat_channels");
        var detail = string.Join(" ", new[] { body.Text("scene_param"), channels.Text("nickname") ?? channels.Text("shop_nickname") }.OfType<string>());
        var source = CampaignState.Source(body.Text("scene"), body.Text("scene_param"));
        if (source is null && detail.Length == 0)
            return null;
        source ??= new InquirySource(null, null);
        return detail.Length == 0 ? source : source with { Detail = detail };
    }

    private static string? Member(JsonElement body, string name) => body.Text(name)?.ToLowerInvariant();
}
