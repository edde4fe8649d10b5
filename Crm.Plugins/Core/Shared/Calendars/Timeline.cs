using NodaTime;

namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>
/// The open time around one UTC year as merged, half-open spans of UTC ticks, in order. It reaches far enough beyond
/// the year that every question about an instant of the year is answered from one timeline.
/// </summary>
internal sealed class Timeline
{
    // The ends of the date types are closed, so that a nonsense year is an answer and not an overflow.
    private static readonly DateOnly Earliest = new(2, 1, 1);
    private static readonly DateOnly Latest = new(9997, 12, 31);

    public static readonly long EarliestTicks = Earliest.ToDateTime(TimeOnly.MinValue).Ticks;
    public static readonly long LatestTicks = Latest.ToDateTime(TimeOnly.MinValue).Ticks;

    private readonly long[] _starts;
    private readonly long[] _ends;

    private Timeline(long[] starts, long[] ends)
    {
        _starts = starts;
        _ends = ends;
    }

    public int Count => _ends.Length;

    public long Start(int index) => _starts[index];

    public long End(int index) => _ends[index];

    /// <summary>Index of the first span that ends after this instant; <see cref="Count"/> if there is none.</summary>
    public int FirstEndingAfter(long ticks)
    {
        var found = Array.BinarySearch(_ends, ticks);
        return found >= 0 ? found + 1 : ~found;
    }

    public static Timeline Build(CalendarDefinition calendar, DateTimeZone zone, int year)
    {
        // Three days before: the zone's offset, and an overnight interval that began the day before.
        var first = year <= Earliest.Year ? Earliest : new DateOnly(year, 1, 1).AddDays(-3);
        var last = year >= Latest.Year - 1 ? Latest : new DateOnly(year, 12, 31).AddDays(BusinessCalendar.HorizonDays + 3);
        var spans = new List<(long Start, long End)>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var interval in calendar.IntervalsOn(day))
                AddInstants(spans, zone, day, interval);
        }

        spans.Sort();
        return Merge(spans);
    }

    // Open is whenever the wall clock shows a time of the interval. Where the zone changes its offset on that day,
    // each side of the change is mapped with its own offset: that cuts gaps away and keeps both passes of a fold.
    private static void AddInstants(List<(long Start, long End)> spans, DateTimeZone zone, DateOnly day, OpenInterval interval)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue).Ticks;
        var start = midnight + interval.Start * TimeSpan.TicksPerMinute;
        var end = midnight + interval.EndFromStartOfDay * TimeSpan.TicksPerMinute;
        var search = new Interval(At(start - TimeSpan.TicksPerDay), At(end + TimeSpan.TicksPerDay));
        foreach (var part in zone.GetZoneIntervals(search))
        {
            var offset = part.WallOffset.Ticks;
            var from = Math.Max(start - offset, part.HasStart ? Ticks(part.Start) : long.MinValue);
            var to = Math.Min(end - offset, part.HasEnd ? Ticks(part.End) : long.MaxValue);
            if (from < to)
                spans.Add((from, to));
        }
    }

    private static Timeline Merge(List<(long Start, long End)> spans)
    {
        var starts = new List<long>(spans.Count);
        var ends = new List<long>(spans.Count);
        foreach (var (start, end) in spans)
        {
            if (ends.Count > 0 && start <= ends[^1])
                ends[^1] = Math.Max(ends[^1], end);
            else
            {
                starts.Add(start);
                ends.Add(end);
            }
        }

        return new Timeline([.. starts], [.. ends]);
    }

    private static Instant At(long ticks) => Instant.FromDateTimeUtc(new DateTime(ticks, DateTimeKind.Utc));

    private static long Ticks(Instant instant) => NodaConstants.UnixEpoch.ToDateTimeUtc().Ticks + instant.ToUnixTimeTicks();
}
