using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// The clocks of one offer (DECISIONS 22). They add up: accepting takes at most 40 % of what is left of the window, and
/// first contact is due no later than the promise, so whoever accepts in time can still keep it. All are whole seconds
/// and none is later than allowed.
/// </summary>
/// <param name="ContactBy">If the dealer accepts at the last moment; see <see cref="ContactAfter"/> for the real one.</param>
/// <param name="FallToDeskAt">Half of the window: unaccepted by then, the maker's desk has the callback too. Null without a promise.</param>
/// <param name="TooLate">Less than a minute would be left to accept: offer it to nobody, the desk calls.</param>
public sealed record OfferClocks(DateTimeOffset AcceptBy, DateTimeOffset ContactBy, DateTimeOffset? FallToDeskAt, bool TooLate)
{
    private const double AcceptShare = 0.4;
    private const double DeskShare = 0.5;

    /// <summary>A dealer with less time than this is not asked.</summary>
    public static readonly TimeSpan LeastTimeToAccept = TimeSpan.FromSeconds(60);

    /// <param name="dealer">Opening hours of the dealer that is offered the lead.</param>
    /// <param name="windowStart">Of the promise; null = no call was promised.</param>
    /// <exception cref="NoOpenTimeException">The dealer's calendar never opens.</exception>
    public static OfferClocks For(
        DateTimeOffset now, Temperature temperature, BusinessCalendar dealer, DateTimeOffset? windowStart, DateTimeOffset? dueAt)
    {
        var acceptBy = dealer.Due(now, AcceptTime(temperature), ClockMode.Carry).Due;
        DateTimeOffset? fall = null;
        if (dueAt is { } due)
        {
            var start = windowStart ?? now;
            // A window that lies ahead is not used up by waiting for it.
            var from = start > now ? start : now;
            acceptBy = Earlier(acceptBy, from + (due - from) * AcceptShare);
            fall = WholeSeconds.Down(start + (due - start) * DeskShare);
        }

        acceptBy = WholeSeconds.Down(acceptBy);
        var tooLate = acceptBy - dealer.NextOpen(now) < LeastTimeToAccept;
        return new OfferClocks(acceptBy, ContactAfter(acceptBy, temperature, dealer, windowStart, dueAt), fall, tooLate);
    }

    /// <summary>When the first attempt is due after the dealer accepted: its clock, but never after the promise.</summary>
    /// <exception cref="NoOpenTimeException">The dealer's calendar never opens.</exception>
    public static DateTimeOffset ContactAfter(
        DateTimeOffset acceptedAt, Temperature temperature, BusinessCalendar dealer, DateTimeOffset? windowStart, DateTimeOffset? dueAt)
    {
        // Nobody may call before a slot or a later window starts, so the clock runs from there.
        var from = windowStart > acceptedAt ? windowStart.Value : acceptedAt;
        var due = temperature switch
        {
            Temperature.Hot => dealer.Due(from, TimeSpan.FromMinutes(10), ClockMode.Carry).Due,
            Temperature.Warm => dealer.Due(from, TimeSpan.FromMinutes(60), ClockMode.Carry).Due,
            _ => EndOfNextBusinessDay(from, dealer),
        };
        return WholeSeconds.Down(dueAt is { } promised ? Earlier(due, promised) : due);
    }

    private static TimeSpan AcceptTime(Temperature temperature) => TimeSpan.FromMinutes(temperature switch
    {
        Temperature.Hot => 5,
        Temperature.Warm => 30,
        _ => 240,
    });

    private static DateTimeOffset EndOfNextBusinessDay(DateTimeOffset from, BusinessCalendar calendar)
    {
        var today = LocalTimes.At(from, calendar.TimeZone).Date;
        var opens = calendar.NextOpen(LocalTimes.Resolve(today.AddDays(1), calendar.TimeZone).Instant);
        return calendar.OpenIntervalAt(opens)!.Value.Close;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
