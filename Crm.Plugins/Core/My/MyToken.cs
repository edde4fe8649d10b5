using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Crm.Plugins.Core.My;

/// <summary>
/// What a link to My service proves: whose it is, its last day, and its generation, signed. 32 bytes as 43 characters, short
/// enough for a text message; nothing of it is kept, so making one writes nothing.
/// </summary>
/// <param name="LastDay">Days since 1970-01-01 UTC; the link is good to the end of it.</param>
/// <param name="Generation">Must be the customer's present one.</param>
internal sealed record MyToken(string CustomerId, int LastDay, int Generation)
{
    private const int Signed = 20;
    private const int Length = 32;

    /// <summary>Marks what is signed, so that no other use of the key can make a link.</summary>
    private static ReadOnlySpan<byte> Purpose => "my-link.1|"u8;

    public string Write(byte[] key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Guid.Parse(CustomerId).TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[16..], checked((ushort)LastDay));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[18..], checked((ushort)Generation));
        Mac(key, bytes[..Signed]).CopyTo(bytes[Signed..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for everything this key did not sign; it takes the same time wherever the difference lies.</summary>
    public static MyToken? Read(byte[] key, string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != 43 || !Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text, bytes) != Length) return null;
        if (!CryptographicOperations.FixedTimeEquals(Mac(key, bytes[..Signed]), bytes[Signed..])) return null;
        return new MyToken(new Guid(bytes[..16], bigEndian: true).ToString("N"), BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[18..]));
    }

    public static int DayOf(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / 86_400);

    private static byte[] Mac(byte[] key, ReadOnlySpan<byte> signed) => HMACSHA256.HashData(key, (byte[])[.. Purpose, .. signed])[..(Length - Signed)];
}
