namespace Crm.Plugins.Contract;

/// <summary>
/// Optional: the tokens that open a chat on a page of the host's own. What signs them stays in the adapter; the page gets a
/// token for one conversation and one visitor.
/// </summary>
public interface IChatTokens
{
    /// <exception cref="ChannelReadException"><c>unconfigured</c> where the adapter has nothing to sign with.</exception>
    Task<ChatToken> CreateAsync(ChatTokenRequest request, CancellationToken cancellationToken);

    /// <summary>Whose token it is; null for one that is not, or no longer, good.</summary>
    Task<ChatVisitor?> ReadAsync(string token, CancellationToken cancellationToken);
}

/// <param name="UserId">The visitor, bound to the token; begins with <c>dl_</c>.</param>
/// <param name="Dealer">Dealer code of the site; null = the maker's own.</param>
/// <param name="Scene">Which window it was; becomes the source of what comes from it.</param>
/// <param name="Origins">The pages that may use the token; empty = all.</param>
public sealed record ChatTokenRequest(string UserId, string? Dealer, string? Scene, IReadOnlyList<string> Origins);

/// <param name="Path">Where the adapter serves its protocol, such as <c>/v3/directline</c>.</param>
public sealed record ChatToken(string Token, string ConversationId, DateTimeOffset ExpiresAt, string Path);

/// <param name="Identity">As an <see cref="InboundItem"/> of this visitor carries it.</param>
public sealed record ChatVisitor(string UserId, string ConversationId, ChannelIdentity Identity);
