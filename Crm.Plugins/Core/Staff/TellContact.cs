using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Name and number of the customer, only now that the dealer has accepted, only to the one who did, and on record (P-07).</summary>
[ContactClass(ContactClass.OwnPeople)]
public sealed class TellContact(Deliveries deliveries, StaffOptions options, CrmOptions crm)
{
    private static readonly TimeSpan UsefulFor = TimeSpan.FromHours(24);

    public void AfterAccept(Unit unit, CardRow card, StaffMember to)
    {
        if (OfferStore.Get(unit, card.SubjectId) is not { State: "accepted" } offer || LeadStore.Get(unit, offer.LeadId) is not { } lead) return;
        if (CustomerStore.Contact(unit, lead.CustomerId) is not { } customer) return;
        var values = new Dictionary<string, string> { ["number"] = $"{card.Number}", ["customer"] = customer.Name, ["phone"] = customer.Phone };
        var promise = PromiseStore.OpenOfLead(unit, lead.Id);
        // Where the maker's desk has taken the call over, the dealer has no time to keep.
        var promised = promise is { OwnerKind: "dealer" };
        if (promised)
        {
            var zone = DealerStore.Get(unit, offer.DealerId)?.TimeZone ?? crm.DefaultTimeZone;
            values["time"] = TimeWords.Say(CardText.Due(promise!), zone, unit.Now, to.Locale);
        }

        var text = Texts.Format(to.Locale, promised ? StaffKeys.ContactPromised : StaffKeys.Contact, values);
        if (options.PageUrl.Length > 0) text += $"\n{options.PageUrl.TrimEnd('/')}/desk/customers/{lead.CustomerId}";
        Audit.Record(unit, to.Caller.Id, "contact.shown", lead.CustomerId, $"offer {offer.Id} accepted");
        deliveries.Add(unit, new NewDelivery(to.Channel, MemberAddress.Of(to.Account, to.Id))
        {
            Text = text, Locale = to.Locale, CustomerId = lead.CustomerId, EffectKey = $"{offer.Id}:contact", Deadline = unit.Now + UsefulFor,
        });
    }
}
