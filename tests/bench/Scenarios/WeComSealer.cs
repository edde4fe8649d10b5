using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Bench.Scenarios;

/// <summary>The platform's side of callback encryption, written apart from the adapter so that both cannot share a mistake.</summary>
internal sealed class WeComSealer(string token, string encodingAesKey, string receiveId)
{
    private const int Block = 32;
    private readonly byte[] _key = Convert.FromBase64String(encodingAesKey + "=");

    /// <returns>The Encrypt element's text and the query that signs it.</returns>
    public (string Encrypt, string Query) Seal(string message, string timestamp, string nonce)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var id = Encoding.UTF8.GetBytes(receiveId);
        var length = 20 + text.Length + id.Length;
        var pad = Block - (length % Block);
        var plain = new byte[length + pad];
        RandomNumberGenerator.Fill(plain.AsSpan(0, 16));
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(16), text.Length);
        text.CopyTo(plain, 20);
        id.CopyTo(plain, 20 + text.Length);
        plain.AsSpan(length).Fill((byte)pad);

        using var aes = Aes.Create();
        aes.Key = _key;
        var encrypt = Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, 16), PaddingMode.None));
        return (encrypt, $"msg_signature={Sign(timestamp, nonce, encrypt)}&timestamp={timestamp}&nonce={nonce}");
    }

    private string Sign(string timestamp, string nonce, string encrypt)
    {
        string[] parts = [token, timestamp, nonce, encrypt];
        Array.Sort(parts, StringComparer.Ordinal);
#pragma warning disable CA5350 // The platform's signature is SHA-1; it is not ours to choose.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
    }
}
