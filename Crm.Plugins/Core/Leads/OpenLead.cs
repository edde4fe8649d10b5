using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Leads;

/// <summary>A buying wish becomes a lead with dealer, promise and offer, or is attached to the one there is.</summary>
public sealed class OpenLead(RouteLead route, MakePromise promises, Calendars calendars, Events events, PromiseOptions options)
{
    public OpenedLead Run(Unit unit, Inquiry inquiry, LeadWish wish)
    {
        var captured = CaptureLead.Run(unit, wish, inquiry.IsNewCustomer);
        if (captured.Existing is { } existing) return Attach(unit, inquiry, existing);
        var lead = captured.New!;
        // Without a number there is nobody to call, so there is nothing to route yet.
        var routed = inquiry.Phone is null ? null : route.Decide(unit, inquiry, LeadOutline.Of(lead));
        LeadStore.Add(unit, lead, Stage(routed), routed?.Dealer?.Id, inquiry.Phone is not null && inquiry.Consented, routed?.Dealer is not null);
        events.Add(unit, new NewEvent("lead.created") { CustomerId = lead.CustomerId, LeadId = lead.Id });
        var promise = routed is null ? null : Promise(unit, inquiry, lead.Id, lead.Temperature, routed);
        if (routed is not null) route.Offer(unit, LeadOutline.Of(lead), routed, promise?.Receipt);
        return new OpenedLead(lead.Id, true, promise);
    }

    /// <summary>A lead that waited for a number, or for consent, goes on its way.</summary>
    public MadePromise? Resume(Unit unit, Inquiry inquiry, LeadRow lead)
    {
        if (inquiry.Phone is null) return null;
        var outline = LeadOutline.Of(lead);
        if (lead.OfferedAt > 0 || lead.DealerId.Length > 0) return Remind(unit, inquiry, lead);
        var open = PromiseStore.OpenOfLead(unit, lead.Id);
        var routed = route.Decide(unit, inquiry, outline);
        LeadStore.SaveState(unit, lead with
        {
            Stage = Stage(routed), DealerId = routed.Dealer?.Id ?? "", OwnerKind = routed.Dealer is null ? "desk" : "dealer",
            QualifiedAt = inquiry.Consented && lead.QualifiedAt == 0 ? unit.NowMs : lead.QualifiedAt,
            OfferedAt = routed.Dealer is null ? lead.OfferedAt : unit.NowMs,
        });
        // The desk has promised already: it keeps that call, and the dealer gets a lead that is warmed up.
        var promise = open is null ? Promise(unit, inquiry, lead.Id, Words.Parse<Temperature>(lead.Temperature), routed) : null;
        route.Offer(unit, outline, routed, promise?.Receipt);
        return promise;
    }

    private OpenedLead Attach(Unit unit, Inquiry inquiry, LeadRow lead)
    {
        events.Add(unit, new NewEvent("lead.updated") { CustomerId = lead.CustomerId, LeadId = lead.Id, DealerId = lead.DealerId.Length == 0 ? null : lead.DealerId });
        // Whoever asks again is told the time that stands, also where nothing moved.
        return new OpenedLead(lead.Id, false, Resume(unit, inquiry, lead) ?? Remind(unit, inquiry, lead));
    }

    /// <summary>Says the time that stands, or promises one where none does. Null without a number.</summary>
    public MadePromise? Remind(Unit unit, Inquiry inquiry, LeadRow lead)
    {
        var dealer = lead.DealerId.Length == 0 ? null : DealerStore.Get(unit, lead.DealerId);
        return promises.Run(unit, new PromiseAsk(
            inquiry, Topics.Lead, options.For(Words.Parse<Temperature>(lead.Temperature)),
            calendars.Newest(unit, dealer?.CalendarId ?? options.DeskCalendar), dealer?.Id, dealer?.Name, lead.Id, DealerPhone: dealer?.Phone));
    }

    private MadePromise? Promise(Unit unit, Inquiry inquiry, string leadId, Temperature temperature, RoutedLead routed) =>
        promises.Run(unit, new PromiseAsk(
            inquiry, Topics.Lead, options.For(temperature), routed.Calendar, routed.Dealer?.Id, routed.Dealer?.Name, leadId, DealerPhone: routed.Dealer?.Phone));

    private static string Stage(RoutedLead? routed) => Words.Of(routed switch
    {
        null => LeadStage.Captured,
        { Dealer: not null } => LeadStage.Offered,
        { Consented: true } => LeadStage.Qualified,
        _ => LeadStage.Captured,
    });
}

/// <param name="IsNew">False where the wish was attached to an open lead.</param>
public sealed record OpenedLead(string LeadId, bool IsNew, MadePromise? Promise);
