using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>What becomes of each type of activity (spec/bot.md 1). Types nobody knows are stored and ignored, never refused.</summary>
internal static class ActivityMapper
{
    public static IReadOnlyList<InboundItem> Map(Activity activity, Caller caller, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var seen = new Seen(activity, caller, body, now);
        // Our own words, as some channels echo them.
        if (activity.FromId == activity.RecipientId && activity.Type is ActivityTypes.Message or ActivityTypes.MessageUpdate) return [];
        return activity.Type switch
        {
            ActivityTypes.Message => Messages(seen, MessageBody.Read(activity)),
            // Without a person in it, it is often from the channel itself: nobody to write to.
            ActivityTypes.ConversationUpdate => [Newcomer(activity) is { } user ? Greeting(seen, user) : Noted(seen) with { Keep = [] }],
            ActivityTypes.Event when activity.Name == "webchat/join" => [Greeting(seen, activity.From!)],
            ActivityTypes.MessageUpdate => [Noted(seen) with { Fact = new MessageEdited(ItemKeys.Message(activity), string.Join('\n', MessageBody.Read(activity).Select(m => m.Text))) }],
            ActivityTypes.MessageDelete => [Noted(seen) with { Fact = new MessageRecalled(ItemKeys.Message(activity), "customer") }],
            ActivityTypes.EndOfConversation => [Noted(seen) with { Keep = seen.Reference(closed: "ended") }],
            ActivityTypes.InstallationUpdate or ActivityTypes.ContactRelationUpdate when activity.Action.StartsWith("remove", StringComparison.Ordinal) =>
                [Noted(seen) with { Kind = InboundKind.ContactLost, Keep = seen.Reference(closed: "removed") }],
            ActivityTypes.DeleteUserData => [Noted(seen) with { Fact = new ErasureAsked() }],
            // Nothing worth keeping: a moment's sign, the bot builder's own debugging, and what no channel may send.
            ActivityTypes.Typing or ActivityTypes.Trace or ActivityTypes.Handoff => [],
            _ => [Noted(seen)],
        };
    }

    /// <summary>An adaptive card's button: what it says is a message that wants its answer in the same breath.</summary>
    public static IReadOnlyList<InboundItem> Action(Activity activity, Caller caller, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var action = activity.Value?["action"] as JsonObject;
        var said = new JsonObject
        {
            ["type"] = ActivityTypes.Message,
            ["value"] = (action?["data"] as JsonObject)?.DeepClone(),
        };
        var verb = Activity.Text(action, "verb");
        var message = MessageBody.Read(new Activity(said))[0];
        if (message.Text.Length == 0) message = message with { Text = Activity.Text(action, "title") is { Length: > 0 } title ? title : verb };
        if (message.ChoiceId is null && verb.Length is > 0 and <= 64) message = message with { ChoiceId = verb };
        return [.. Messages(new Seen(activity, caller, body, now), [message]).Select(item => item with { Inline = true })];
    }

    public static string ConversationKey(Activity activity) => $"{activity.ChannelId}/{activity.ConversationId}";

    private static IReadOnlyList<InboundItem> Messages(Seen seen, IReadOnlyList<ChatMessage> messages)
    {
        var key = seen.Activity.Id.Length > 0 ? ItemKeys.Message(seen.Activity) : ItemKeys.Other(seen.Activity, seen.Body, seen.Now);
        return [.. messages.Select((message, i) => seen.Item(InboundKind.Message, i == 0 ? key : $"{key}#{i}", seen.Activity.From!) with
        {
            Message = message,
            Keep = i == 0 ? seen.Reference() : [],
            Inline = seen.Activity.ExpectsReplies,
        })];
    }

    private static InboundItem Greeting(Seen seen, JsonObject user) => seen.Item(InboundKind.SessionEntered, ItemKeys.Greeting(seen.Activity), user) with
    {
        Keep = seen.Reference(user),
        Inline = seen.Activity.ExpectsReplies,
    };

    private static InboundItem Noted(Seen seen) =>
        seen.Item(InboundKind.Event, ItemKeys.Other(seen.Activity, seen.Body, seen.Now), seen.Activity.From!) with { Keep = seen.Reference() };

    /// <summary>The person who came in; the bot itself is listed too when it joins.</summary>
    private static JsonObject? Newcomer(Activity activity) =>
        activity.MembersAdded.FirstOrDefault(member => Activity.Text(member, "id") is { Length: > 0 } id && id != activity.RecipientId);

    /// <summary>One activity with everything an item takes from it.</summary>
    private sealed record Seen(Activity Activity, Caller Caller, ReadOnlyMemory<byte> Body, DateTimeOffset Now)
    {
        public InboundItem Item(InboundKind kind, string key, JsonObject user) => new()
        {
            DedupKey = key,
            Kind = kind,
            OccurredAt = Activity.Timestamp ?? Now,
            Raw = Body,
            Identities = [new ChannelIdentity("channel", $"chatbot:{Activity.ChannelId}:{Activities.Activity.Text(user, "id")}")],
            DisplayName = Activities.Activity.Text(user, "name") is { Length: > 0 } name ? name : null,
            ConversationKey = ActivityMapper.ConversationKey(Activity),
            ReplyTo = new BotAddress(BotAddress.ReferenceOf(Activity.ChannelId, Activity.ConversationId), ReplyTarget()).ToString(),
            Locale = Activity.Locale.Length > 0 ? Activity.Locale : null,
        };

        public IReadOnlyList<StateValue> Reference(JsonObject? user = null, string? closed = null) =>
            [ConversationReferences.Keep(InboundReference.Of(Activity, Caller, Now, user, closed))];

        /// <summary>Web Chat holds back a reply to an activity it never saw, and it never sees the update that announced the customer.</summary>
        private string? ReplyTarget() =>
            Activity.Id.Length == 0 || (Activity.Type == ActivityTypes.ConversationUpdate && Activity.ChannelId is Channels.DirectLine or Channels.WebChat)
                ? null
                : Activity.Id;
    }
}
