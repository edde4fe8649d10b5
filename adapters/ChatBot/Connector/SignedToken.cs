using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>Writes a JSON Web Token signed with RS256.</summary>
internal static class SignedToken
{
    /// <param name="header">What goes beside <c>alg</c> and <c>typ</c>, such as <c>kid</c>.</param>
    public static string Write(RSA key, JsonObject header, JsonObject claims)
    {
        header["alg"] = "RS256";
        header["typ"] = "JWT";
        var text = $"{Base64Url(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{text}.{Base64Url(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
