namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>What a token says: one conversation, and whoever is bound to it.</summary>
/// <param name="User">Overwrites the sender of every activity; null where the page names its user itself.</param>
/// <param name="Origins">Pages it serves; empty for all.</param>
/// <param name="Started">It was issued for a conversation that exists: when that is gone, it is not made anew.</param>
internal sealed record DirectLineToken(
    string Conversation, string? User, string? UserName, IReadOnlyList<string> Origins, bool Started, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Where the visitor came from, as the site that asked for the token says.</summary>
    public string? Dealer { get; init; }

    public string? Campaign { get; init; }

    public string? Scene { get; init; }
}
