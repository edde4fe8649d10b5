using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>One RSA key of a JWK set.</summary>
/// <param name="Endorsements">Channels it may speak for; empty where the set says nothing.</param>
/// <param name="NotBefore">Of its certificate, where the set carries one.</param>
internal sealed record SigningKey(string Kid, RsaSecurityKey Key, IReadOnlyList<string> Endorsements, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter)
{
    private const int LeastBits = 2048;

    /// <summary>All usable keys. What is no RSA signing key is left out: nothing here may turn into an HMAC secret.</summary>
    public static IReadOnlyDictionary<string, SigningKey> ReadSet(JsonElement set)
    {
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var jwk in set.GetProperty("keys").EnumerateArray())
            if (Read(jwk) is { } key) keys[key.Kid] = key;
        return keys;
    }

    private static SigningKey? Read(JsonElement jwk)
    {
        if (Text(jwk, "kty") != "RSA" || Text(jwk, "use") is not (null or "sig")) return null;
        if (Text(jwk, "kid") is not { Length: > 0 } kid || Text(jwk, "n") is not { } modulus || Text(jwk, "e") is not { } exponent) return null;
        var key = new RsaSecurityKey(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(modulus), Exponent = Base64UrlEncoder.DecodeBytes(exponent) }) { KeyId = kid };
        if (key.KeySize < LeastBits) return null;
        var endorsements = jwk.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!).ToArray()
            : [];
        if (!jwk.TryGetProperty("x5c", out var chain) || chain.ValueKind != JsonValueKind.Array || chain.GetArrayLength() == 0)
            return new SigningKey(kid, key, endorsements, null, null);
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(chain[0].GetString()!));
        return new SigningKey(kid, key, endorsements, certificate.NotBefore, certificate.NotAfter);
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
