using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>A window we may promise. Both ends are UTC; the end is a whole minute, because that is what is told.</summary>
/// <param name="Warnings">Such as <c>calendar_year_missing:2027</c>.</param>
public sealed record PromiseWindow(DateTimeOffset Start, DateTimeOffset DueAt, IReadOnlyList<string> Warnings);

/// <summary>"Within ten minutes" as instants (C-01).</summary>
public static class PromiseWindows
{
    // Two weeks of days with a break or two.
    private const int MostStretches = 40;
    private static readonly TimeSpan AfterBreach = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The first window of so much business time that lies wholly in one stretch when a call is allowed. Where no
    /// stretch is long enough the window starts in the first one and is carried over the desk's next openings.
    /// </summary>
    /// <exception cref="NoOpenTimeException">There is no time to call at all.</exception>
    public static PromiseWindow Asap(DateTimeOffset request, TimeSpan business, CallTimes times)
    {
        var first = times.Next(request);
        var from = first;
        for (var stretches = 0; stretches < MostStretches; stretches++)
        {
            var end = times.AllowedUntil(from);
            if (end - from >= business)
                return Window(times.Desk.Due(from, business, ClockMode.Fit));
            from = times.Next(end);
        }

        return Window(times.Desk.Due(first, business, ClockMode.Carry));
    }

    /// <summary>Around the clock: what S1 is promised.</summary>
    public static PromiseWindow AroundTheClock(DateTimeOffset request, TimeSpan within) => new(request, WholeMinutes.Up(request + within), []);

    /// <summary>The new time an apology carries: within 30 minutes, or first thing at the next opening (C-10).</summary>
    public static PromiseWindow AfterABreach(DateTimeOffset now, CallTimes times) => Asap(now, AfterBreach, times);

    private static PromiseWindow Window(DueTime due) => new(due.Start, WholeMinutes.Up(due.Due), due.Warnings);
}
