using System.Text;
using System.Text.Json;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>
/// The body of a delivery. Only its <c>Encrypt</c> counts: it is what the signature covers; the other elements are
/// unsigned and not read.
/// </summary>
internal static class Envelope
{
    /// <summary>The text of the one Encrypt element (XML) or <c>encrypt</c> member (JSON robots); false refuses the body.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, out ReadOnlySpan<byte> encrypt)
    {
        if (IsJson(body.Span))
            return TryReadJson(body.Span, out encrypt);
        encrypt = default;
        var fields = XmlFields.Read(body);
        if (fields is null || fields.Count("Encrypt"u8) != 1)
            return false;
        encrypt = fields.Bytes("Encrypt"u8);
        return !encrypt.IsEmpty;
    }

    internal static bool IsJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static bool TryReadJson(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> encrypt)
    {
        encrypt = default;
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var wanted = reader.ValueTextEquals("encrypt"u8);
                reader.Read();
                if (!wanted)
                    reader.Skip();
                else if (reader.TokenType != JsonTokenType.String || !encrypt.IsEmpty)
                    return false;
                else
                    encrypt = Encoding.UTF8.GetBytes(reader.GetString()!);
            }

            return !encrypt.IsEmpty && !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
