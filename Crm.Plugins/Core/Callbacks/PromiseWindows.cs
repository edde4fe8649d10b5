using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>A window we may promise. Both ends are UTC; the end is a whole second.</summary>
/// <param name="Warnings">Such as <c>calendar_year_missing:2027</c>.</param>
public sealed record PromiseWindow(DateTimeOffset Start, DateTimeOffset DueAt, IReadOnlyList<string> Warnings);

/// <summary>"Within ten minutes" as instants (C-01).</summary>
public static class PromiseWindows
{
    private static readonly TimeSpan AfterBreach = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The first window of so much business time that lies in one opening and outside the customer's rest. A time longer
    /// than any opening is carried over several; one longer than the customer's day only begins in it.
    /// </summary>
    /// <exception cref="NoOpenTimeException">There is no time to call at all.</exception>
    public static PromiseWindow Asap(DateTimeOffset request, TimeSpan business, CallTimes times)
    {
        var from = request;
        for (var tries = 0; tries < BusinessCalendar.HorizonDays; tries++)
        {
            from = times.Next(from);
            var due = FitOrCarry(times.Desk, from, business);
            if (times.Customer is not { } customer)
                return Window(due);
            if (customer.OpenIntervalAt(due.Start) is not { } awake)
                from = customer.NextOpen(due.Start);
            else if (due.Due <= awake.Close || awake.Close - awake.Open < business)
                return Window(due);
            else
                from = customer.NextOpen(awake.Close);
        }

        throw new NoOpenTimeException(request);
    }

    /// <summary>Around the clock: what S1 is promised.</summary>
    public static PromiseWindow AroundTheClock(DateTimeOffset request, TimeSpan within) => new(request, WholeSeconds.Up(request + within), []);

    /// <summary>The new time an apology carries: within 30 minutes, or first thing at the next opening (C-10).</summary>
    public static PromiseWindow AfterABreach(DateTimeOffset now, CallTimes times) => Asap(now, AfterBreach, times);

    private static PromiseWindow Window(DueTime due) => new(due.Start, WholeSeconds.Up(due.Due), due.Warnings);

    private static DueTime FitOrCarry(BusinessCalendar calendar, DateTimeOffset from, TimeSpan business)
    {
        try
        {
            return calendar.Due(from, business, ClockMode.Fit);
        }
        catch (NoOpenTimeException)
        {
            return calendar.Due(from, business, ClockMode.Carry);
        }
    }
}
