using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>AES-256-CBC with the platform's own padding to 32 bytes, around random, length, message and receiver.</summary>
internal sealed class CallbackCipher(byte[] key, string receiveId)
{
    private const int Block = 16;
    private const int PadBlock = 32;
    private const int Head = Block + sizeof(uint);

    private readonly byte[] _iv = key[..Block];
    private readonly byte[] _receiveId = Encoding.UTF8.GetBytes(receiveId);

    // An Aes object is not safe for use by two threads at once; making one for each message would cost more than the message.
    private readonly ConcurrentBag<Aes> _idle = [];

    /// <summary>Decrypts the text of an Encrypt element whose signature has been checked.</summary>
    /// <param name="message">The message bytes, set only if the result is <see cref="Refusal.None"/>.</param>
    public Refusal TryDecrypt(ReadOnlySpan<byte> encrypt, out ReadOnlyMemory<byte> message)
    {
        message = default;
        var cipherText = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(encrypt.Length));
        try
        {
            if (Base64.DecodeFromUtf8(encrypt, cipherText, out _, out var length) != OperationStatus.Done)
                return Refusal.BadBase64;
            if (length == 0 || length % Block != 0)
                return Refusal.BadCiphertext;
            var plain = new byte[length];
            var aes = Rent();
            aes.DecryptCbc(cipherText.AsSpan(0, length), _iv, plain, PaddingMode.None);
            _idle.Add(aes);
            return Unwrap(plain, out message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(cipherText);
        }
    }

    /// <summary>The reverse, with the 16 random bytes given; Base64.</summary>
    public string Encrypt(ReadOnlySpan<byte> message, ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, Block);
        var length = Head + message.Length + _receiveId.Length;
        var pad = PadBlock - length % PadBlock;
        var plain = new byte[length + pad];
        random.CopyTo(plain);
        BinaryPrimitives.WriteUInt32BigEndian(plain.AsSpan(Block), (uint)message.Length);
        message.CopyTo(plain.AsSpan(Head));
        _receiveId.CopyTo(plain.AsSpan(Head + message.Length));
        plain.AsSpan(length).Fill((byte)pad);
        var aes = Rent();
        var cipherText = aes.EncryptCbc(plain, _iv, PaddingMode.None);
        _idle.Add(aes);
        return Convert.ToBase64String(cipherText);
    }

    private Aes Rent()
    {
        if (_idle.TryTake(out var aes))
            return aes;
        aes = Aes.Create();
        aes.Key = key;
        return aes;
    }

    private Refusal Unwrap(byte[] plain, out ReadOnlyMemory<byte> message)
    {
        message = default;
        var pad = plain[^1];
        if (pad is 0 or > PadBlock || pad > plain.Length || plain.AsSpan(plain.Length - pad).ContainsAnyExcept(pad))
            return Refusal.BadPadding;
        var content = plain.AsSpan(0, plain.Length - pad);
        if (content.Length < Head)
            return Refusal.BadLength;
        var length = BinaryPrimitives.ReadUInt32BigEndian(content[Block..]);
        if (length > content.Length - Head)
            return Refusal.BadLength;
        if (!content[(Head + (int)length)..].SequenceEqual(_receiveId))
            return Refusal.WrongReceiveId;
        message = plain.AsMemory(Head, (int)length);
        return Refusal.None;
    }
}
