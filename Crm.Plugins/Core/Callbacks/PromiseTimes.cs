using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>When a call can honestly be promised (C-01, C-02, C-03).</summary>
public sealed class PromiseTimes(PromiseOptions options)
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Earliest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(14);

    private const string SeatSql = """
        insert into slot_seat (resource, start_at, seat, promise_id)
        select @resource, @start, s.taken, @promise_id
        from (select count(*) as taken from slot_seat where resource = @resource and start_at = @start) s
        where s.taken < @capacity
        on conflict do nothing
        """;

    private const string FreeSql = "delete from slot_seat where promise_id = @promise_id";

    public PromiseTime For(Unit unit, string promiseId, PromiseAsk ask)
    {
        var calendar = ask.Calendar.Calendar;
        if (ask.Inquiry.PreferredTime is { } preferred && !ask.AroundTheClock) return Slot(unit, promiseId, ask.Calendar.Id, calendar, preferred);
        if (ask.AroundTheClock) return new PromiseTime(unit.Now, WholeSecond(unit.Now + ask.Business), false, false, []);
        var due = calendar.Due(unit.Now, ask.Business, ClockMode.Fit);
        return new PromiseTime(due.Start, WholeSecond(due.Due), false, false, due.Warnings);
    }

    /// <summary>The slot asked for, or the next one that can be had; never a refusal.</summary>
    public PromiseTime Slot(Unit unit, string promiseId, string calendarId, BusinessCalendar calendar, DateTimeOffset preferred)
    {
        var asked = preferred.ToUniversalTime();
        var from = asked < unit.Now + Earliest ? unit.Now + Earliest : asked > unit.Now + Latest ? unit.Now + Latest : asked;
        for (var tries = 0; tries < 1000; tries++)
        {
            var start = calendar.NextSlot(from, SlotLength, SlotLength) ?? throw new NoOpenTimeException(from);
            if (Reserve(unit, promiseId, calendarId, start))
            {
                var moved = start != asked;
                List<string> warnings = [.. calendar.CheckSlot(start, SlotLength).Warnings];
                if (moved) warnings.Add(calendar.CheckSlot(asked, SlotLength).Reason ?? "outside_hours");
                return new PromiseTime(start, start + SlotLength, true, moved, warnings);
            }

            from = start + SlotLength;
        }

        throw new NoOpenTimeException(from);
    }

    /// <summary>Gives the promise's seat back.</summary>
    public static void Free(Unit unit, string promiseId) => unit.Add(FreeSql, ("promise_id", promiseId));

    /// <summary>Due times are whole seconds, later rather than earlier, so that many promises share one bell.</summary>
    internal static DateTimeOffset WholeSecond(DateTimeOffset at) => new((at.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private bool Reserve(Unit unit, string promiseId, string calendarId, DateTimeOffset start)
    {
        if (options.SlotCapacity <= 0) return true;
        return unit.Execute(SeatSql, ("resource", calendarId), ("start", start.ToUnixTimeMilliseconds()), ("promise_id", promiseId),
            ("capacity", (long)options.SlotCapacity)) == 1;
    }
}

/// <param name="Start">Counting starts here, or the slot does.</param>
/// <param name="Moved">Not the time that was asked for.</param>
public sealed record PromiseTime(DateTimeOffset Start, DateTimeOffset Due, bool IsSlot, bool Moved, IReadOnlyList<string> Warnings);
