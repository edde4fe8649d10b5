using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>How we prove to the login service that we are the app: by a secret, or by a certificate's signature.</summary>
internal sealed class ClientCredential(ConnectorOptions options, TimeProvider time) : IDisposable
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan AssertionLife = TimeSpan.FromMinutes(10);

    private readonly X509Certificate2? _certificate = options.CertificatePath is { } path
        ? X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword)
        : null;

    public IEnumerable<KeyValuePair<string, string>> Form(string scope)
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", options.AppId);
        yield return new("scope", scope);
        if (_certificate is null)
        {
            yield return new("client_secret", options.AppPassword ?? "");
            yield break;
        }

        yield return new("client_assertion_type", AssertionType);
        yield return new("client_assertion", Assertion(_certificate));
    }

    public void Dispose() => _certificate?.Dispose();

    private string Assertion(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow();
        using var key = certificate.GetRSAPrivateKey() ?? throw new InvalidOperationException("The certificate has no RSA key.");
        return SignedToken.Write(key, new JsonObject
        {
            ["x5t#S256"] = SignedToken.Base64Url(certificate.GetCertHash(HashAlgorithmName.SHA256)),
            ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)),
        }, new JsonObject
        {
            ["aud"] = options.TokenUrl.ToString(), ["iss"] = options.AppId, ["sub"] = options.AppId, ["jti"] = Ids.New(now),
            ["nbf"] = now.ToUnixTimeSeconds(), ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = (now + AssertionLife).ToUnixTimeSeconds(),
        });
    }
}
