using System.Buffers;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>
/// A strict forward scanner for the one shape WeCom sends: elements with plain names, one run of text or one CDATA
/// section each, white space between. It never refuses: at the first thing it is not sure about it gives up (null)
/// and the hardened XmlReader decides. What it accepts, XmlReader reads the same way (the tests compare them).
/// </summary>
internal ref struct XmlScanner
{
    private const int MaxDepth = 8;

    // Control characters are illegal in XML, and CR would have to be turned into LF: both are left to XmlReader.
    private static readonly SearchValues<byte> Unsure =
        SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    private readonly ReadOnlySpan<byte> _s;
    private int _i;
    private XmlField[] _fields = new XmlField[16];
    private int _count;

    private XmlScanner(ReadOnlySpan<byte> text) => _s = text;

    /// <param name="document">Valid UTF-8.</param>
    public static XmlFields? TryRead(ReadOnlyMemory<byte> document)
    {
        var text = document.Span;
        // EF BF begins U+FFC0 to U+FFFF, of which the last two are illegal.
        if (text.ContainsAny(Unsure) || text.IndexOf([(byte)0xEF, (byte)0xBF]) >= 0)
            return null;
        var scanner = new XmlScanner(text);
        return scanner.Run() ? new XmlFields(document, scanner._fields, scanner._count) : null;
    }

    private bool Run()
    {
        if (_s.StartsWith("\uFEFF"u8))
            _i = 3;
        SkipSpace();
        Span<int> open = stackalloc int[MaxDepth];
        var depth = 0;
        if (!Open(open, ref depth))
            return false;
        while (depth > 0)
        {
            var rest = _s[_i..];
            var run = rest.IndexOf((byte)'<');
            if (run < 0)
                return false;
            if (run > 0 && !Text(ref _fields[open[depth - 1]], rest[..run]))
                return false;
            _i += run;
            rest = rest[run..];
            if (rest.StartsWith("</"u8))
            {
                if (!Close(_fields[open[--depth]]))
                    return false;
            }
            else if (rest.StartsWith("<![CDATA["u8))
            {
                var length = rest[9..].IndexOf("]]>"u8);
                if (length < 0)
                    return false;
                Piece(ref _fields[open[depth - 1]], _i + 9, length);
                _i += 9 + length + 3;
            }
            else if (!Open(open, ref depth))
            {
                return false;
            }
        }

        SkipSpace();
        return _i == _s.Length;
    }

    /// <summary>Reads <c>&lt;Name&gt;</c>; attributes, empty-element tags, comments and instructions are not for us.</summary>
    private bool Open(scoped Span<int> open, scoped ref int depth)
    {
        if (depth == MaxDepth || _i >= _s.Length || _s[_i] != '<')
            return false;
        var length = _s[(_i + 1)..].IndexOf((byte)'>');
        if (length <= 0 || !IsPlainName(_s.Slice(_i + 1, length)))
            return false;
        if (_count == _fields.Length)
            Array.Resize(ref _fields, _count * 2);
        if (depth > 0)
            MarkParent(ref _fields[open[depth - 1]]);
        _fields[_count] = new XmlField { NameStart = _i + 1, NameLength = length, Depth = depth };
        open[depth++] = _count++;
        _i += length + 2;
        return true;
    }

    private bool Close(in XmlField field)
    {
        // Two pieces or more would have to be joined.
        if (field.Pieces > 1)
            return false;
        var rest = _s[(_i + 2)..];
        if (rest.Length <= field.NameLength || rest[field.NameLength] != '>'
            || !rest[..field.NameLength].SequenceEqual(_s.Slice(field.NameStart, field.NameLength)))
            return false;
        _i += field.NameLength + 3;
        return true;
    }

    /// <summary>Entities and <c>]]&gt;</c> in text are left to XmlReader.</summary>
    private readonly bool Text(ref XmlField field, ReadOnlySpan<byte> text)
    {
        if (text.ContainsAny((byte)'&', (byte)']'))
            return false;
        Piece(ref field, _i, text.Length);
        return true;
    }

    private static void Piece(ref XmlField field, int start, int length)
    {
        if (field.Pieces < 0)
            return;
        field.Pieces++;
        field.ValueStart = start;
        field.ValueLength = length;
    }

    private static void MarkParent(ref XmlField field)
    {
        field.Pieces = -1;
        field.ValueStart = 0;
        field.ValueLength = 0;
    }

    private void SkipSpace()
    {
        while (_i < _s.Length && _s[_i] is (byte)' ' or (byte)'\t' or (byte)'\n')
            _i++;
    }

    private static bool IsPlainName(ReadOnlySpan<byte> name)
    {
        if (!char.IsAsciiLetter((char)name[0]) && name[0] != '_')
            return false;
        foreach (var c in name[1..])
            if (!char.IsAsciiLetterOrDigit((char)c) && c != '_')
                return false;
        return true;
    }
}
