using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>
/// Who sent this? In the order of Bot Framework's own check (spec/bot.md 2): the header's form, which kind of token it
/// claims to be, then key, signature, issuer, times, audience. What a token says never changes what we compare it with.
/// </summary>
internal sealed class TokenCheck(BotOptions options, HttpClient http, TimeProvider time, ILogger<TokenCheck> log)
{
    private const int LongestToken = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly KeySet _channelKeys = new(options.Cloud.ChannelMetadata, http, time, log);
    private readonly KeySet _emulatorKeys = new(options.Cloud.EmulatorMetadata, http, time, log);
    private readonly VerifiedTokens _verified = new();
    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>Since when no channel can be verified; null while all is well or nobody has called yet.</summary>
    public DateTimeOffset? KeysMissingSince => _channelKeys.MissingSince;

    /// <summary>The caller, or the reason to refuse; exactly one of them.</summary>
    public async ValueTask<(Caller? Caller, Refusal? Refusal)> CheckAsync(StringValues authorization, CancellationToken cancellationToken)
    {
        if (TokenOf(authorization) is not { } text) return Refuse(authorization.Count == 0 ? "missing-token" : "malformed-token");
        var hash = VerifiedTokens.Hash(text);
        if (await _verified.FindAsync(hash, time.GetUtcNow(), cancellationToken) is { } known) return (known, null);

        if (TokenClaims.Read(text) is not { } read) return Refuse("malformed-token");
        var (token, claims) = read;
        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal) || token.TryGetHeaderValue<object>("crit", out _)) return Refuse("bad-algorithm");
        var kind = claims.LooksLikeSkill(options.Cloud) ? CallerKind.Skill
            : claims.Issuer is not null && options.TokenIssuers.Contains(claims.Issuer) ? CallerKind.Emulator
            : CallerKind.Channel;
        if (Reject(kind, claims) is { } code) return Refuse(code);

        var source = kind == CallerKind.Channel ? _channelKeys : _emulatorKeys;
        if (await source.CurrentAsync(cancellationToken) is not { } keys) return (null, Refusal.KeysUnavailable);
        if (string.IsNullOrEmpty(token.Kid)) return Refuse("unknown-key");
        if (!keys.ByKid.TryGetValue(token.Kid, out var key))
        {
            keys = await source.NewerAsync(cancellationToken) ?? keys;
            if (!keys.ByKid.TryGetValue(token.Kid, out key)) return Refuse("unknown-key");
        }

        var now = time.GetUtcNow();
        if (key.NotAfter + Skew < now || key.NotBefore - Skew > now) return Refuse("expired-key");
        if (Expiry(token) is not { } expires) return Refuse("no-expiry");
        if (now > expires + Skew) return Refuse("expired");
        if (NotBefore(token) - Skew > now) return Refuse("not-yet-valid");
        if (!await IsSignedAsync(token, key)) return Refuse("bad-signature");

        var caller = new Caller(kind, claims.AppId, claims.ServiceUrl, key.Endorsements);
        _verified.Add(hash, caller, source, keys, expires + Skew);
        return (caller, null);
    }

    /// <summary>What needs no key. Each branch is closed by itself: a token that pretends to another kind meets that kind's checks.</summary>
    private string? Reject(CallerKind kind, TokenClaims claims) => kind switch
    {
        CallerKind.Channel when claims.Issuer != options.Cloud.Issuer => "wrong-issuer",
        CallerKind.Channel when claims.Audience != options.AppId => "wrong-audience",
        CallerKind.Channel when string.IsNullOrEmpty(claims.ServiceUrl) => "no-service-url",
        CallerKind.Channel => null,
        _ when claims.Issuer is null || !options.TokenIssuers.Contains(claims.Issuer) => "wrong-issuer",
        _ when claims.Version is not ("1.0" or "2.0") => "wrong-version",
        // Also of an emulator's: our own tokens towards a channel carry our app id too, and whoever got one could send it back.
        _ when claims.Audience != options.AppId => "wrong-audience",
        CallerKind.Emulator when claims.AppId != options.AppId => "wrong-app",
        CallerKind.Skill when !options.AllowedCallers.Contains("*") && !options.AllowedCallers.Contains(claims.AppId!, StringComparer.OrdinalIgnoreCase) => "caller-not-allowed",
        _ => null,
    };

    private async Task<bool> IsSignedAsync(JsonWebToken token, SigningKey key) =>
        (await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key.Key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            // Checked above, against our own clock and exactly.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        })).IsValid;

    private static string? TokenOf(StringValues authorization)
    {
        if (authorization.Count != 1 || authorization[0] is not { } header) return null;
        var parts = header.Split(' ');
        return parts is ["Bearer", { Length: > 0 and <= LongestToken } token] && token.AsSpan().Count('.') == 2 ? token : null;
    }

    private static DateTimeOffset? Expiry(JsonWebToken token) => Instant(token, "exp");

    private static DateTimeOffset? NotBefore(JsonWebToken token) => Instant(token, "nbf");

    private static DateTimeOffset? Instant(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<double>(claim, out var seconds) && seconds is > 0 and < 250_000_000_000
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private (Caller?, Refusal?) Refuse(string code)
    {
        log.LogInformation("A call to the bot was refused: {Code}", code);
        return (null, Refusal.Unauthorized(code));
    }
}
