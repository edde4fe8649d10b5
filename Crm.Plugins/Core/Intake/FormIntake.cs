using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>
/// An explicit wish becomes customer, lead or complaint, promise and first offer inside the capture transaction
/// (DECISIONS 11). Only the kind <c>lead</c> is a buying wish; every other kind gets an owner, a clock and an answer.
/// </summary>
public sealed class FormIntake(OpenLead leads, OpenComplaint complaints, OpenRequest requests, IIntentRecogniser recogniser, BrandLevels levels, CrmOptions options)
{
    /// <summary>Understands the form. Costs regular expressions, so it is done before the writer's turn.</summary>
    public ReadForm Read(InboundItem item)
    {
        var form = item.Form!;
        var phone = PhoneNumbers.TryParse(form.Phone, options.DefaultRegion, out var parsed) ? parsed.E164 : null;
        var locale = Texts.LocaleFor(item.Locale ?? options.DefaultLocale);
        return new ReadForm(item, phone, EmailAddresses.Normalise(form.Email), locale, Regions.Resolve(form.Region) ?? form.Region,
            string.IsNullOrEmpty(form.Message) ? Recognised.Nothing : recogniser.Recognise(form.Message, locale));
    }

    public (Settlement Settled, CaptureReceipt Receipt) Handle(Unit unit, string inboxId, string channel, ReadForm read)
    {
        var (item, phone, email, locale, region, said) = read;
        var form = item.Form!;
        List<string> warnings = [];
        if (form.Phone is not null && phone is null) warnings.Add("phone_unparseable");
        if (phone is null && email is null)
        {
            warnings.Add("no_usable_contact");
            return (new Settlement("quarantined", null), new CaptureReceipt(inboxId, false, false, "quarantined", Warnings: warnings));
        }

        var customer = MatchCustomer.Run(unit, new CustomerEvidence(Unique(item), phone, email, form.Name, locale, region));
        foreach (var consent in form.Consents)
            Consents.Record(unit, customer.Id, consent.Purpose.Replace('-', '_'), consent.Channel, consent.TextVersion, true, inboxId);
        var consented = form.Consents.Any(c => c.Purpose.Replace('-', '_') == Consents.ForwardToDealer)
            || (!customer.IsNew && Consents.Has(unit, customer.Id, Consents.ForwardToDealer));
        var wish = new Inquiry(inboxId, channel, customer.Id, phone, consented, form.PreferredTime, form.Message ?? "",
            new Audience(customer.Id, null, phone, locale), customer.IsNew);
        var (settled, promise) = form.Kind switch
        {
            "complaint" => Complaint(unit, wish, form, said),
            // Whatever box was ticked: words of danger are a complaint (K-02).
            _ when said.SafetyWords.Count > 0 => Complaint(unit, wish, form, said),
            "lead" => Lead(unit, wish, form, said, item.Source, region),
            _ => (new Settlement("conversation", customer.Id), requests.Run(unit, wish, form.Kind)),
        };
        if (promise is not null) warnings.AddRange(promise.Warnings);
        return (settled, new CaptureReceipt(inboxId, false, false, settled.Disposition, settled.LeadId, settled.ComplaintId,
            promise?.Receipt, warnings.Count == 0 ? null : warnings));
    }

    private (Settlement, MadePromise?) Lead(Unit unit, Inquiry inquiry, InquiryForm form, Recognised said, InquirySource? source, string? region)
    {
        var opened = leads.Run(unit, inquiry, new LeadWish(
            inquiry.CustomerId, inquiry.Id, Wishes.Of(said), Temperature(said, form.Brand ?? said.Brand), form.Brand ?? said.Brand,
            form.Series ?? said.Series, form.Model ?? said.Model, region, inquiry.Channel, source?.Campaign, source?.Scene));
        return (new Settlement(opened.IsNew ? "lead" : "attached", inquiry.CustomerId, opened.LeadId), opened.Promise);
    }

    /// <summary>Whoever fills in a form wants to hear from us now, unless the words say later.</summary>
    private Temperature Temperature(Recognised said, string? brand) => said.TimeFrameDays is { } days
        ? levels.Of(brand).Assess(Wishes.Of(said), days).Temperature
        : Leads.Temperature.Hot;

    private (Settlement, MadePromise?) Complaint(Unit unit, Inquiry inquiry, InquiryForm form, Recognised said)
    {
        var opened = complaints.Run(unit, inquiry, form.Brand, form.Series, form.Model, said.SafetyWords);
        return (new Settlement(opened.IsNew ? "complaint" : "attached", inquiry.CustomerId, ComplaintId: opened.ComplaintId), opened.Promise);
    }

    private static IReadOnlyList<ChannelIdentity> Unique(InboundItem item) =>
        [.. item.Identities.Where(identity => identity.Kind is "channel" or "unionid")];
}

/// <summary>A form with everything that can be known of it without the store.</summary>
/// <param name="Phone">E.164; null where there is none that can be called.</param>
public sealed record ReadForm(InboundItem Item, string? Phone, string? Email, string Locale, string? Region, Recognised Said);

/// <summary>One wish of one person, however it came.</summary>
/// <param name="Phone">E.164; without it no call is promised.</param>
/// <param name="Consented">May be passed on to a dealer (P-03).</param>
/// <param name="PreferredTime">Slot start the customer asked for.</param>
/// <param name="IsNewCustomer">Nothing of theirs is stored yet, so nothing need be looked for.</param>
public sealed record Inquiry(
    string Id, string Channel, string CustomerId, string? Phone, bool Consented, DateTimeOffset? PreferredTime, string Text, Audience Audience,
    bool IsNewCustomer = false)
{
    /// <summary>A question that goes along with the answer, in the same message of a conversation; null for none.</summary>
    public string? FollowUp { get; init; }
}
