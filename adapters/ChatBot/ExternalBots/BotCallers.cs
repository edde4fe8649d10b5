using Crm.Adapters.ChatBot.BotFramework;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>Is it the bot who calls? Its token is ours, bought with its secret, or another login service's that the operator named.</summary>
internal sealed class BotCallers(ChannelKey own, ChannelTokens tokens, ExternalBotOptions options, HttpClient http, TimeProvider time, ILogger<BotCallers> log)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler _handler = new();
    private readonly KeySet? _elsewhere = options.TokenMetadataUrl is { } metadata ? new KeySet(metadata, http, time, log) : null;

    /// <summary>Null where it is, else a stable code.</summary>
    public async Task<string?> RefusalAsync(StringValues authorization, CancellationToken cancellationToken)
    {
        if (authorization is not [{ } header] || header.Split(' ') is not ["Bearer", { Length: > 0 and <= 16384 } text] || TokenClaims.Read(text) is not var (token, claims))
            return "missing-token";
        var ours = claims.Issuer == tokens.Issuer;
        if (!ours && (options.TokenIssuer is null || claims.Issuer != options.TokenIssuer)) return "wrong-issuer";
        if (claims.Audience != (ours ? tokens.Issuer : options.TokenAudience)) return "wrong-audience";
        // A service's version 2 tokens name the app in another claim, which the reader knows.
        if (claims.AppId != options.AppId) return "wrong-app";
        if (await KeyAsync(token, ours, cancellationToken) is not { } key) return "unknown-key";
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key, TryAllIssuerSigningKeys = false, ValidAlgorithms = Algorithms, RequireSignedTokens = true,
            // Checked here, exactly and by our own clock.
            ValidateIssuer = false, ValidateAudience = false, ValidateLifetime = false,
        });
        if (!result.IsValid) return "bad-signature";
        var now = time.GetUtcNow();
        return token.ValidTo + Skew < now.UtcDateTime || token.ValidFrom - Skew > now.UtcDateTime || token.ValidTo == default ? "expired" : null;
    }

    private async Task<SecurityKey?> KeyAsync(JsonWebToken token, bool ours, CancellationToken cancellationToken)
    {
        if (ours) return await own.GetAsync(cancellationToken) is var rsa && token.Kid == ChannelKey.Id(rsa) ? new RsaSecurityKey(rsa.ExportParameters(false)) { KeyId = token.Kid } : null;
        if (_elsewhere is null || token.Kid is not { Length: > 0 } kid || await _elsewhere.CurrentAsync(cancellationToken) is not { } keys) return null;
        if (!keys.ByKid.TryGetValue(kid, out var key)) (await _elsewhere.NewerAsync(cancellationToken))?.ByKid.TryGetValue(kid, out key);
        return key?.Key;
    }
}
