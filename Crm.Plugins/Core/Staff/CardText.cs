using System.Globalization;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>
/// What the cards say. An offer's card has nothing of the customer (P-07); times are clock times in the zone of whoever
/// has to act. The text beside the card says the same for channels without cards.
/// </summary>
public sealed class CardText(StaffOptions options, CrmOptions crm)
{
    public CardWords Offer(StaffMember to, string id, long number, OfferRow offer, LeadRow lead, DealerRow dealer, RoutingDecision? why, DateTimeOffset now)
    {
        var l = to.Locale;
        List<CardField> fields =
        [
            Field(l, StaffKeys.LabelCar, Car(l, lead)), Field(l, StaffKeys.LabelRegion, Region(l, lead)),
            Field(l, StaffKeys.LabelTemperature, Texts.Format(l, StaffKeys.Temperature(lead.Temperature))),
            Field(l, StaffKeys.LabelAcceptBy, TimeWords.Say(Promises.At(offer.AcceptBy), dealer.TimeZone, now, l)),
        ];
        if (why is not null) fields.Add(Field(l, StaffKeys.LabelWhy, Why(l, why)));
        return Words(l, StaffKeys.OfferHowTo, new MessageCard(id, Title(l, StaffKeys.OfferTitle, number), null, Page("portal/"), fields,
            [Button(l, CardAction.Accept, StaffKeys.Accept), Button(l, CardAction.Decline, StaffKeys.Decline)],
            new CardOptions(CardAction.Choice, Texts.Format(l, StaffKeys.DeclineReason), Choices(l, AnswerOffer.DeclineReasons, StaffKeys.Reason))), number);
    }

    public CardWords Callback(Unit unit, StaffMember to, string id, long number, PromiseRow promise, DealerRow? dealer)
    {
        var l = to.Locale;
        var contact = CustomerStore.Contact(unit, promise.CustomerId);
        List<CardField> fields = [Field(l, StaffKeys.LabelCallBy, TimeWords.Say(Due(promise), dealer?.TimeZone ?? crm.DefaultTimeZone, unit.Now, l))];
        if (contact is { Name.Length: > 0 }) fields.Add(Field(l, StaffKeys.LabelCustomer, Masking.Name(contact.Name)));
        if (contact is { Phone.Length: > 0 }) fields.Add(Field(l, StaffKeys.LabelPhone, Masking.Phone(contact.Phone)));
        if (promise.LeadId.Length > 0 && LeadStore.Get(unit, promise.LeadId) is { } lead) fields.Add(Field(l, StaffKeys.LabelCar, Car(l, lead)));
        return Words(l, StaffKeys.CallbackHowTo, new MessageCard(id, Title(l, StaffKeys.CallbackTitle, number), null, Page(dealer is null ? "desk/" : "portal/"),
            fields, [Button(l, CardAction.Done, StaffKeys.Done), Button(l, CardAction.Later, StaffKeys.Later)],
            new CardOptions(CardAction.Choice, Texts.Format(l, StaffKeys.Outcome), Choices(l, CallResults, StaffKeys.Result))), number);
    }

    public CardWords Complaint(StaffMember to, string id, long number, ComplaintRow complaint, DealerRow? dealer, DateTimeOffset now)
    {
        var l = to.Locale;
        var due = complaint.AcknowledgedAt == 0 ? complaint.AckDue : complaint.ContactedAt == 0 ? complaint.ContactDue : complaint.ResolveDue;
        var done = Button(l, CardAction.Done, StaffKeys.Done);
        List<CardField> fields = [Field(l, StaffKeys.LabelCase, complaint.Number)];
        if (due > 0) fields.Add(Field(l, StaffKeys.LabelActBy, TimeWords.Say(Promises.At(due), dealer?.TimeZone ?? crm.DefaultTimeZone, now, l)));
        return Words(l, StaffKeys.ComplaintHowTo, new MessageCard(id, Title(l, StaffKeys.ComplaintTitle, number), null, Page(dealer is null ? "desk/" : "portal/"),
            fields, complaint.AcknowledgedAt > 0 && dealer is null ? [done] : [Button(l, CardAction.Taken, StaffKeys.Taken), done]), number);
    }

    /// <summary>The newest time the customer was told.</summary>
    internal static DateTimeOffset Due(PromiseRow promise) => Promises.At(Math.Max(promise.DueAt, promise.NextAttemptAt));

    internal static IReadOnlyList<string> CallResults { get; } = [.. Enum.GetValues<CallResult>().Except([CallResult.Abandoned]).Select(result => Shared.Words.Of(result))];

    internal static string Car(string locale, LeadRow lead) =>
        string.Join(' ', new[] { lead.Brand, lead.Series, lead.Model }.Where(part => part.Length > 0)) is { Length: > 0 } car
            ? car
            : Texts.Format(locale, StaffKeys.CarUnknown);

    private static string Region(string locale, LeadRow lead) =>
        lead.Region.Length > 0 ? Regions.Candidates(lead.Region).Select(Regions.NameOf).FirstOrDefault(name => name is not null) ?? lead.Region : Texts.Format(locale, StaffKeys.RegionUnknown);

    private static string Why(string locale, RoutingDecision why)
    {
        var key = StaffKeys.Why(why.Rule);
        return key == StaffKeys.WhyOpenMarket && why.Values.TryGetValue("km", out var km)
            ? Texts.Format(locale, StaffKeys.WhyNear, ("km", km))
            : Texts.Format(locale, key);
    }

    private string? Page(string path) => options.PageUrl.Length == 0 ? null : options.PageUrl.TrimEnd('/') + "/" + path;

    private static CardWords Words(string locale, string howTo, MessageCard card, long number) => new(card,
        string.Join('\n', [card.Title, .. card.Fields.Select(field => $"{field.Label}：{field.Value}"), Texts.Format(locale, howTo, ("number", Number(number)))]));

    private static string Title(string locale, string key, long number) => Texts.Format(locale, key, ("number", Number(number)));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static CardField Field(string locale, string label, string value) => new(Texts.Format(locale, label), value);

    private static MessageChoice Button(string locale, string action, string key) => new(action, Texts.Format(locale, key));

    private static IReadOnlyList<MessageChoice> Choices(string locale, IReadOnlyList<string> codes, Func<string, string> key) =>
        [.. codes.Select(code => new MessageChoice(code, Texts.Format(locale, key(code))))];
}

/// <param name="Text">For channels without cards.</param>
public sealed record CardWords(MessageCard Card, string Text);
