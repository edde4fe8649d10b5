using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Routing;

/// <summary>A dealer's clocks for one temperature (section 2.2), in business time of its calendar.</summary>
/// <param name="FirstContact">After accepting; null = the end of the next business day.</param>
public sealed record DealerClocks(TimeSpan Accept, TimeSpan? FirstContact)
{
    public static DealerClocks For(Temperature temperature, Wish wish) => (wish == Wish.TestDrive ? Temperature.Hot : temperature) switch
    {
        Temperature.Hot => new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)),
        Temperature.Warm => new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60)),
        _ => new(TimeSpan.FromMinutes(240), null),
    };
}

/// <summary>The clocks of one offer. All are whole seconds, and none lies after what was promised to the customer.</summary>
/// <param name="AcceptBy">Null = no offer makes sense any more, see <paramref name="Desk"/>.</param>
/// <param name="FirstContactBy">If the dealer accepts at the last moment; see <see cref="LeadClocks.FirstContactBy"/> for the real one.</param>
/// <param name="FallToDeskAt">Half of the window: unaccepted by then, the maker's desk has the callback too. Null without a promise.</param>
/// <param name="Desk">Why the desk keeps the lead: <c>max_offers</c> or <c>no_time</c>; null = offer it.</param>
public sealed record OfferClocks(DateTimeOffset? AcceptBy, DateTimeOffset? FirstContactBy, DateTimeOffset? FallToDeskAt, string? Desk);

/// <summary>
/// Clocks that add up (DECISIONS 22): accepting takes at most 40 % of what is left of the window, first contact is due
/// no later than the promise. So whoever accepts in time can still keep it.
/// </summary>
public sealed record LeadClocks(double AcceptShare = 0.4, double DeskShare = 0.5, int MaxOffers = 3)
{
    public static LeadClocks Default { get; } = new();

    /// <summary>A dealer with less time than this to accept is not asked at all.</summary>
    public TimeSpan LeastTimeToAccept { get; init; } = TimeSpan.FromSeconds(60);

    /// <param name="promise">What the customer was promised; null = no call was.</param>
    /// <param name="offersMade">Offers of this lead before this one.</param>
    /// <exception cref="NoOpenTimeException">The dealer's calendar never opens.</exception>
    public OfferClocks For(Temperature temperature, Wish wish, PromiseWindow? promise, DateTimeOffset now, BusinessCalendar dealer, int offersMade = 0)
    {
        var clocks = DealerClocks.For(temperature, wish);
        DateTimeOffset? fall = promise is null ? null : Earlier(WholeSeconds.Down(promise.Start + (promise.DueAt - promise.Start) * DeskShare), promise.DueAt);
        if (offersMade >= MaxOffers)
            return new OfferClocks(null, null, fall, "max_offers");

        var acceptBy = dealer.Due(now, clocks.Accept, ClockMode.Carry).Due;
        if (promise is not null)
        {
            // A window that lies ahead is not used up by waiting for it.
            var from = promise.Start > now ? promise.Start : now;
            acceptBy = Earlier(acceptBy, from + (promise.DueAt - from) * AcceptShare);
        }

        acceptBy = WholeSeconds.Down(acceptBy);
        return acceptBy - dealer.NextOpen(now) < LeastTimeToAccept
            ? new OfferClocks(null, null, fall, "no_time")
            : new OfferClocks(acceptBy, FirstContactBy(temperature, wish, promise, acceptBy, dealer), fall, null);
    }

    /// <summary>When the first attempt is due, once the dealer has accepted; null = the window has passed, the desk calls.</summary>
    /// <exception cref="NoOpenTimeException">The dealer's calendar never opens.</exception>
    public static DateTimeOffset? FirstContactBy(Temperature temperature, Wish wish, PromiseWindow? promise, DateTimeOffset acceptedAt, BusinessCalendar dealer)
    {
        if (promise is not null && acceptedAt >= promise.DueAt)
            return null;
        var due = DealerClocks.For(temperature, wish).FirstContact is { } business
            ? dealer.Due(acceptedAt, business, ClockMode.Carry).Due
            : EndOfNextBusinessDay(acceptedAt, dealer);
        // A slot or a later window is not called before it starts, so its end is the limit, not the clock.
        if (promise is not null)
            due = promise.Start > acceptedAt ? promise.DueAt : Earlier(due, promise.DueAt);
        return WholeSeconds.Down(due);
    }

    private static DateTimeOffset EndOfNextBusinessDay(DateTimeOffset from, BusinessCalendar calendar)
    {
        var today = LocalTimes.At(from, calendar.TimeZone).Date;
        var opens = calendar.NextOpen(LocalTimes.Resolve(today.AddDays(1), calendar.TimeZone).Instant);
        return calendar.OpenIntervalAt(opens)!.Value.Close;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
