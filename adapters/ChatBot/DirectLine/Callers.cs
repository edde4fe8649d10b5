using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Who calls: the holder of the secret, or of a token.</summary>
internal sealed class Callers(Keys keys, Tokens tokens, DirectLineOptions options, TimeProvider time)
{
    /// <param name="conversation">The one the call is about; null where it is about none or about the token's own.</param>
    public (Caller? Caller, DirectLineError? Error) Check(IHeaderDictionary headers, string? conversation = null)
    {
        if (!options.IsConfigured) return (null, DirectLineError.NotConfigured);
        var header = headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || header[7..].Trim() is not { Length: > 0 } text) return (null, DirectLineError.NoCredentials);
        if (keys.IsSecret(text)) return (new Caller(null), null);
        if (tokens.Read(text) is not { } token) return (null, DirectLineError.BadToken);
        if (token.ExpiresAt <= time.GetUtcNow()) return (null, DirectLineError.TokenExpired);
        if (conversation is not null && conversation != token.Conversation) return (null, DirectLineError.BadToken);
        if (!Origins.Trusts(token.Origins, headers)) return (null, DirectLineError.OriginRefused);
        return (new Caller(token), null);
    }

    /// <summary>Whether this caller may still use a conversation that was found.</summary>
    public static DirectLineError? Admit(Caller caller, Conversation conversation) =>
        caller.Token is { } token && token.IssuedAt.ToUnixTimeSeconds() <= conversation.Facts.RevokedUntil ? DirectLineError.TokenRevoked : null;
}

/// <param name="Token">Null for the secret.</param>
internal sealed record Caller(DirectLineToken? Token)
{
    public bool HasSecret => Token is null;
}
