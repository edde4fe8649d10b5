using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>The key we sign with as a channel, made once and shared by all nodes through the plugin state.</summary>
internal sealed class ChannelKey(IPluginState state) : IDisposable
{
    private const string StateKey = "channel-key";
    private const int Bits = 2048;

    private readonly SemaphoreSlim _one = new(1);
    private volatile RSA? _key;

    public async Task<RSA> GetAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known) return known;
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _key ??= await LoadAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Names it by what it is: the thumbprint of the public part (RFC 7638).</summary>
    public static string Id(RSA key)
    {
        var (n, e) = Public(key);
        return SignedToken.Base64Url(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""")));
    }

    /// <summary>The public part with the channels it may speak for, as bots look it up.</summary>
    public static JsonObject Jwk(RSA key, IEnumerable<string> endorsements)
    {
        var (n, e) = Public(key);
        return new JsonObject
        {
            ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = Id(key), ["n"] = n, ["e"] = e,
            ["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]),
        };
    }

    public void Dispose()
    {
        _key?.Dispose();
        _one.Dispose();
    }

    private async Task<RSA> LoadAsync(CancellationToken cancellationToken)
    {
        var key = RSA.Create(Bits);
        if (await state.GetAsync(StateKey, cancellationToken) is null
            && await state.TrySetAsync(StateKey, key.ExportRSAPrivateKeyPem(), 0, null, cancellationToken)) return key;
        // Another node was first.
        key.ImportFromPem((await state.GetAsync(StateKey, cancellationToken))!.Value);
        return key;
    }

    private static (string N, string E) Public(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return (SignedToken.Base64Url(parameters.Modulus), SignedToken.Base64Url(parameters.Exponent));
    }
}
