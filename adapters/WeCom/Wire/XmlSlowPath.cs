using System.Buffers;
using System.Text;
using System.Xml;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>The hardened XmlReader: no DTD, no resolver, bounded. It decides whatever the scanner was not sure about.</summary>
internal static class XmlSlowPath
{
    private static readonly XmlReaderSettings Hardened = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 1 << 20,
        MaxCharactersFromEntities = 1024,
        CheckCharacters = true,
    };

    /// <param name="document">Valid UTF-8; a declared other encoding is ignored, since everything on this wire is UTF-8.</param>
    public static XmlFields? Read(ReadOnlyMemory<byte> document)
    {
        var bytes = document.Span.StartsWith("\uFEFF"u8) ? document.Span[3..] : document.Span;
        try
        {
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(bytes)), Hardened);
            return Read(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XmlFields Read(XmlReader reader)
    {
        var text = new ArrayBufferWriter<byte>();
        var fields = new List<XmlField>();
        var open = new Stack<(int Field, StringBuilder Value)>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.TryPeek(out var parent))
                        fields[parent.Field] = fields[parent.Field] with { Pieces = -1 };
                    fields.Add(new XmlField { Depth = reader.Depth, NameStart = text.WrittenCount, NameLength = Append(text, reader.Name) });
                    if (!reader.IsEmptyElement)
                        open.Push((fields.Count - 1, new StringBuilder()));
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace
                    when open.TryPeek(out var current):
                    current.Value.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    var (index, value) = open.Pop();
                    if (fields[index].Pieces == 0)
                        fields[index] = fields[index] with { ValueStart = text.WrittenCount, ValueLength = Append(text, value.ToString()) };
                    break;
            }
        }

        return new XmlFields(text.WrittenMemory, [.. fields], fields.Count);
    }

    private static int Append(ArrayBufferWriter<byte> text, string value) => (int)Encoding.UTF8.GetBytes(value, text);
}
