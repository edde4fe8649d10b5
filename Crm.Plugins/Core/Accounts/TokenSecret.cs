using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Plugins.Core.Accounts;

/// <summary>The text of a token, which is shown once, and its hash, which is stored.</summary>
public static class TokenSecret
{
    public const string Prefix = "crmk_live_";
    private const int Length = 53;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Spares the store a look-up for what cannot be one.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<char> text) => text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>No salt and no slowness: 32 random bytes cannot be guessed from their hash.</summary>
    public static string Hash(string token)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), digest);
        return Convert.ToHexStringLower(digest);
    }
}
