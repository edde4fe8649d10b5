using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>Parts of a day, with the hours they stand for .</summary>
public enum DayPart
{
    Night,
    Morning,
    Noon,
    Afternoon,
    Evening,
}

/// <summary>When, as it was said; <see cref="At"/> makes instants of it.</summary>
public sealed record TimeWish
{
    /// <summary>From now, as in "in half an hour".</summary>
    public TimeSpan? After { get; init; }

    /// <summary>0 today, 1 tomorrow.</summary>
    public int? DayOffset { get; init; }

    public DayOfWeek? Weekday { get; init; }

    /// <summary>Weeks from this one for <see cref="Weekday"/>; null = the coming one.</summary>
    public int? Week { get; init; }

    public int? Month { get; init; }

    public int? DayOfMonth { get; init; }

    public DayPart? Part { get; init; }

    /// <summary>Minutes after midnight; null where only a part of the day or a day was said.</summary>
    public int? Minute { get; init; }

    /// <summary>The span that is meant; null where it is over or there is no such day. A clock time is a span without length.</summary>
    /// <param name="zone">The customer's IANA zone.</param>
    public RequestedTime? At(DateTimeOffset now, string zone)
    {
        if (After is { } after)
            return new RequestedTime(now + after, now + after, true);
        var local = LocalTimes.At(now, zone).DateTime;
        var today = DateOnly.FromDateTime(local);
        if (Day(today) is not { } day)
            return null;

        var (from, until) = Minute is { } minute ? (minute, minute) : Hours(Part);
        var span = Span(day, from, until, now, zone);
        // "At three", "on Monday": once that is over, the next one is meant.
        if (span is null && DayOffset is null && Month is null && DayOfMonth is null && Week is null)
            span = Span(day.AddDays(Weekday is null ? 1 : 7), from, until, now, zone);
        return span is { } s ? new RequestedTime(s.From, s.Until, Minute is not null) : null;
    }

    private DateOnly? Day(DateOnly today)
    {
        if (DayOffset is { } offset)
            return today.AddDays(offset);
        if (Weekday is { } weekday)
        {
            var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
            return Week is { } week
                ? monday.AddDays(7 * week + ((int)weekday + 6) % 7)
                : today.AddDays(((int)weekday - (int)today.DayOfWeek + 7) % 7);
        }

        return DayOfMonth is { } day ? Date(today, day) : today;
    }

    private DateOnly? Date(DateOnly today, int day)
    {
        // The first such date from today on; looking a year ahead finds every one but 29 February.
        for (var month = new DateOnly(today.Year, today.Month, 1); month <= today.AddYears(1); month = month.AddMonths(1))
        {
            if ((Month is null || month.Month == Month) && day >= 1 && day <= DateTime.DaysInMonth(month.Year, month.Month)
                && month.AddDays(day - 1) >= today)
                return month.AddDays(day - 1);
        }

        return null;
    }

    private static (DateTimeOffset From, DateTimeOffset Until)? Span(DateOnly day, int from, int until, DateTimeOffset now, string zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var start = LocalTimes.Resolve(midnight.AddMinutes(from), zone).Instant;
        var end = LocalTimes.Resolve(midnight.AddMinutes(until), zone).Instant;
        return end < now || (end == now && from != until) ? null : (start < now ? now : start, end);
    }

    private static (int From, int Until) Hours(DayPart? part) => part switch
    {
        DayPart.Night => (0, 6 * 60),
        DayPart.Morning => (9 * 60, 12 * 60),
        DayPart.Noon => (12 * 60, 14 * 60),
        DayPart.Afternoon => (12 * 60, 18 * 60),
        DayPart.Evening => (18 * 60, 21 * 60),
        _ => (9 * 60, 18 * 60),
    };
}

/// <summary>A wished time.</summary>
/// <param name="Until">Equal to <paramref name="From"/> where a clock time was said.</param>
public sealed record RequestedTime(DateTimeOffset From, DateTimeOffset Until, bool IsExact);
