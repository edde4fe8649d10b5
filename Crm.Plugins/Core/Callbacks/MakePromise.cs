using Crm.Plugins.Contract;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>
/// Promises a call: a row with its steps and the sentence that tells it, all in the caller's transaction, so nothing is
/// told that is not committed. One open promise per person and topic: a second wish gets the first one's time (C-15).
/// </summary>
public sealed class MakePromise(PromiseTimes times, Steps steps, Events events, Tell tell, NameCaller caller, MyLinks links, CrmOptions options)
{
    /// <summary>Null where there is no number to call: then nothing may be promised.</summary>
    public MadePromise? Run(Unit unit, PromiseAsk ask)
    {
        if (ask.Inquiry.Phone is null && ask.Topic != Topics.Reply) return null;
        if (!ask.Inquiry.IsNewCustomer && PromiseStore.Open(unit, ask.Inquiry.CustomerId, ask.Topic, ask.LeadId) is { } open) return Repeat(unit, ask, open);
        var id = Ids.New(unit.Now);
        var time = times.For(unit, id, ask);
        var values = Values(unit, ask, time);
        var key = ask.Notice ?? (time.Moved ? TextKeys.PromiseSlotMoved : time.IsSlot ? TextKeys.PromiseMadeSlot : TextKeys.PromiseMade);
        var text = Texts.Format(ask.Inquiry.Audience.Locale, key, values);
        var inquiry = ask.Inquiry;
        // What is kept is what was really said: a text message has a shorter sentence than the page shows.
        var told = tell.Notice(unit, inquiry.Audience, key, values, id, $"{id}:made", more: inquiry.FollowUp, tail: MyPage(unit, ask)) ?? text;
        PromiseStore.Add(unit, new NewPromise(id, inquiry.CustomerId, ask.LeadId, ask.ComplaintId, inquiry.Id, inquiry.Audience.Conversation?.Id,
            ask.Topic, time.IsSlot ? "slot" : "asap", time.Start, time.Due, options.DefaultTimeZone, ask.Calendar.Id, ask.Calendar.Version,
            ask.DealerId, told, inquiry.Audience.Locale, ask.AroundTheClock ? 1 : ask.Priority));
        foreach (var (step, at) in PromiseSteps.Of(time.Start, time.Due, ask.DealerId is not null)) steps.Add(unit, id, step, PromiseSteps.Kind, at);
        if (ask.Topic != Topics.Reply) caller.Plan(unit, id, time.IsSlot, time.Start, time.Due, ask.DealerId is null ? caller.NumberOf(unit, null) : ask.DealerPhone ?? "");
        events.Add(unit, new NewEvent("callback.scheduled")
        {
            CustomerId = inquiry.CustomerId, LeadId = ask.LeadId, ComplaintId = ask.ComplaintId, PromiseId = id, DealerId = ask.DealerId,
        });
        return new MadePromise(new PromiseReceipt(id, time.Start, time.Due, options.DefaultTimeZone, text), time.Warnings, true);
    }

    /// <summary>Where the customer can move or cancel it; only under an address of the operator's.</summary>
    private string? MyPage(Unit unit, PromiseAsk ask) => links.IsPublic && links.For(unit, ask.Inquiry.CustomerId) is { } link
        ? Texts.Format(ask.Inquiry.Audience.Locale, TextKeys.MyPage, ("link", link))
        : null;

    private MadePromise Repeat(Unit unit, PromiseAsk ask, PromiseRow open)
    {
        var due = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(open.DueAt, open.NextAttemptAt));
        var who = Who.Calls(unit, open.OwnerId.Length == 0 ? null : open.OwnerId, open.Locale);
        var values = new Dictionary<string, string> { ["who"] = who, ["time"] = TimeWords.Say(due, open.TimeZone, unit.Now, ask.Inquiry.Audience.Locale) };
        var text = Texts.Format(ask.Inquiry.Audience.Locale, TextKeys.RepeatInquiry, values);
        tell.Notice(unit, ask.Inquiry.Audience, TextKeys.RepeatInquiry, values, open.Id, $"{open.Id}:repeat:{ask.Inquiry.Id}");
        events.Add(unit, new NewEvent("inquiry.repeated") { CustomerId = open.CustomerId, LeadId = ask.LeadId, PromiseId = open.Id });
        return new MadePromise(new PromiseReceipt(open.Id, DateTimeOffset.FromUnixTimeMilliseconds(open.WindowStart),
            DateTimeOffset.FromUnixTimeMilliseconds(open.DueAt), open.TimeZone, text), [], false);
    }

    private Dictionary<string, string> Values(Unit unit, PromiseAsk ask, PromiseTime time)
    {
        var locale = ask.Inquiry.Audience.Locale;
        var zone = options.DefaultTimeZone;
        var values = new Dictionary<string, string>(ask.Extra ?? new Dictionary<string, string>())
        {
            ["who"] = ask.DealerName is { } dealer ? Texts.Format(locale, TextKeys.WhoDealer, ("dealer", dealer)) : Texts.Format(locale, TextKeys.WhoDesk),
            ["time"] = TimeWords.Say(time.Due, zone, unit.Now, locale),
            ["phone"] = Masking.Phone(ask.Inquiry.Phone),
        };
        if (time.IsSlot) values["slot"] = TimeWords.Slot(time.Start, time.Due, zone, unit.Now, locale);
        if (ask.Inquiry.PreferredTime is { } asked) values["asked"] = TimeWords.Say(asked, zone, unit.Now, locale);
        return values;
    }
}

/// <param name="Calendar">Whose hours the minutes are counted on: the dealer's, or the desk's.</param>
/// <param name="DealerId">Who is to call; null = the maker's desk.</param>
/// <param name="AroundTheClock">S1: minutes count day and night.</param>
/// <param name="Notice">Another sentence than the usual one, with the values it needs beside who, time and phone.</param>
public sealed record PromiseAsk(
    Inquiry Inquiry, string Topic, TimeSpan Business, CalendarVersion Calendar, string? DealerId, string? DealerName, string? LeadId = null,
    string? ComplaintId = null, bool AroundTheClock = false, string? Notice = null, IReadOnlyDictionary<string, string>? Extra = null,
    long Priority = 0, string? DealerPhone = null);

/// <param name="IsNew">False where the person already had one on this topic.</param>
public sealed record MadePromise(PromiseReceipt Receipt, IReadOnlyList<string> Warnings, bool IsNew);
