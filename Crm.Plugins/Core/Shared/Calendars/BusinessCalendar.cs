using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;

namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>
/// Reckons with opening hours: real durations, wall-clock pattern. Immutable and safe for many threads; keep one per
/// calendar version, since a year's spans are computed once and then only searched. All instants returned are UTC.
/// </summary>
public sealed class BusinessCalendar
{
    /// <summary>How far ahead open time is looked for.</summary>
    public const int HorizonDays = 400;

    private const long Horizon = HorizonDays * TimeSpan.TicksPerDay;
    private readonly DateTimeZone _zone;
    private readonly ConcurrentDictionary<int, Timeline> _years = new();

    /// <exception cref="ArgumentException">Unknown time zone.</exception>
    public BusinessCalendar(CalendarDefinition definition)
    {
        Definition = definition;
        _zone = LocalTimes.Zone(definition.TimeZone);
    }

    public CalendarDefinition Definition { get; }

    /// <summary>IANA id of the zone the hours are written in.</summary>
    public string TimeZone => Definition.TimeZone;

    /// <summary>Adds business time. Zero is due at the request itself if open, else at the next opening.</summary>
    /// <exception cref="NoOpenTimeException">Not enough open time within the horizon.</exception>
    public DueTime Due(DateTimeOffset request, TimeSpan business, ClockMode mode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(business, TimeSpan.Zero);
        var at = request.UtcTicks;
        var line = Around(at);
        var left = business.Ticks;
        var start = -1L;
        for (var i = line.FirstEndingAfter(at); i < line.Count && line.Start(i) < at + Horizon; i++)
        {
            var from = Math.Max(at, line.Start(i));
            var room = line.End(i) - from;
            if (mode == ClockMode.Fit)
            {
                if (room >= left)
                    return Result(from, from + left);
                continue;
            }

            if (start < 0)
                start = from;
            if (room >= left)
                return Result(start, from + left);
            left -= room;
        }

        throw new NoOpenTimeException(request);
    }

    /// <summary>Open time between two instants; zero if <paramref name="to"/> is not after <paramref name="from"/>.</summary>
    public TimeSpan Elapsed(DateTimeOffset from, DateTimeOffset to)
    {
        long total = 0, at = from.UtcTicks, end = to.UtcTicks;
        while (at < end)
        {
            var line = Around(at);
            var stop = Math.Min(end, at + Horizon);
            for (var i = line.FirstEndingAfter(at); i < line.Count && line.Start(i) < stop; i++)
                total += Math.Min(line.End(i), stop) - Math.Max(line.Start(i), at);
            at = stop;
        }

        return new TimeSpan(total);
    }

    public bool IsOpen(DateTimeOffset at) => OpenIntervalAt(at) is not null;

    /// <summary>The instant itself if open, else the next opening.</summary>
    /// <exception cref="NoOpenTimeException">None within the horizon.</exception>
    public DateTimeOffset NextOpen(DateTimeOffset at) => Due(at, TimeSpan.Zero, ClockMode.Fit).Start;

    /// <summary>
    /// The open interval around an instant, or null while closed. One that never closes is cut some days before the
    /// instant's year and at the horizon.
    /// </summary>
    public (DateTimeOffset Open, DateTimeOffset Close)? OpenIntervalAt(DateTimeOffset at)
    {
        var line = Around(at.UtcTicks);
        var i = line.FirstEndingAfter(at.UtcTicks);
        return i < line.Count && line.Start(i) <= at.UtcTicks ? (Utc(line.Start(i)), Utc(line.End(i))) : null;
    }

    /// <summary>Whether a slot lies wholly in open time (C-02).</summary>
    public SlotCheck CheckSlot(DateTimeOffset start, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        var end = start.UtcTicks + length.Ticks;
        if (OpenIntervalAt(start) is { } open && end <= open.Close.UtcTicks)
            return new SlotCheck(true, null, MissingYears(start.UtcTicks, end));
        var reason = IsClosedByHoliday(start) ? SlotCheck.Holiday : SlotCheck.OutsideHours;
        return new SlotCheck(false, reason, MissingYears(start.UtcTicks, start.UtcTicks));
    }

    /// <summary>
    /// The first slot that starts at or after an instant, on a grid counted from local midnight, and lies wholly in
    /// open time; null if there is none within the horizon.
    /// </summary>
    public DateTimeOffset? NextSlot(DateTimeOffset after, TimeSpan length, TimeSpan grid)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(grid, TimeSpan.Zero);
        var at = after.UtcTicks;
        var line = Around(at);
        for (var i = line.FirstEndingAfter(at); i < line.Count && line.Start(i) < at + Horizon; i++)
        {
            var start = Math.Max(at, line.Start(i));
            // Twice at most: rounding up may step over a clock change that is no multiple of the grid.
            while (OffGrid(start, grid) is var missing and > 0 && start < line.End(i))
                start += missing;
            if (start < line.End(i) && start + length.Ticks <= line.End(i))
                return Utc(start);
        }

        return null;
    }

    private long OffGrid(long ticks, TimeSpan grid)
    {
        var over = Local(ticks).TickOfDay % grid.Ticks;
        return over == 0 ? 0 : grid.Ticks - over;
    }

    // A closed date closes the intervals that start on it, so also the hours after midnight of an overnight one.
    private bool IsClosedByHoliday(DateTimeOffset at)
    {
        var local = Local(at.UtcTicks);
        var day = DateOnly.FromDateTime(local.ToDateTimeUnspecified());
        if (Definition.IsHoliday(day))
            return true;
        var before = day.AddDays(-1);
        var minute = local.Hour * 60 + local.Minute + OpenInterval.MinutesPerDay;
        return Definition.IsHoliday(before)
            && Definition.WeeklyIntervals(before.DayOfWeek).Any(i => minute < i.EndFromStartOfDay);
    }

    private DueTime Result(long start, long due) => new(Utc(start), Utc(due), MissingYears(start, due));

    private string[] MissingYears(long from, long to)
    {
        if (Definition.KnownYears is not { } known)
            return [];
        int first = Local(from).Year, last = Local(to).Year;
        if (first == last && known.Contains(first))
            return [];
        return [.. Enumerable.Range(first, last - first + 1)
            .Where(year => !known.Contains(year))
            .Select(year => string.Create(CultureInfo.InvariantCulture, $"calendar_year_missing:{year}"))];
    }

    // Clamped like the timelines: beyond them every answer is "closed", whatever the day is called.
    private LocalDateTime Local(long ticks) =>
        Instant.FromDateTimeUtc(new DateTime(Math.Clamp(ticks, Timeline.EarliestTicks, Timeline.LatestTicks), DateTimeKind.Utc))
            .InZone(_zone).LocalDateTime;

    private Timeline Around(long ticks) =>
        _years.GetOrAdd(new DateTime(ticks).Year, static (year, self) => Timeline.Build(self.Definition, self._zone, year), this);

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}
