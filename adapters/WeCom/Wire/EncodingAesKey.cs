using System.Buffers;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>The 43 characters the console shows, which stand for 32 bytes.</summary>
internal static class EncodingAesKey
{
    private const int Length = 43;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <summary>True if <paramref name="key"/> has 43 characters of the alphabet.</summary>
    public static bool IsValid(string key) => key.Length == Length && !key.AsSpan().ContainsAnyExcept(Alphabet);

    /// <summary>
    /// 43 characters carry 258 bits and real keys do not zero the two spare ones, which every strict decoder refuses.
    /// Convert ignores them; it also skips white space, hence the check before.
    /// </summary>
    public static byte[] Decode(string key) => IsValid(key)
        ? Convert.FromBase64String(key + "=")
        : throw new FormatException("An EncodingAESKey has exactly 43 characters of A-Z a-z 0-9 + /.");
}
