using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.ContactWays;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Routing;

/// <summary>Chooses the dealer of a lead, stores why, and offers it with clocks that fit into the promise.</summary>
public sealed class RouteLead(DealerBoard board, Calendars calendars, Steps steps, Events events, RoutingRules rules, PromiseOptions promises)
{
    public const string OfferSteps = "offer";
    public const string Expire = "expire";
    public const string Contact = "contact";

    /// <summary>Decides; writes the cursor and the dealer's load, and nothing of the lead.</summary>
    /// <param name="earlier">Offers of this lead so far.</param>
    /// <param name="promised">The open promise; what is left of it is all the time there is.</param>
    public RoutedLead Decide(Unit unit, Inquiry inquiry, LeadOutline lead, IReadOnlyList<OfferRow>? earlier = null, PromiseWindow? promised = null)
    {
        var minutes = promises.For(lead.Temperature);
        var start = promised?.Start ?? (inquiry.PreferredTime is { } preferred && preferred > unit.Now ? preferred : unit.Now);
        var request = Request(unit, inquiry, lead, earlier ?? []) with { PromiseStart = start, PromiseDue = promised?.DueAt ?? start + minutes };
        for (; ; )
        {
            var snapshot = board.Current(unit);
            var result = Router.Route(request, snapshot, rules, key => board.Cursor(unit, key));
            // Everybody is closed, the desk too: then the window opens when the dealer does, and the customer is told so.
            if (result.Decision.DealerId is null && request.PromiseStart is not null && inquiry.Consented && !Desk(unit).Calendar.IsOpen(start))
            {
                request = request with { PromiseStart = null, PromiseDue = null };
                continue;
            }

            var dealer = result.Decision.DealerId is { } id ? board.Row(id) : null;
            var calendar = dealer is null ? Desk(unit) : calendars.Newest(unit, dealer.CalendarId);
            if (dealer is not null && promised is not null && Clocks(unit, lead, calendar, promised).TooLate)
            {
                // Too little is left for anybody to accept: the desk calls.
                request = request with { OffersMade = rules.MaxOffers };
                continue;
            }

            if (dealer is not null && !board.Assign(unit, dealer.Id))
            {
                // Its cap was reached on another node meanwhile; as one already tried it cannot be chosen again.
                request = request with { Tried = [.. request.Tried, dealer.Id] };
                continue;
            }

            if (result.Cursor is not null) board.SaveCursor(unit, result.Cursor);
            return new RoutedLead(result.Decision, dealer, calendar, inquiry.Consented);
        }
    }

    /// <summary>Stores the decision and, where a dealer was chosen, the offer with its clocks.</summary>
    public void Offer(Unit unit, LeadOutline lead, RoutedLead routed, PromiseReceipt? promise)
    {
        var decisionId = Ids.New(unit.Now);
        OfferStore.AddDecision(unit, decisionId, routed.Decision);
        if (routed.Dealer is not { } dealer) return;
        var clocks = Clocks(unit, lead, routed.Calendar, promise is null ? null : new PromiseWindow(promise.WindowStart, promise.DueAt, []));
        var id = Ids.New(unit.Now);
        OfferStore.Add(unit, id, lead.Id, dealer.Id, decisionId, clocks.AcceptBy, clocks.ContactBy);
        steps.Add(unit, id, Expire, OfferSteps, clocks.AcceptBy);
        events.Add(unit, new NewEvent("lead.offered") { CustomerId = lead.CustomerId, LeadId = lead.Id, DealerId = dealer.Id, Data = new OfferData(id) });
    }

    private CalendarVersion Desk(Unit unit) => calendars.Newest(unit, promises.DeskCalendar);

    private static OfferClocks Clocks(Unit unit, LeadOutline lead, CalendarVersion calendar, PromiseWindow? promised) =>
        OfferClocks.For(unit.Now, lead.Temperature, calendar.Calendar, promised?.Start, promised?.DueAt);

    private static RoutingRequest Request(Unit unit, Inquiry inquiry, LeadOutline lead, IReadOnlyList<OfferRow> earlier) => new()
    {
        // Whoever came by a dealer's code has named that dealer (R-02 rule 1).
        NamedDealer = inquiry.IsNewCustomer || !inquiry.Consented ? null : ScanStore.CameBy(unit, lead.CustomerId) is { DealerId: { Length: > 0 } named } ? named : null,
        LeadId = lead.Id, Now = unit.Now, Brand = lead.Brand, Series = lead.Series, Wish = lead.Wish, Temperature = lead.Temperature,
        Region = lead.Region, Consented = inquiry.Consented, Blocked = inquiry.IsNewCustomer ? [] : Refusals.OfCustomer(unit, lead.CustomerId),
        Tried = [.. earlier.Select(offer => offer.DealerId)], OffersMade = earlier.Count,
        Ranking = earlier.Count == 0 ? [] : [.. OfferStore.FirstDecision(unit, lead.Id)?.Ranking.Select(dealer => dealer.Id) ?? []],
    };
}

/// <summary>Data of the events of an offer.</summary>
public sealed record OfferData(string OfferId);

/// <param name="Dealer">Null = the maker's own desk.</param>
/// <param name="Calendar">Of the dealer, or of the desk.</param>
public sealed record RoutedLead(RoutingDecision Decision, DealerRow? Dealer, CalendarVersion Calendar, bool Consented);

/// <summary>What routing needs of a lead, stored or not yet.</summary>
public sealed record LeadOutline(
    string Id, string CustomerId, Wish Wish, Temperature Temperature, string? Brand, string? Series, string? Region)
{
    public static LeadOutline Of(NewLead lead) => new(lead.Id, lead.CustomerId, lead.Wish, lead.Temperature, lead.Brand, lead.Series, lead.Region);

    public static LeadOutline Of(LeadRow lead) => new(lead.Id, lead.CustomerId, Words.Parse<Wish>(lead.Wish), Words.Parse<Temperature>(lead.Temperature),
        None(lead.Brand), None(lead.Series), None(lead.Region));

    private static string? None(string text) => text.Length == 0 ? null : text;
}
