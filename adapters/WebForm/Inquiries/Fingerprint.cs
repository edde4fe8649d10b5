using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>Hashes the members in a fixed order, each with its length, so that no two inquiries run together.</summary>
internal static class Fingerprint
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <param name="unknown">Members this version does not know, as they came.</param>
    public static string Of(InquiryForm form, InquirySource? source, string? locale, ReadOnlySpan<byte> unknown)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        Add(buffer, form.Kind);
        Add(buffer, form.Name);
        Add(buffer, form.Phone);
        Add(buffer, form.Email);
        Add(buffer, form.Region);
        Add(buffer, form.Brand);
        Add(buffer, form.Series);
        Add(buffer, form.Model);
        Add(buffer, form.Message);
        Add(buffer, form.PreferredTime?.UtcTicks ?? -1);
        Add(buffer, form.Consents.Count);
        foreach (var consent in form.Consents)
        {
            Add(buffer, consent.Purpose);
            Add(buffer, consent.Channel);
            Add(buffer, consent.TextVersion);
        }

        Add(buffer, source?.Campaign);
        Add(buffer, source?.Scene);
        Add(buffer, locale);
        buffer.Write(unknown);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static void Add(ArrayBufferWriter<byte> buffer, string? text)
    {
        if (text is null)
        {
            Add(buffer, -1);
            return;
        }

        Add(buffer, text.Length);
        var room = buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        buffer.Advance(Encoding.UTF8.GetBytes(text, room));
    }

    private static void Add(ArrayBufferWriter<byte> buffer, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), number);
        buffer.Advance(8);
    }
}
