using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>A decrypted message: XML of apps, contacts and customer service, or JSON of a robot.</summary>
internal sealed class InnerMessage
{
    private readonly XmlFields? _xml;

    private InnerMessage(XmlFields? xml, string? jsonId)
    {
        _xml = xml;
        JsonId = jsonId;
    }

    public bool IsJson => _xml is null;

    /// <summary><c>msgid</c> of a robot's JSON message.</summary>
    public string? JsonId { get; }

    /// <summary>Null if the bytes are not UTF-8, not well-formed, or carry a DOCTYPE or control characters.</summary>
    public static InnerMessage? Read(ReadOnlyMemory<byte> message)
    {
        if (!Envelope.IsJson(message.Span))
            return XmlFields.Read(message) is { } fields ? new(fields, null) : null;
        if (!Utf8.IsValid(message.Span))
            return null;
        try
        {
            using var json = JsonDocument.Parse(message);
            return new(null, json.RootElement.TryGetProperty("msgid", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Text of a top-level element, or null if it is absent or empty.</summary>
    public string? Text(ReadOnlySpan<byte> name) => _xml?.Text(name);

    /// <summary>Every element at any depth, in document order; none in JSON.</summary>
    public IEnumerable<(string Name, string Value)> Elements() => _xml?.All().Select(field => (field.Name, field.Value)) ?? [];

    /// <summary>The texts inside an element such as <c>&lt;List&gt;&lt;Item&gt;…</c>; null if it is absent or empty.</summary>
    public IReadOnlyList<string>? List(ReadOnlySpan<byte> name) => _xml?.Children(name) is { Count: > 0 } items ? items : null;

    /// <summary>Compares a top-level element without regard to ASCII case, as the platform's own samples mix it.</summary>
    public bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        _xml is not null && Ascii.EqualsIgnoreCase(_xml.Bytes(name), value);

    /// <summary>True for a third-party suite's message, which has its own header names and wants <c>success</c> as answer.</summary>
    public bool IsSuite => _xml is not null && !_xml.Bytes("InfoType"u8).IsEmpty;

    /// <summary>When it happened, in Unix seconds; null if absent or no number.</summary>
    public DateTimeOffset? CreatedAt =>
        long.TryParse(Text("CreateTime"u8) ?? Text("TimeStamp"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>The receiver named inside must be the one the key belongs to; robots and some events name none.</summary>
    public bool IsFor(string receiveId)
    {
        if (_xml is null)
            return true;
        var to = _xml.Bytes("ToUserName"u8);
        if (to.IsEmpty)
            to = _xml.Bytes("SuiteId"u8);
        return to.IsEmpty || MatchesUtf8(to, receiveId);
    }

    private static bool MatchesUtf8(ReadOnlySpan<byte> bytes, string text)
    {
        Span<byte> other = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(text, other, out var length) && bytes.SequenceEqual(other[..length]);
    }
}
