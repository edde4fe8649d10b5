using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Keys for tokens, stream tickets and file addresses: one per purpose, the newest signs, all are accepted.</summary>
internal sealed class Keys
{
    private readonly byte[][] _roots;
    private readonly byte[][] _secrets;

    public Keys(DirectLineOptions options)
    {
        var material = options.SigningKeys.Count > 0 ? options.SigningKeys : options.Secrets;
        // Without a secret nothing is served; a key nobody knows keeps the code simple.
        _roots = material.Count == 0 ? [RandomNumberGenerator.GetBytes(32)] : [.. material.Select(key => SHA256.HashData(Encoding.UTF8.GetBytes("directline:" + key)))];
        _secrets = [.. options.Secrets.Select(secret => SHA256.HashData(Encoding.UTF8.GetBytes(secret)))];
    }

    /// <summary>Takes as long for a wrong secret as for a right one.</summary>
    public bool IsSecret(string given)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        var found = false;
        foreach (var secret in _secrets) found |= CryptographicOperations.FixedTimeEquals(secret, hash);
        return found;
    }

    /// <summary>Name of the key that signs now.</summary>
    public string NewestId => IdOf(_roots[0]);

    public byte[] Sign(string purpose, ReadOnlySpan<byte> data) => Sign(_roots[0], purpose, data);

    /// <param name="keyId">Only the key of this name; null tries all.</param>
    public bool Verify(string purpose, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string? keyId = null)
    {
        var found = false;
        foreach (var root in _roots)
            if (keyId is null || keyId == IdOf(root)) found |= CryptographicOperations.FixedTimeEquals(Sign(root, purpose, data).AsSpan(0, Math.Min(signature.Length, 32)), signature);
        return found && signature.Length >= 16;
    }

    private static byte[] Sign(byte[] root, string purpose, ReadOnlySpan<byte> data) =>
        HMACSHA256.HashData(HMACSHA256.HashData(root, Encoding.UTF8.GetBytes(purpose)), data);

    private static string IdOf(byte[] root) => WebEncoders.Base64UrlEncode(SHA256.HashData(root).AsSpan(0, 6));
}
