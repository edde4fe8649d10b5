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

namespace Crm.Plugins.Core.Callbacks;

/// <summary>Gives a promised call to somebody else. The time stays; one named party owns it, and the customer knows who.</summary>
public sealed class HandOver(Tell tell, Events events, Calendars calendars, NameCaller caller, PromiseOptions options)
{
    /// <param name="dealerId">Null = the maker's own desk.</param>
    public void To(Unit unit, PromiseRow promise, string? dealerId, string reason)
    {
        var owner = dealerId ?? "";
        if (!promise.IsOpen || promise.OwnerId == owner) return;
        var audience = AudienceOf(unit, promise);
        var values = new Dictionary<string, string>
        {
            ["who"] = Who.Calls(unit, dealerId, promise.Locale),
            ["time"] = TimeWords.Say(At(promise.DueAt), promise.TimeZone, unit.Now, promise.Locale),
            ["phone"] = Masking.Phone(audience.Phone),
        };
        var told = tell.Notice(unit, audience, TextKeys.PromiseWhoChanged, values, promise.Id, $"{promise.Id}:who:{promise.Version}");
        var calendar = CalendarOf(unit, dealerId);
        Promises.Save(unit, promise with
        {
            // The time stays; what comes after it is planned on the hours of whoever calls now.
            CalendarId = calendar.Id, CalendarVersion = calendar.Version,
            OwnerKind = dealerId is null ? "desk" : "dealer", OwnerId = owner, AssignedTo = "", ToldText = told ?? promise.ToldText,
        });
        caller.Plan(unit, promise.Id, promise.Kind == "slot", At(promise.WindowStart), At(promise.DueAt), caller.NumberOf(unit, dealerId));
        events.Add(unit, new NewEvent("callback.reassigned")
        {
            CustomerId = promise.CustomerId, LeadId = promise.LeadId, PromiseId = promise.Id, DealerId = dealerId, Data = new { reason },
        });
    }

    /// <summary>Whose hours count while this dealer, or the desk, owns the call.</summary>
    private CalendarVersion CalendarOf(Unit unit, string? dealerId) =>
        calendars.Newest(unit, dealerId is null ? options.DeskCalendar : DealerStore.Get(unit, dealerId)!.CalendarId);

    public static Audience AudienceOf(Unit unit, PromiseRow promise)
    {
        var conversation = promise.ConversationId.Length == 0 ? null : Conversations.ById(unit, promise.ConversationId);
        return new Audience(promise.CustomerId, conversation, CustomerStore.Contact(unit, promise.CustomerId)?.Phone, promise.Locale);
    }

    /// <summary>A lead's wish again, as far as routing needs it.</summary>
    public static Inquiry InquiryOf(Unit unit, LeadRow lead, PromiseRow? promise)
    {
        var contact = CustomerStore.Contact(unit, lead.CustomerId);
        var conversation = promise is { ConversationId.Length: > 0 } ? Conversations.ById(unit, promise.ConversationId) : Conversations.Newest(unit, lead.CustomerId);
        return new Inquiry(lead.InquiryId, "", lead.CustomerId, contact?.Phone is { Length: > 0 } phone ? phone : null,
            Consents.Has(unit, lead.CustomerId, Consents.ForwardToDealer), null, "",
            new Audience(lead.CustomerId, conversation, contact?.Phone, contact?.Locale ?? Texts.DefaultLocale));
    }

    public static PromiseReceipt ReceiptOf(PromiseRow promise) =>
        new(promise.Id, At(promise.WindowStart), At(promise.DueAt), promise.TimeZone, promise.ToldText);

    public static PromiseWindow WindowOf(PromiseRow promise) => new(At(promise.WindowStart), At(promise.DueAt), []);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
