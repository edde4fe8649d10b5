using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary><c>POST conversations</c>: opens the conversation, announces the user where one is named, and hands out token and stream.</summary>
internal sealed class StartConversation(Callers callers, Conversations conversations, InboundItems items, SessionAnswer answer)
{
    public async Task<InboundResult> RunAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var (caller, error) = callers.Check(request.Headers);
        if (caller is null) return answer.Refuse(request.Headers, error!);
        if (Read(request.Body) is not { } body) return answer.Refuse(request.Headers, DirectLineError.Bad("The body must be a JSON object, or empty."));
        var facts = Facts(body, caller);
        if (facts.User?.StartsWith("dl_", StringComparison.Ordinal) == true && !facts.IsBound) return answer.Refuse(request.Headers, DirectLineError.Bad("Ids that begin with dl_ come from tokens only."));
        var id = caller.Token?.Conversation ?? Conversations.NewId();
        // A conversation that was forgotten does not begin again: its ids were given out once.
        if (caller.Token is { Started: true } && await conversations.FindAsync(id, cancellationToken) is null) return answer.Refuse(request.Headers, DirectLineError.NoConversation);
        var (conversation, created) = await conversations.OpenAsync(id, facts, cancellationToken);
        if (Callers.Admit(caller, conversation) is { } refused) return answer.Refuse(request.Headers, refused);
        if (conversation.Head.Closed) return answer.Refuse(request.Headers, DirectLineError.Ended);
        var reply = answer.Session(created ? 201 : 200, request.Headers, caller, conversation, conversation.Head.Delivered);
        var known = conversation.Facts;
        return new InboundResult
        {
            // On a repeated start too: the answer to the first one may never have been heard, and the host keeps it once.
            Items = known.User is null ? [] : [items.Entered(id, known, new Sender(known.User, known.UserName, known.IsBound), known.Locale, request.ReceivedAt)],
            Reply = _ => reply,
        };
    }

    private static JsonObject? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \r\n\t"u8).Length == 0) return [];
        return ActivityRules.Parse(body.Span).Activity;
    }

    /// <summary>A wrong type here stops nobody from talking: such members count as absent.</summary>
    private static ConversationFacts Facts(JsonObject body, Caller caller)
    {
        var user = body["user"] as JsonObject ?? [];
        var named = ActivityRules.Text(user, "id") is { Length: > 0 and <= 128 } id ? id : null;
        var token = caller.Token;
        return new ConversationFacts
        {
            User = token?.User ?? named, UserName = token?.UserName ?? (ActivityRules.Text(user, "name") is { Length: > 0 and <= 100 } name ? name : null),
            IsBound = token?.User is not null || (caller.HasSecret && named?.StartsWith("dl_", StringComparison.Ordinal) == true),
            Locale = ActivityRules.Text(body, "locale") is { Length: > 0 and <= 35 } locale ? locale : null,
            Dealer = token?.Dealer, Campaign = token?.Campaign, Scene = token?.Scene,
        };
    }
}
