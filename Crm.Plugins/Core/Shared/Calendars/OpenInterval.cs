using System.Globalization;

namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>
/// Opening hours on the wall clock, start included, end excluded, in minutes after midnight.
/// An end that is not after its start lies on the next day and belongs to the day it starts on.
/// </summary>
/// <param name="Start">0 to 1439.</param>
/// <param name="End">0 to 1440, where 1440 is written 24:00.</param>
public readonly record struct OpenInterval(int Start, int End)
{
    public const int MinutesPerDay = 24 * 60;

    /// <summary>The end counted from the midnight of the starting day, so up to 2879 for an overnight interval.</summary>
    public int EndFromStartOfDay => End > Start ? End : End + MinutesPerDay;

    /// <summary>For example <c>09:00-18:00</c>.</summary>
    public override string ToString() => $"{Text(Start)}-{Text(End)}";

    internal static string Text(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    /// <summary>Reads <c>HH:mm</c>; 24:00 only where an end is meant.</summary>
    internal static bool TryParseMinute(string? text, bool isEnd, out int minute)
    {
        minute = -1;
        if (text is not { Length: 5 } || text[2] != ':')
            return false;
        if (!IsDigit(text[0]) || !IsDigit(text[1]) || !IsDigit(text[3]) || !IsDigit(text[4]))
            return false;

        var hours = (text[0] - '0') * 10 + text[1] - '0';
        var minutes = (text[3] - '0') * 10 + text[4] - '0';
        if (minutes > 59 || hours * 60 + minutes > (isEnd ? MinutesPerDay : MinutesPerDay - 1))
            return false;
        minute = hours * 60 + minutes;
        return true;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
