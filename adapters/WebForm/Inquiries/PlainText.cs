using System.Buffers;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>Control characters other than tab and line ends have no place in a form, and PostgreSQL takes no NUL.</summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code).Where(c => c is not ('\t' or '\n' or '\r')), '\u007F']);

    public static bool HasControl(string text) => text.AsSpan().ContainsAny(Controls);
}
