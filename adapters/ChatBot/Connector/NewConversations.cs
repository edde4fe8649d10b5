using System.Text;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>
/// Opens a new conversation with somebody whose last one is closed, where the channel lets a bot do that. The old address
/// leads to the new conversation from then on, so one is opened however many notices follow.
/// </summary>
internal sealed class NewConversations(ConversationReferences references, ConnectorClient client, ConnectorOptions options)
{
    /// <summary>Whoever took the bot away has said that they want no more.</summary>
    private const string Removed = "removed";

    public bool Allowed(ConversationReference closed) => closed.Closed != Removed && options.NewConversationOn.Contains(closed.ChannelId);

    /// <param name="key">The same for every try of the message that wants it.</param>
    public async Task<(ConversationReference? Opened, ConnectorAnswer? Failure)> OpenAsync(StoredReference closed, string key, CancellationToken cancellationToken)
    {
        var old = closed.Reference;
        if (old.MovedTo is { } moved && await references.FindAsync(moved, cancellationToken) is { Reference: { Closed: null } present }) return (present, null);
        var body = Encoding.UTF8.GetBytes(Request(old).ToJsonString(ConnectorJson.Options));
        var answer = await client.CallAsync(HttpMethod.Post, old.ServiceUrl, ConnectorRoutes.Conversations, body, old.CallerAppId, key, cancellationToken);
        if (!answer.Ok || answer.Id.Length == 0) return (null, answer.Ok ? new(CallEnd.Answered, 404) : answer);

        // The address the answer names is nobody's word but the answer's: the verified one stays.
        var conversation = new JsonObject { ["id"] = answer.Id, ["isGroup"] = false };
        if (old.Conversation["tenantId"] is { } tenant) conversation["tenantId"] = tenant.DeepClone();
        var opened = old with { Conversation = conversation, Closed = null, MovedTo = null };
        await references.OpenAsync(opened, cancellationToken);
        await references.MoveAsync(closed, opened.Key, cancellationToken);
        return (opened, null);
    }

    private static JsonObject Request(ConversationReference old)
    {
        var request = new JsonObject { ["isGroup"] = false, ["bot"] = old.Bot.DeepClone(), ["members"] = new JsonArray(old.User.DeepClone()) };
        if (old.Conversation["tenantId"] is not { } tenant) return request;
        request["tenantId"] = tenant.DeepClone();
        request["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant.DeepClone() } };
        return request;
    }
}
