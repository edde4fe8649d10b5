using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Adapters.Tests.ChatBot;

/// <summary>One RSA key of a platform, which signs whatever it is told to, right or wrong.</summary>
internal sealed class TokenMint(string kid, params string[] endorsements) : IDisposable
{
    public const string AppId = "0f1c7b1e-5b1c-4a54-9d0b-3f6a1c2d4e5f";
    public const string ChannelIssuer = "https://api.botframework.com";
    public const string EmulatorIssuer = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/";
    public const string ServiceUrl = "https://smba.example/amer/";

    // Making a key takes longer than a whole test, so a key id has the same one in all of them.
    private static readonly ConcurrentDictionary<string, Lazy<RSAParameters>> Made = new();

    private readonly RSA _rsa = RSA.Create(Made.GetOrAdd(kid, _ => new Lazy<RSAParameters>(New)).Value);

    /// <summary>Somebody else's key under this id.</summary>
    public static TokenMint Forged(string kid) => new(kid, RSA.Create(2048));

    private TokenMint(string kid, RSA rsa) : this(kid) => _rsa = rsa;

    public string Kid => kid;

    /// <summary>As the key stands in a JWK set.</summary>
    public JsonObject Jwk()
    {
        var key = _rsa.ExportParameters(false);
        var jwk = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = kid, ["n"] = Encode(key.Modulus!), ["e"] = Encode(key.Exponent!) };
        if (endorsements.Length > 0) jwk["endorsements"] = new JsonArray([.. endorsements.Select(name => (JsonNode)name)]);
        return jwk;
    }

    /// <summary>A channel's token, good for an hour from <paramref name="now"/>, with changes; a claim set to null is left out.</summary>
    public string Channel(DateTimeOffset now, params (string Name, JsonNode? Value)[] changes) => Sign("RS256", Claims(now,
        [("iss", ChannelIssuer), ("aud", AppId), ("serviceurl", ServiceUrl), .. changes]));

    /// <summary>An emulator's token for our own app.</summary>
    public string Emulator(DateTimeOffset now, params (string Name, JsonNode? Value)[] changes) => Sign("RS256", Claims(now,
        [("iss", EmulatorIssuer), ("aud", AppId), ("ver", "1.0"), ("appid", AppId), .. changes]));

    public string Sign(string algorithm, JsonObject claims, JsonObject? header = null)
    {
        header ??= new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = kid };
        var signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{signed}.{Encode(Signature(algorithm, Encoding.ASCII.GetBytes(signed)))}";
    }

    public static JsonObject Claims(DateTimeOffset now, params (string Name, JsonNode? Value)[] claims)
    {
        var all = new JsonObject { ["nbf"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds() };
        foreach (var (name, value) in claims)
        {
            all.Remove(name);
            if (value is not null) all[name] = value.DeepClone();
        }

        return all;
    }

    public void Dispose() => _rsa.Dispose();

    private static RSAParameters New()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(true);
    }

    private byte[] Signature(string algorithm, byte[] data) => algorithm switch
    {
        "RS256" => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS384" => _rsa.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => _rsa.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        // The public key as a secret: what a careless verifier would take.
        "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), data),
        _ => [],
    };

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
