using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Crm.Plugins.Contract;

/// <summary>
/// Version 7 UUIDs as 32 lower-case hex digits, strictly increasing within a process: they sort in the order they
/// were made, keep inserts at the right edge of an index, and fit every platform's rules for ids.
/// </summary>
public static class Ids
{
    private static readonly Lock Gate = new();
    private static long _last;

    /// <summary>A new id; its first 48 bits are the instant in milliseconds, the next 12 count within it.</summary>
    public static string New(DateTimeOffset now)
    {
        long tick;
        lock (Gate)
        {
            tick = Math.Max(now.ToUnixTimeMilliseconds() << 12, _last + 1);
            _last = tick;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, tick >> 12 << 16 | 0x7000 | (tick & 0xFFF));
        RandomNumberGenerator.Fill(bytes[8..]);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return Convert.ToHexStringLower(bytes);
    }
}
