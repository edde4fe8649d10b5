using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>When a call can honestly be promised, on the calendar of whoever calls and outside the customer's rest (C-01, C-02, C-12).</summary>
public sealed class PromiseTimes(PromiseOptions options, CrmOptions crm)
{
    private static readonly SlotRules Slots = SlotRules.Default;

    private const string SeatSql = """
        insert into slot_seat (resource, start_at, seat, promise_id)
        select @resource, @start, s.taken, @promise_id
        from (select count(*) as taken from slot_seat where resource = @resource and start_at = @start) s
        where s.taken < @capacity
        on conflict do nothing
        """;

    private const string TakenSql = "select start_at, count(*) from slot_seat where resource = @resource and start_at >= @from group by start_at";

    private const string QueueSql = "select count(*) from promise where open_key is not null and owner_kind = 'desk' and first_attempt_at is null";

    private const string FreeSql = "delete from slot_seat where promise_id = @promise_id";

    public PromiseTime For(Unit unit, string promiseId, PromiseAsk ask)
    {
        if (ask.AroundTheClock) return Asap(PromiseWindows.AroundTheClock(unit.Now, ask.Business));
        if (ask.Inquiry.PreferredTime is { } preferred) return Slot(unit, promiseId, ask.Calendar.Id, ask.Calendar.Calendar, preferred);
        return Asap(PromiseWindows.Asap(Honest(unit, ask), ask.Business, Times(ask.Calendar.Calendar)));
    }

    /// <summary>From when the desk can keep it, with the calls it owes already. A dealer's capacity is its daily cap.</summary>
    private DateTimeOffset Honest(Unit unit, PromiseAsk ask)
    {
        if (options.Agents is null || ask.DealerId is not null) return unit.Now;
        var queue = unit.Read(QueueSql, row => row.GetInt64(0))[0];
        return Admission.Offer((int)queue, options.Agents, TimeSpan.FromMinutes(options.HandlingMinutes), ask.Business, unit.Now, ask.Calendar.Calendar).From;
    }

    /// <summary>Hours of whoever calls, and of the customer where quiet hours are kept.</summary>
    public CallTimes Times(BusinessCalendar desk) => options.QuietHours ? CallTimes.Of(desk, crm.DefaultTimeZone) : new CallTimes(desk, null);

    /// <summary>The slot asked for, or the next one that can be had; never a refusal (DECISIONS 17). Its seat is taken.</summary>
    public PromiseTime Slot(Unit unit, string promiseId, string calendarId, BusinessCalendar desk, DateTimeOffset preferred)
    {
        var asked = preferred.ToUniversalTime();
        // The customer picked the time himself, so his usual rest does not count.
        var times = new CallTimes(desk, null);
        var reason = Slots.Check(asked, unit.Now, times);
        if (reason is null && Reserve(unit, promiseId, calendarId, asked)) return Made(asked, moved: false, desk, []);
        var start = Slots.NextBookable(asked, unit.Now, times, start => !Reserve(unit, promiseId, calendarId, start))
            ?? Slots.NextBookable(unit.Now, unit.Now, times, start => !Reserve(unit, promiseId, calendarId, start));
        if (start is { } found) return Made(found, moved: true, desk, [reason is null or SlotRules.Holiday ? reason ?? SlotRules.Full : "outside_hours"]);
        // Nothing bookable in two weeks, as over a long holiday: the first opening after it.
        return Asap(PromiseWindows.Asap(unit.Now, Slots.Length, Times(desk))) with { Moved = true, Warnings = ["outside_hours"] };
    }

    /// <summary>The next slots a customer can choose from, at most so many; none of them is taken by looking.</summary>
    public IReadOnlyList<DateTimeOffset> Bookable(Unit unit, CalendarVersion calendar, int most)
    {
        // The customer picks the time himself, so his usual rest does not count.
        var times = new CallTimes(calendar.Calendar, null);
        var taken = options.SlotCapacity <= 0 ? [] : unit.Read(TakenSql, row => (Start: row.GetInt64(0), Seats: row.GetInt64(1)), ("resource", calendar.Id), ("from", unit.NowMs))
            .Where(slot => slot.Seats >= options.SlotCapacity).Select(slot => slot.Start).ToHashSet();
        List<DateTimeOffset> slots = [];
        for (var from = unit.Now; slots.Count < most && Slots.NextBookable(from, unit.Now, times, start => taken.Contains(start.ToUnixTimeMilliseconds())) is { } start; from = start.AddTicks(1))
            slots.Add(start);
        return slots;
    }

    /// <summary>Gives the promise's seat back.</summary>
    public static void Free(Unit unit, string promiseId) => unit.Add(FreeSql, ("promise_id", promiseId));

    private static PromiseTime Asap(PromiseWindow window) => new(window.Start, window.DueAt, false, false, window.Warnings);

    private static PromiseTime Made(DateTimeOffset start, bool moved, BusinessCalendar desk, IReadOnlyList<string> warnings) =>
        new(start, start + Slots.Length, true, moved, [.. warnings, .. desk.CheckSlot(start, Slots.Length).Warnings]);

    private bool Reserve(Unit unit, string promiseId, string calendarId, DateTimeOffset start) =>
        options.SlotCapacity <= 0 || unit.Execute(SeatSql, ("resource", calendarId), ("start", start.ToUnixTimeMilliseconds()),
            ("promise_id", promiseId), ("capacity", (long)options.SlotCapacity)) == 1;
}

/// <param name="Start">Counting starts here, or the slot does.</param>
/// <param name="Moved">Not the time that was asked for.</param>
public sealed record PromiseTime(DateTimeOffset Start, DateTimeOffset Due, bool IsSlot, bool Moved, IReadOnlyList<string> Warnings);
