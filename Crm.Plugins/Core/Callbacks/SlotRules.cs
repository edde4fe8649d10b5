using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>Which slots may be booked (C-02).</summary>
/// <param name="Grid">Slots start on it, counted from midnight of the calendar's zone.</param>
public sealed record SlotRules(TimeSpan Grid, TimeSpan Length, TimeSpan Earliest, TimeSpan Latest)
{
    public const string OutsideHours = SlotCheck.OutsideHours;
    public const string Holiday = SlotCheck.Holiday;
    public const string Full = "full";
    public const string Quiet = "quiet";
    public const string TooSoon = "too_soon";
    public const string TooLate = "too_late";
    public const string OffGrid = "off_grid";

    /// <summary>Half hours, from a quarter of an hour to two weeks ahead.</summary>
    public static SlotRules Default { get; } = new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(15), TimeSpan.FromDays(14));

    /// <summary>Null if the slot can be had, else the reason.</summary>
    /// <param name="times">Without customer hours if he picked the time himself (C-12).</param>
    /// <param name="isFull">Whether a slot has no seat left; null = unlimited (DECISIONS 12).</param>
    public string? Check(DateTimeOffset start, DateTimeOffset now, CallTimes times, Func<DateTimeOffset, bool>? isFull = null)
    {
        if (start < now + Earliest)
            return TooSoon;
        if (start > now + Latest)
            return TooLate;
        if (LocalTimes.At(start, times.Desk.TimeZone).TimeOfDay.Ticks % Grid.Ticks != 0)
            return OffGrid;
        if (times.Desk.CheckSlot(start, Length).Reason is { } closed)
            return closed;
        if (times.Customer?.CheckSlot(start, Length).Accepted == false)
            return Quiet;
        return isFull?.Invoke(start) == true ? Full : null;
    }

    /// <summary>The first bookable slot at or after the one wished for; null if there is none in the two weeks.</summary>
    public DateTimeOffset? NextBookable(DateTimeOffset wished, DateTimeOffset now, CallTimes times, Func<DateTimeOffset, bool>? isFull = null)
    {
        var from = wished > now + Earliest ? wished : now + Earliest;
        while (times.Desk.NextSlot(from, Length, Grid) is { } start && start <= now + Latest)
        {
            if (Check(start, now, times, isFull) is null)
                return start;
            from = start + TimeSpan.FromTicks(1);
        }

        return null;
    }

    /// <summary>
    /// Seats of one slot (C-03): calls that agents can make in it, less the 30 % kept free for those who want a call at once.
    /// </summary>
    public int Seats(int agents, TimeSpan handling) =>
        (int)Math.Floor(agents * (Length / handling) * 0.7 + 1e-9);
}
