using System.Text;
using System.Text.Unicode;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>
/// The elements of a small XML document, as slices of its UTF-8 bytes. <see cref="XmlScanner"/> reads the plain shape
/// the platform sends; whatever looks unusual goes to <see cref="XmlSlowPath"/>, which alone may refuse.
/// </summary>
internal sealed class XmlFields
{
    private readonly ReadOnlyMemory<byte> _text;
    private readonly XmlField[] _fields;
    private readonly int _count;

    internal XmlFields(ReadOnlyMemory<byte> text, XmlField[] fields, int count)
    {
        _text = text;
        _fields = fields;
        _count = count;
    }

    /// <summary>Reads a document; null if it is not well-formed XML 1.0 in UTF-8, or carries a DOCTYPE.</summary>
    public static XmlFields? Read(ReadOnlyMemory<byte> document) =>
        Utf8.IsValid(document.Span) ? XmlScanner.TryRead(document) ?? XmlSlowPath.Read(document) : null;

    /// <summary>How many elements of this name there are, at any depth.</summary>
    public int Count(ReadOnlySpan<byte> name)
    {
        var found = 0;
        foreach (ref readonly var field in _fields.AsSpan(0, _count))
            if (Name(field).SequenceEqual(name))
                found++;
        return found;
    }

    /// <summary>The text of the first child of the root with this name; empty if it is absent or has children.</summary>
    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> name)
    {
        foreach (ref readonly var field in _fields.AsSpan(0, _count))
            if (field.Depth == 1 && Name(field).SequenceEqual(name))
                return _text.Span.Slice(field.ValueStart, field.ValueLength);
        return default;
    }

    /// <summary>The same as a string; null if absent or empty.</summary>
    public string? Text(ReadOnlySpan<byte> name)
    {
        var bytes = Bytes(name);
        return bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The texts of the children of the first child of the root with this name.</summary>
    public IReadOnlyList<string> Children(ReadOnlySpan<byte> name)
    {
        List<string> texts = [];
        var inside = false;
        foreach (ref readonly var field in _fields.AsSpan(0, _count))
        {
            if (field.Depth <= 1 && inside)
                break;
            if (inside && field.Depth == 2)
                texts.Add(Encoding.UTF8.GetString(_text.Span.Slice(field.ValueStart, field.ValueLength)));
            else if (field.Depth == 1)
                inside = Name(field).SequenceEqual(name);
        }

        return texts;
    }

    /// <summary>Every element in document order.</summary>
    internal IEnumerable<(int Depth, string Name, string Value)> All()
    {
        for (var i = 0; i < _count; i++)
        {
            var field = _fields[i];
            yield return (field.Depth, Encoding.UTF8.GetString(Name(field)),
                Encoding.UTF8.GetString(_text.Span.Slice(field.ValueStart, field.ValueLength)));
        }
    }

    private ReadOnlySpan<byte> Name(in XmlField field) => _text.Span.Slice(field.NameStart, field.NameLength);
}

/// <summary>One element; the root has depth 0. An element with children has an empty value.</summary>
internal struct XmlField
{
    public int NameStart;
    public int NameLength;
    public int ValueStart;
    public int ValueLength;
    public int Depth;

    /// <summary>Runs of text and CDATA seen so far; -1 once a child was seen.</summary>
    public int Pieces;
}
