using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>
/// What the bot says in a conversation: put into its log for the customer's page and told to the CRM in one transaction.
/// A hand-over it asks for goes to the CRM alone; its typing is shown and not stored.
/// </summary>
internal sealed class BotPosts(IChannelLog log, Attachments attachments, DirectLineOptions options)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly string[] Dropped = ["id", "timestamp", "serviceUrl", "recipient", "callerId", "relatesTo"];

    public async Task<InboundResult> RunAsync(InboundRequest request, Conversation conversation, CancellationToken cancellationToken)
    {
        if (Read(request.Body) is not { } json || new Activity(json) is not { Type.Length: > 0 } activity) return Refuse(400, "BadSyntax", "The body is no activity.");
        if (activity.ConversationId.Length > 0 && activity.ConversationId != conversation.Id) return Refuse(400, "BadArgument", "conversation.id differs from the address.");
        if (conversation.Head.Closed) return InboundResult.Answer(BotAnswers.NoConversation);
        Clean(json, conversation, request.RouteValues.GetValueOrDefault("a"));
        switch (activity.Type)
        {
            case ActivityTypes.Typing:
                await log.TellAsync(conversation.Id, json.ToJsonString(ActivityView.Json), cancellationToken);
                return InboundResult.Answer(BotAnswers.Id(""));
            case ActivityTypes.Trace or ActivityTypes.ConversationUpdate or ActivityTypes.Invoke or ActivityTypes.Handoff or "delay" or "invokeResponse":
                return InboundResult.Answer(BotAnswers.Id(""));
        }

        var key = Key(request);
        var item = Item(conversation, key, request);
        if (HandOverEvents.Read(activity) is { } asked) return new InboundResult { Items = [item with { Fact = asked }], Reply = _ => BotAnswers.Id(key) };
        if (!await attachments.KeepInlineAsync(json, cancellationToken)) return Refuse(400, "BadArgument", "An attachment cannot be read.");
        var entry = new LogEntry(conversation.Id, key, json.ToJsonString(ActivityView.Json)) { Closes = activity.Type == ActivityTypes.EndOfConversation };
        if (activity.Type == ActivityTypes.Message) item = item with { Kind = InboundKind.BotMessage, Message = new ChatMessage("text", Words(activity)) };
        return new InboundResult { Items = [item with { Log = entry }], Reply = receipts => Answer(conversation.Id, receipts[^1].Log) };
    }

    private static JsonObject? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The sender is the bot, whatever it says; the rest stays as it came.</summary>
    private void Clean(JsonObject activity, Conversation conversation, string? replied)
    {
        foreach (var name in Dropped) activity.Remove(name);
        activity["channelId"] = "directline";
        activity["conversation"] = new JsonObject { ["id"] = conversation.Id };
        activity["from"] = new JsonObject { ["id"] = options.BotId, ["name"] = Activity.Text(activity["from"], "name") is { Length: > 0 } own ? own : options.BotName, ["role"] = "bot" };
        if (replied is not null) activity["replyToId"] ??= replied;
    }

    private static InboundItem Item(Conversation conversation, string key, InboundRequest request) => new()
    {
        DedupKey = $"bot:{conversation.Id}:{key}", Kind = InboundKind.Event, OccurredAt = request.ReceivedAt, Raw = request.Body,
        Identities = conversation.Facts is { User: { } user, IsBound: true } ? [new ChannelIdentity("channel", $"chatbot:directline:{user}")] : [],
        ConversationKey = InboundItems.ConversationPrefix + conversation.Id,
    };

    /// <summary>A bot that repeats a call says so by the same key; without one every call is new.</summary>
    private static string Key(InboundRequest request) =>
        request.Headers["Idempotency-Key"] is [{ Length: > 0 and <= 100 } given] ? $"bot:{given}" : $"bot:{Ids.New(request.ReceivedAt)}";

    /// <summary>What the desk reads of it: its words, else what its cards and buttons say.</summary>
    private static string Words(Activity activity) => activity.Words.Length > 0
        ? activity.Words
        : string.Join('\n', activity.Attachments.Select(attachment => Activity.Text(attachment["content"], "title") is { Length: > 0 } title ? title : Activity.Text(attachment, "name")).Where(text => text.Length > 0));

    private static ChannelReply Answer(string conversation, LogReceipt? receipt) =>
        receipt is { Outcome: LogOutcome.Added or LogOutcome.Known } added ? BotAnswers.Id(Conversation.ActivityId(conversation, added.Seq)) : BotAnswers.NoConversation;

    private static InboundResult Refuse(int status, string code, string message) => InboundResult.Answer(BotAnswers.Error(status, code, message));
}
