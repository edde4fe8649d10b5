using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>SHA-1 over token, timestamp, nonce and ciphertext, sorted by their bytes and joined.</summary>
internal sealed class CallbackSignature(string token)
{
    private readonly byte[] _token = Encoding.UTF8.GetBytes(token);

    /// <summary>Compares in constant time; hex of either case is accepted.</summary>
    public bool Matches(string signature, string timestamp, string nonce, ReadOnlySpan<byte> encrypt)
    {
        Span<byte> given = stackalloc byte[SHA1.HashSizeInBytes];
        if (signature.Length != 2 * SHA1.HashSizeInBytes
            || Convert.FromHexString(signature, given, out _, out _) != OperationStatus.Done)
            return false;
        Span<byte> expected = stackalloc byte[SHA1.HashSizeInBytes];
        Compute(timestamp, nonce, encrypt, expected);
        return CryptographicOperations.FixedTimeEquals(given, expected);
    }

    /// <summary>The signature as lower-case hex, for what we send ourselves.</summary>
    public string Sign(string timestamp, string nonce, string encrypt)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Compute(timestamp, nonce, Encoding.UTF8.GetBytes(encrypt), hash);
        return Convert.ToHexStringLower(hash);
    }

    [SuppressMessage("Security", "CA5350", Justification = "The platform's protocol fixes SHA-1; the secret token is part of the input.")]
    private void Compute(string timestamp, string nonce, ReadOnlySpan<byte> encrypt, Span<byte> hash)
    {
        var times = Encoding.UTF8.GetMaxByteCount(timestamp.Length);
        var nonces = Encoding.UTF8.GetMaxByteCount(nonce.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(times + nonces + _token.Length + times + nonces + encrypt.Length);
        var t = buffer.AsSpan(0, Encoding.UTF8.GetBytes(timestamp, buffer));
        var n = buffer.AsSpan(times, Encoding.UTF8.GetBytes(nonce, buffer.AsSpan(times)));
        ReadOnlySpan<byte> a = _token, b = t, c = n, d = encrypt;
        // A sorting network for four. Byte order, never culture order: that one puts "abc" before "ABD".
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref a, ref c);
        Order(ref b, ref d);
        Order(ref b, ref c);
        var joined = buffer.AsSpan(times + nonces);
        a.CopyTo(joined);
        b.CopyTo(joined[a.Length..]);
        c.CopyTo(joined[(a.Length + b.Length)..]);
        d.CopyTo(joined[(a.Length + b.Length + c.Length)..]);
        SHA1.HashData(joined[..(a.Length + b.Length + c.Length + d.Length)], hash);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void Order(ref ReadOnlySpan<byte> first, ref ReadOnlySpan<byte> second)
    {
        if (first.SequenceCompareTo(second) <= 0)
            return;
        var smaller = second;
        second = first;
        first = smaller;
    }
}
