using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>
/// The connector of the channel that we are to the external bot (<c>connector/v3/conversations/…</c>), the keys it checks
/// us by (<c>.well-known/…</c>), and where it may buy its tokens. Everything it says is stored before it is answered.
/// </summary>
internal sealed class BotConnector(
    ExternalBotOptions options, BotCallers callers, BotTokenEndpoint tokenEndpoint, ChannelTokens tokens, BotPosts posts, Conversations conversations, DirectLineOptions directLine)
{
    public const string Root = "connector/";
    public const string WellKnown = ".well-known/";

    public async Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        if (options.Url is null) return Answer(BotAnswers.Error(404, "NotFound", "No external bot is configured here."));
        switch (request.Path)
        {
            case WellKnown + "openidconfiguration":
                return Answer(BotAnswers.Ok(tokens.Metadata()));
            case WellKnown + "keys":
                return Answer(BotAnswers.Ok(await tokens.KeysAsync(cancellationToken)));
            case Root + "token":
                return Answer(await tokenEndpoint.RunAsync(request, cancellationToken));
        }

        if (await callers.RefusalAsync(request.Headers.Authorization, cancellationToken) is { } code) return Answer(BotAnswers.Error(401, "Unauthorized", $"The token is refused: {code}."));
        if (!request.RouteValues.TryGetValue("c", out var id) || await conversations.FindAsync(id, cancellationToken) is not { } conversation) return Answer(BotAnswers.NoConversation);
        return (request.Method, request.Path.Split('/')[4..]) switch
        {
            ("POST", ["activities", ..]) => await posts.RunAsync(request, conversation, cancellationToken),
            ("GET", ["members"] or ["activities", _, "members"]) => Answer(BotAnswers.Ok(Members(conversation))),
            ("GET", ["pagedmembers"]) => Answer(BotAnswers.Ok(new JsonObject { ["members"] = Members(conversation) })),
            ("GET", ["members", ..]) => Answer(Member(conversation, request.RouteValues["m"])),
            // What was said to a customer stands: pages of Direct Line know no taking back.
            _ => Answer(BotAnswers.Error(405, "BadArgument", "This channel does not do that.")),
        };
    }

    private ChannelReply Member(Conversation conversation, string id) =>
        Members(conversation).OfType<JsonObject>().FirstOrDefault(member => (string?)member["id"] == id)?.DeepClone() is { } found
            ? BotAnswers.Ok(found)
            : BotAnswers.Error(404, "MemberNotFoundInConversation", "There is no such member.");

    private JsonArray Members(Conversation conversation)
    {
        var members = new JsonArray(new JsonObject { ["id"] = directLine.BotId, ["name"] = directLine.BotName, ["role"] = "bot" });
        if (conversation.Facts.User is { } user) members.Add(new JsonObject { ["id"] = user, ["name"] = conversation.Facts.UserName, ["role"] = "user" });
        return members;
    }

    private static InboundResult Answer(ChannelReply reply) => InboundResult.Answer(reply);
}
