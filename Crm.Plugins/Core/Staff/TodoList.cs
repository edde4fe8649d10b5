using System.Globalization;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>What waits for one member, each with the number to name it by. Says no name and no phone number.</summary>
public sealed class TodoList(CrmOptions crm)
{
    private const int Most = 8;

    public string Say(Unit unit, StaffMember member)
    {
        var zone = member.DealerId is { } dealer ? DealerStore.Get(unit, dealer)?.TimeZone ?? crm.DefaultTimeZone : crm.DefaultTimeZone;
        List<string> lines = [];
        foreach (var offer in Offers(unit, member))
            lines.Add(Line(unit, member, StaffKeys.TodoOffer, CardKind.Offer, offer.Id, offer.LeadId, Promises.At(offer.AcceptBy), zone));
        foreach (var promise in Calls(unit, member))
        {
            var due = CardText.Due(promise);
            lines.Add(Line(unit, member, due > unit.Now ? StaffKeys.TodoCallback : StaffKeys.TodoLate, CardKind.Callback, promise.Id, promise.LeadId, due, zone));
        }

        return lines.Count == 0 ? Texts.Format(member.Locale, StaffKeys.TodoEmpty) : string.Join('\n', lines.Take(Most));
    }

    public static string Status(Unit unit, StaffMember member) => Texts.Format(member.Locale, StaffKeys.Status, ("name", member.Name),
        ("offers", $"{Offers(unit, member).Count}"), ("callbacks", $"{Calls(unit, member).Count}"));

    private static IReadOnlyList<OfferRow> Offers(Unit unit, StaffMember member) =>
        member.DealerId is { } dealer ? OfferStore.OpenOfDealer(unit, dealer, Most) : [];

    /// <summary>A dealer's calls only after it accepted the lead (P-07).</summary>
    private static List<PromiseRow> Calls(Unit unit, StaffMember member) =>
        [.. PromiseStore.Next(unit, member.DealerId, member.Caller.Id, 2 * Most)
            .Where(promise => member.DealerId is null || LeadStore.Get(unit, promise.LeadId) is { AcceptedAt: > 0 }).Take(Most)];

    private static string Line(Unit unit, StaffMember member, string key, string kind, string subject, string leadId, DateTimeOffset until, string zone) =>
        Texts.Format(member.Locale, key, ("number", $"{Number(unit, member, kind, subject)}"),
            ("car", leadId.Length > 0 && LeadStore.Get(unit, leadId) is { } lead ? CardText.Car(member.Locale, lead) : ""),
            ("time", TimeWords.Say(until, zone, unit.Now, member.Locale)),
            ("left", Math.Max(0, (int)(until - unit.Now).TotalMinutes).ToString(CultureInfo.InvariantCulture)));

    private static long Number(Unit unit, StaffMember member, string kind, string subject)
    {
        var known = CardStore.OfSubject(unit, kind, subject)
            .Where(card => card.Channel == member.Channel && card.Account == member.Account && card.Member == member.Id).ToList();
        var usable = known.LastOrDefault(card => card.State is not (CardState.Acted or CardState.Closed));
        return (usable ?? CardStore.TryAdd(unit, Ids.New(unit.Now), member, kind, subject, $"listed-{known.Count}", CardState.Listed))?.Number ?? 0;
    }
}
