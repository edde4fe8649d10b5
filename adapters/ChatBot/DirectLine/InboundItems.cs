using System.Text;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.ExternalBots;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>What the CRM gets to know of an activity. The first item carries the entry of the log: both are stored, or neither.</summary>
internal sealed class InboundItems(DirectLineOptions options, ExternalBotOptions bot)
{
    public const string ConversationPrefix = "directline/";
    public const string AddressPrefix = "dl/";
    private const string Join = "webchat/join";

    /// <summary>The conversation's id from the key the host knows it by.</summary>
    public static string ConversationOf(string key) => key.StartsWith(ConversationPrefix, StringComparison.Ordinal) ? key[ConversationPrefix.Length..] : "";

    /// <summary>Somebody came. However often it is told, the host greets once.</summary>
    public InboundItem Entered(string conversation, ConversationFacts facts, Sender sender, string? locale, DateTimeOffset at)
    {
        var update = new JsonObject
        {
            ["type"] = "conversationUpdate", ["channelId"] = "directline", ["timestamp"] = ActivityView.Instant(at), ["conversation"] = new JsonObject { ["id"] = conversation },
            ["from"] = new JsonObject { ["id"] = sender.User }, ["recipient"] = new JsonObject { ["id"] = options.BotId, ["name"] = options.BotName },
            ["membersAdded"] = new JsonArray(new JsonObject { ["id"] = options.BotId }, new JsonObject { ["id"] = sender.User }),
        };
        if (locale is not null) update["locale"] = locale;
        return Item(conversation, facts, sender, locale, at, InboundKind.SessionEntered, $"dl:{conversation}:entered", Bytes(update)) with { AnsweredBy = By(BotItems.Entered(sender.User)) };
    }

    /// <summary>The items of one activity that is stored as <paramref name="entry"/>.</summary>
    public IReadOnlyList<InboundItem> Of(Conversation conversation, JsonObject activity, Sender sender, LogEntry entry, DateTimeOffset at)
    {
        var locale = ActivityRules.Text(activity, "locale") is { Length: > 0 } own ? own : conversation.Facts.Locale;
        var items = new List<InboundItem>();
        var join = IsJoin(activity);
        // Who was named at the start has been announced; everybody else is at the first sign of life.
        if (join || (conversation.Facts.User is null && conversation.Head.Last == 0))
            items.Add(Entered(conversation.Id, conversation.Facts, sender, (join ? Language(activity) : null) ?? locale, at));
        var raw = Bytes(activity);
        foreach (var message in Messages(conversation, activity))
            items.Add(Item(conversation.Id, conversation.Facts, sender, locale, at, InboundKind.Message, $"{entry.Key}:{items.Count}", raw) with { Message = message });
        if (!items.Exists(item => item.Kind == InboundKind.Message))
            items.Add(Item(conversation.Id, conversation.Facts, sender, locale, at, InboundKind.Event, $"{entry.Key}:{items.Count}", raw));
        // The bot, if there is one, hears of the activity once, however many items it made.
        items[^1] = items[^1] with { Log = entry, AnsweredBy = By(entry.Key) };
        return items;
    }

    private static IEnumerable<ChatMessage> Messages(Conversation conversation, JsonObject activity)
    {
        if (ActivityRules.Text(activity, "type") != "message") yield break;
        var attachments = (activity["attachments"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        var text = ActivityRules.Text(activity, "text") is { Length: > 0 } own ? own : Submitted(activity);
        if (text.Length > 0 || attachments.Count == 0) yield return new ChatMessage("text", text, ChoiceId: Choices.IdOf(conversation.Head.Note, text));
        foreach (var attachment in attachments)
        {
            var name = ActivityRules.Text(attachment, "name") ?? "";
            if (FileAddresses.MediaIdOf(attachment) is { } media) yield return new ChatMessage(FileKinds.Kind(ActivityRules.Text(attachment, "contentType") ?? ""), name, AddressPrefix + media);
            // Files elsewhere are named and not fetched: the address is the customer's choice.
            else if (ActivityRules.Text(attachment, "contentUrl") is { } url) yield return new ChatMessage("link", name.Length > 0 ? $"{name} {url}" : url);
            else yield return new ChatMessage("other", name);
        }
    }

    /// <summary>What a card's button sent instead of words: its one text, if there is just one.</summary>
    private static string Submitted(JsonObject activity) => activity["value"] switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonObject { Count: 1 } value when value.First().Value is JsonValue only && only.TryGetValue(out string? text) => text,
        _ => "",
    };

    private static bool IsJoin(JsonObject activity) => ActivityRules.Text(activity, "type") switch
    {
        "conversationUpdate" => true,
        "event" => ActivityRules.Text(activity, "name") == Join,
        _ => false,
    };

    private static string? Language(JsonObject activity) => activity["value"] is JsonObject value ? ActivityRules.Text(value, "language") : null;

    private InboundItem Item(
        string conversation, ConversationFacts facts, Sender sender, string? locale, DateTimeOffset at, InboundKind kind, string key, ReadOnlyMemory<byte> raw) => new()
    {
        DedupKey = key, Kind = kind, OccurredAt = at, Raw = raw, Identities = [new ChannelIdentity("channel", Identity(conversation, sender))], DisplayName = sender.Name,
        ConversationKey = ConversationPrefix + conversation, ReplyTo = AddressPrefix + conversation, Locale = locale, AnsweredBy = By(null),
        Source = facts.Campaign is null && facts.Scene is null && facts.Dealer is null ? null : new InquirySource(facts.Campaign, facts.Scene) { Detail = facts.Dealer },
    };

    private AnsweredBy? By(string? handOn) => bot.Url is null ? null : new AnsweredBy(BotItems.Account, handOn);

    /// <summary>A name the page chose says nothing about the person: elsewhere somebody else may use it.</summary>
    private static string Identity(string conversation, Sender sender) =>
        sender.IsBound ? IdentityOf(sender.User).Value : $"chatbot:directline:{sender.User}@{conversation}";

    /// <summary>A visitor whose id comes from a token.</summary>
    public static ChannelIdentity IdentityOf(string user) => new("channel", $"chatbot:directline:{user}");

    private static ReadOnlyMemory<byte> Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(ActivityView.Json));
}
