using System.Globalization;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>Times at which a house is open, to be offered: a few, spread over the day and the next ones.</summary>
internal static class OpenTimes
{
    private static readonly TimeSpan Apart = TimeSpan.FromHours(3);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(14);

    /// <summary>Starts on the grid, each with <paramref name="length"/> of open time behind it, within two weeks.</summary>
    public static IReadOnlyList<DateTimeOffset> After(
        BusinessCalendar house, DateTimeOffset from, DateTimeOffset now, TimeSpan length, TimeSpan grid, int most, DateTimeOffset? until = null)
    {
        List<DateTimeOffset> found = [];
        var last = until is { } end && end < now + Latest ? end : now + Latest;
        while (found.Count < most && house.NextSlot(from, length, grid) is { } start && start <= last)
        {
            found.Add(start);
            from = start + Apart;
        }

        return found;
    }

    /// <summary>The instant or the next one on the grid, counted from midnight of the house's zone.</summary>
    public static DateTimeOffset OnGrid(DateTimeOffset at, string zone, TimeSpan grid)
    {
        var over = LocalTimes.At(at, zone).TimeOfDay.Ticks % grid.Ticks;
        return (over == 0 ? at : at.AddTicks(grid.Ticks - over)).ToUniversalTime();
    }

    public static string Write(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string value) => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
