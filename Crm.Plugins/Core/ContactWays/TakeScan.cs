using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>
/// Somebody added one of our people. The welcome is queued before anything else is done, since its code lives 20
/// seconds; then the scan is counted, and a code that makes leads makes one (DECISIONS 15).
/// </summary>
[ContactClass(ContactClass.Answer)]
public sealed class TakeScan(Deliveries deliveries, OpenLead leads, KeepWay keep, Calendars calendars, Callbacks.PromiseOptions promises, Events events)
{
    public Settlement Run(Unit unit, PendingItem row, InboundItem item, MatchedCustomer customer, ConversationRow conversation)
    {
        var state = item.Source?.Scene ?? "";
        var way = state.Length == 0 ? null : ContactWayStore.ByState(unit, state);
        var welcomeId = item.ReplyTo is { } code ? Greet(unit, row, item, code, customer, conversation, way) : null;
        var scan = Scan(unit, row, item, customer, way, state, welcomeId);
        if (scan.Half || !ScanStore.Accepted(unit, scan)) Count(unit, scan, way);
        return way is { CreatesLead: 1 } ? Lead(unit, row, customer, conversation, way) : new Settlement("conversation", customer.Id);
    }

    private string? Greet(
        Unit unit, PendingItem row, InboundItem item, string code, MatchedCustomer customer, ConversationRow conversation, ContactWayRow? way)
    {
        var text = Choose(unit, row, conversation.Locale, way);
        var id = deliveries.TryAdd(unit, new NewDelivery(row.Channel, code)
        {
            Text = text.Text, Attachments = text.Attachments, CustomerId = customer.Id, Notice = TextKeys.Welcome, Locale = text.Locale,
            Deadline = item.ReplyUntil, EffectKey = $"{row.Id}:welcome",
        });
        if (id is not null) Conversations.Said(unit, conversation.Id, customer.Id, "system", text.Text, id);
        return id;
    }

    private ReadyWelcome Choose(Unit unit, PendingItem row, string locale, ContactWayRow? way)
    {
        var own = way is null ? [] : WelcomeStore.For(unit, way.Id);
        var texts = own.Count > 0 ? own : WelcomeStore.For(unit, WelcomeStore.Default);
        var chosen = texts.Count == 0 ? null : WelcomeRules.Choose(texts, locale, InHours(unit, row.OccurredAt, way));
        return chosen ?? new ReadyWelcome(locale, WelcomeRules.Any, Texts.Format(locale, TextKeys.Welcome), []);
    }

    /// <summary>Somebody is on shift; a code without shifts goes by its dealer's opening hours.</summary>
    private bool InHours(Unit unit, DateTimeOffset at, ContactWayRow? way)
    {
        if (way?.Shifts.InHours(at) is { } shift) return shift;
        var dealer = way is { DealerId.Length: > 0 } ? DealerStore.Get(unit, way.DealerId) : null;
        return calendars.Newest(unit, dealer?.CalendarId ?? promises.DeskCalendar).Calendar.IsOpen(at);
    }

    private static NewScan Scan(Unit unit, PendingItem row, InboundItem item, MatchedCustomer customer, ContactWayRow? way, string state, string? welcomeId)
    {
        var link = item.Fact as MemberLinked;
        // A code that somebody made by hand in our grammar still says whose it is.
        var read = way is null ? WayState.Read(state) : null;
        var dealer = way is not null ? None(way.DealerId) : read is null ? null : DealerStore.ByCode(unit, read.Dealer)?.Id;
        return new NewScan(row.Id, way?.Id, state, dealer, None(way?.Campaign) ?? item.Source?.Campaign ?? read?.Campaign, customer.Id,
            link?.Member ?? "", link?.MemberAddress, row.OccurredAt, way?.Shifts.Day(row.OccurredAt) ?? "", customer.IsNew, link?.Half ?? false,
            welcomeId is null ? WelcomeOutcome.NoCode : WelcomeOutcome.Queued, welcomeId);
    }

    private void Count(Unit unit, NewScan scan, ContactWayRow? way)
    {
        ScanStore.Add(unit, scan);
        if (way is null) return;
        events.Add(unit, new NewEvent("contact-way.scanned") { DealerId = None(way.DealerId), Data = new { contactWayId = way.Id } });
        var cap = way.Shifts.DailyCap;
        if (cap > 0 && scan.Member.Length > 0 && ScanStore.Full(unit, way.Id, scan.Day, cap).Contains(scan.Member)) keep.Run(unit, way.Id);
    }

    private Settlement Lead(Unit unit, PendingItem row, MatchedCustomer customer, ConversationRow conversation, ContactWayRow way)
    {
        var phone = None(CustomerStore.Contact(unit, customer.Id)?.Phone);
        var inquiry = new Inquiry(row.Id, row.Channel, customer.Id, phone, Consents.Has(unit, customer.Id, Consents.ForwardToDealer), null, "",
            new Audience(customer.Id, conversation, phone, conversation.Locale));
        var opened = leads.Run(unit, inquiry, new LeadWish(
            customer.Id, row.Id, Wish.Buy, Temperature.Warm, null, null, null, null, row.Channel, way.Campaign, way.State));
        return new Settlement(opened.IsNew ? "lead" : "attached", customer.Id, opened.LeadId);
    }

    private static string? None(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
