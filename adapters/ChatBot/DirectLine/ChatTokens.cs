using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Tokens for the host's own chat page: made here, so that no secret leaves the adapter.</summary>
internal sealed class ChatTokens(Tokens tokens, Conversations conversations, DirectLineOptions options, TimeProvider time) : IChatTokens
{
    private const string Path = "/v3/directline";

    public Task<ChatToken> CreateAsync(ChatTokenRequest request, CancellationToken cancellationToken)
    {
        if (!options.IsConfigured) throw new ChannelReadException("unconfigured", null);
        var (token, text) = tokens.Issue(new DirectLineToken(Conversations.NewId(), request.UserId, null, request.Origins, false, default, default)
        {
            Dealer = request.Dealer, Scene = request.Scene,
        });
        return Task.FromResult(new ChatToken(text, token.Conversation, token.ExpiresAt, Path));
    }

    public async Task<ChatVisitor?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (!options.IsConfigured || tokens.Read(token) is not { User: { } user } read || read.ExpiresAt <= time.GetUtcNow()) return null;
        // One that was taken back is worth nothing; one whose conversation has yet to begin is.
        if (await conversations.FindAsync(read.Conversation, cancellationToken) is { } conversation && Callers.Admit(new Caller(read), conversation) is not null) return null;
        return new ChatVisitor(user, read.Conversation, InboundItems.IdentityOf(user));
    }
}
