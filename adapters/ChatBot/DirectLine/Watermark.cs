using System.Globalization;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>How far a client has read: the number of the last entry, as text.</summary>
internal static class Watermark
{
    /// <summary>For polls: absent, empty and garbage all mean from the start.</summary>
    public static long ForPoll(string? given, LogHead head) => Parse(given, head) ?? 0;

    /// <summary>
    /// For streams: a client that names no mark wants what is new. One that sends it empty, as the library does, has never
    /// received anything, and gets what no stream has surely delivered yet.
    /// </summary>
    public static long ForStream(string? given, LogHead head) => given is null ? head.Last : Parse(given, head) ?? head.Delivered;

    private static long? Parse(string? given, LogHead head) =>
        long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var mark) ? Math.Min(mark, head.Last) : null;
}
