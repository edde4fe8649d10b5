using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Adapters.WeComSandbox.Wire;

/// <summary>
/// The platform's side of callback security, written apart from the adapter's on purpose: two that agree by
/// themselves are evidence, one that is shared is not.
/// </summary>
internal sealed class CallbackCipher
{
    private const int Block = 32;
    private readonly byte[] _key;
    private readonly string _token;
    private readonly string _receiveId;

    public CallbackCipher(string token, string encodingAesKey, string receiveId)
    {
        if (encodingAesKey.Length != 43 || !encodingAesKey.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'))
            throw new ArgumentException("An EncodingAESKey has 43 characters of A-Z, a-z, 0-9, + and /.", nameof(encodingAesKey));
        _key = Convert.FromBase64String(encodingAesKey + "=");
        _token = token;
        _receiveId = receiveId;
    }

    public string Encrypt(string message) => Encrypt(message, RandomNumberGenerator.GetBytes(16));

    /// <param name="random">The 16 bytes in front; given only to repeat a known result.</param>
    public string Encrypt(string message, byte[] random)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var receiver = Encoding.UTF8.GetBytes(_receiveId);
        var used = 20 + text.Length + receiver.Length;
        var pad = Block - used % Block;
        var plain = new byte[used + pad];
        random.CopyTo(plain, 0);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(16), text.Length);
        text.CopyTo(plain, 20);
        receiver.CopyTo(plain, 20 + text.Length);
        plain.AsSpan(used).Fill((byte)pad);
        return Convert.ToBase64String(EncryptBlocks(plain));
    }

    /// <summary>Whole blocks as they stand.</summary>
    public byte[] EncryptBlocks(byte[] plain)
    {
        using var aes = Cipher();
        return aes.EncryptCbc(plain, _key.AsSpan(0, 16), PaddingMode.None);
    }

    /// <summary>Opens what the receiver encrypted. A wrong receiver id is an error.</summary>
    public string Decrypt(string encrypted)
    {
        using var aes = Cipher();
        var plain = aes.DecryptCbc(Convert.FromBase64String(encrypted), _key.AsSpan(0, 16), PaddingMode.None);
        var used = plain.Length - plain[^1];
        var length = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(16));
        if (Encoding.UTF8.GetString(plain.AsSpan((20 + length)..used)) != _receiveId)
            throw new CryptographicException("The message is for another receiver.");
        return Encoding.UTF8.GetString(plain.AsSpan(20, length));
    }

    /// <summary>SHA-1 over the four texts in byte order, as the platform defines it.</summary>
    public string Sign(string timestamp, string nonce, string encrypted) => Sign(_token, timestamp, nonce, encrypted);

    public static string Sign(string token, string timestamp, string nonce, string encrypted)
    {
        string[] parts = [token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
#pragma warning disable CA5350 // The protocol prescribes SHA-1.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
    }

    private Aes Cipher()
    {
        var aes = Aes.Create();
        aes.Key = _key;
        return aes;
    }
}
