using System.Globalization;
using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>Texts within the platform's byte limits.</summary>
internal static class Texts
{
    /// <summary>The longest beginning of at most <paramref name="maxBytes"/> UTF-8 bytes that splits no visible character.</summary>
    public static string Cut(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
            return text;
        int end = 0, bytes = 0;
        while (true)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            bytes += Encoding.UTF8.GetByteCount(text.AsSpan(end, length));
            if (bytes > maxBytes)
                return text[..end];
            end += length;
        }
    }

    /// <summary>The text with its choices as a numbered list, for messages that carry no menu; the list is kept whole.</summary>
    public static string WithList(string text, IReadOnlyList<MessageChoice> choices, int maxBytes)
    {
        if (choices.Count == 0)
            return Cut(text, maxBytes);
        var list = string.Concat(choices.Select((choice, i) => $"\n{i + 1}. {choice.Title}"));
        return Cut(text, Math.Max(0, maxBytes - Encoding.UTF8.GetByteCount(list))) + Cut(list, maxBytes);
    }
}
