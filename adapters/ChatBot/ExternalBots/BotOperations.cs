using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>What the host has for the bot: activities of customers, and what became of hand-overs.</summary>
internal sealed class BotOperations(
    Conversations conversations, IChannelLog log, ActivityView view, BotClient client, ChannelTokens tokens, DirectLineOptions options, TimeProvider time) : IChannelOperations
{
    private static readonly OperationResult Nothing = new OperationResult.Done();

    public async Task<OperationResult> RunAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        var key = operation.Request switch { PassToBot pass => pass.ConversationKey, TellBotHandOver told => told.ConversationKey, _ => null };
        if (key is null) return new OperationResult.Rejected("not-supported");
        // Whoever is forgotten or gone needs no answer any more.
        if (await conversations.FindAsync(InboundItems.ConversationOf(key), cancellationToken) is not { } conversation) return Nothing;
        var activity = operation.Request switch
        {
            PassToBot { Item: var item } when BotItems.EnteredUser(item) is { } user => Entered(conversation, user),
            PassToBot { Item: var item } => await log.FindEntryAsync(conversation.Id, item, cancellationToken) is { } record ? view.Of(conversation.Id, record) : null,
            TellBotHandOver told => HandOverEvents.Of(told.State, told.Message),
            _ => null,
        };
        return activity is null ? Nothing : await client.PostAsync(Addressed(activity, conversation, operation.Id), operation.Attempt, cancellationToken);
    }

    /// <summary>As a channel sends it: every activity has an id, a time, a sender and the address to answer to.</summary>
    private JsonObject Addressed(JsonObject activity, Conversation conversation, string id)
    {
        activity["id"] ??= id;
        activity["timestamp"] ??= ActivityView.Instant(time.GetUtcNow());
        activity["channelId"] = "directline";
        activity["serviceUrl"] = tokens.ServiceUrl;
        activity["conversation"] = new JsonObject { ["id"] = conversation.Id };
        activity["recipient"] = new JsonObject { ["id"] = options.BotId, ["name"] = options.BotName, ["role"] = "bot" };
        activity["from"] ??= new JsonObject { ["id"] = conversation.Facts.User ?? "desk", ["role"] = "channel" };
        if (conversation.Facts.Locale is { } locale) activity["locale"] ??= locale;
        return activity;
    }

    private JsonObject Entered(Conversation conversation, string user) => new()
    {
        ["type"] = "conversationUpdate", ["from"] = new JsonObject { ["id"] = user, ["role"] = "user" },
        ["membersAdded"] = new JsonArray(new JsonObject { ["id"] = options.BotId, ["name"] = options.BotName }, new JsonObject { ["id"] = user, ["name"] = conversation.Facts.UserName }),
    };
}
