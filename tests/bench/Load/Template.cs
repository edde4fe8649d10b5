using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Crm.Bench.Load;

/// <summary>A request written once, in which a few numbers of fixed width are overwritten in place each time.</summary>
internal sealed class Template
{
    private readonly byte[] _bytes;
    private readonly int[] _slots;
    private readonly int _width;

    /// <param name="head">Request line and headers, each line ended by a line feed, without Content-Length.</param>
    /// <param name="mark">A text of the numbers' width that stands wherever the number goes.</param>
    public Template(string head, string body, string mark)
    {
        var length = Encoding.UTF8.GetByteCount(body);
        var text = string.Create(CultureInfo.InvariantCulture, $"{head.ReplaceLineEndings("\r\n")}Content-Length: {length}\r\n\r\n{body}");
        _bytes = Encoding.UTF8.GetBytes(text);
        _width = mark.Length;
        _slots = [.. Find(_bytes, Encoding.ASCII.GetBytes(mark))];
    }

    public ReadOnlySpan<byte> With(long number)
    {
        foreach (var slot in _slots)
            Utf8Formatter.TryFormat(number, _bytes.AsSpan(slot, _width), out _, new System.Buffers.StandardFormat('D', (byte)_width));
        return _bytes;
    }

    private static List<int> Find(byte[] bytes, byte[] mark)
    {
        var found = new List<int>();
        for (var at = 0; bytes.AsSpan(at).IndexOf(mark) is >= 0 and var step; at += step + mark.Length)
            found.Add(at + step);
        return found;
    }
}
