using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.ContactWays;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>
/// The short way for wishes in free words: only what is missing is asked, and the promise is told as soon as it can be made
/// (DECISIONS 13). Number and consent are asked in one turn, and nobody is passed on without consent (P-03).
/// </summary>
public sealed class Express(OpenLead leads, OpenComplaint complaints, OpenRequest requests, AskContact ask, Speak speak, RunForm forms, BrandLevels levels)
{
    public Settlement Wish(Turn turn)
    {
        var (unit, said, inquiry) = (turn.Unit, turn.Said, turn.Inquiry);
        var wish = Wishes.Of(said);
        var form = wish == Leads.Wish.TestDrive ? Forms.TestDrive : Forms.Lead;
        var visit = form == Forms.TestDrive ? forms.Heard(turn, SlotNames.Visit) : null;
        var level = levels.Of(said.Brand).Assess(wish, said.TimeFrameDays);
        var came = turn.Source?.Scene is null ? ScanStore.CameBy(unit, turn.CustomerId) : null;
        var tail = form == Forms.TestDrive && inquiry.Consented ? forms.VisitTail(turn, visit) : null;
        var opened = leads.Run(unit, inquiry with { PreferredTime = null, FollowUp = tail }, new LeadWish(
            inquiry.CustomerId, inquiry.Id, wish, level.Temperature, said.Brand, said.Series, said.Model, Place.In(turn.Message.Text),
            inquiry.Channel, turn.Source?.Campaign ?? (came is { Campaign.Length: > 0 } ? came.Campaign : null),
            turn.Source?.Scene ?? came?.State ?? Conversations.FirstScene(unit, inquiry.CustomerId)));
        if (visit is not null) LeadStore.SetVisit(unit, opened.LeadId, OpenTimes.Read(visit));
        ask.ForLead(turn, opened, form);
        if (opened is { IsNew: true, Promise.IsNew: true } && tail is not null && visit is null) RunForm.LeaveOpen(turn, form, SlotNames.Visit, opened.LeadId);
        return new Settlement(opened.IsNew ? "lead" : "attached", turn.CustomerId, opened.LeadId);
    }

    public Settlement Complain(Turn turn)
    {
        var (unit, said) = (turn.Unit, turn.Said);
        // What else would help is asked in the same breath, but never of somebody in danger.
        var asksMore = said.SafetyWords.Count == 0 && turn.Inquiry.Phone is not null;
        var opened = complaints.Run(unit, asksMore ? turn.Inquiry with { FollowUp = Texts.Format(turn.Locale, TextKeys.AskCar) } : turn.Inquiry,
            said.Brand, said.Series, said.Model, said.SafetyWords);
        if (turn.Inquiry.Phone is null)
            turn.Begin(new BotState { Form = Forms.Complaint, Slot = SlotNames.Phone, SubjectId = opened.ComplaintId, AskedAt = unit.NowMs, Question = Texts.Format(turn.Locale, TextKeys.AskPhone) });
        else if (asksMore && opened is { IsNew: true, Promise.IsNew: true }) RunForm.LeaveOpen(turn, Forms.Complaint, SlotNames.Car, opened.ComplaintId);
        else if (turn.State is { Form: Forms.Complaint, Done: false } or { Guided: false, Done: false }) turn.End();
        return new Settlement(opened.IsNew ? "complaint" : "attached", turn.CustomerId, ComplaintId: opened.ComplaintId);
    }

    public Settlement Callback(Turn turn)
    {
        var (unit, inquiry) = (turn.Unit, turn.Inquiry);
        if (inquiry.Phone is null) return ask.Once(turn, Forms.Callback, SlotNames.Phone, TextKeys.AskPhone, TextKeys.AskPhone, turn.Talk);
        if (Waiting(turn) is { } lead)
        {
            if (leads.Resume(unit, inquiry, lead) is null) leads.Remind(unit, inquiry, lead);
            return new Settlement("attached", turn.CustomerId, lead.Id);
        }

        requests.Run(unit, inquiry, Topics.Callback);
        return turn.Talk;
    }

    /// <summary>The answer to what was asked: go on where we stopped. Null where it is none.</summary>
    public Settlement? Answered(Turn turn)
    {
        if (turn.State is not { IsOpen: true, Guided: false, Done: false, Slot.Length: > 0 } state) return null;
        var consent = ConsentSlot.Answer(turn);
        if (turn.Said.Phone is null && consent is null) return turn.Said.HasBrokenPhone ? forms.Retry(turn, TextKeys.PhoneInvalid) : null;
        if (turn.Inquiry.Phone is null) return speak.Say(turn, TextKeys.AskPhone);
        var half = state.Slot == SlotNames.Contact && !turn.Inquiry.Consented && consent is null;
        var plain = turn.Inquiry with { PreferredTime = null };
        if (half) turn.State = state with { Slot = SlotNames.Half, Question = "", Fails = 0 };
        else turn.End();
        if (state.Form == Forms.Complaint && Resumed(turn, plain, state) is { } complaint) return complaint;
        if (state.Form == Forms.Callback)
        {
            var when = state.Value(SlotNames.When) is { } time ? OpenTimes.Read(time) : turn.Inquiry.PreferredTime;
            requests.Run(turn.Unit, turn.Inquiry with { PreferredTime = when }, Topics.Callback);
            return turn.Talk;
        }

        if (Waiting(turn) is not { } lead) return speak.Say(turn, TextKeys.Thanks);
        if (consent == false && state.Slot == SlotNames.Consent) speak.Say(turn, TextKeys.KeptAtDesk);
        else Passed(turn, plain, state, lead, consent);
        return new Settlement("attached", turn.CustomerId, lead.Id);
    }

    /// <summary>Also while a person is awaited: the number for a complaint that waits for nothing else. Null where it is none.</summary>
    public Settlement? Number(Turn turn) =>
        turn is { State: { IsOpen: true, Form: Forms.Complaint, Slot: SlotNames.Phone }, Said.Phone: not null } ? Answered(turn) : null;

    /// <summary>The promise, where one was made, says it all; otherwise at least the consent is confirmed.</summary>
    private void Passed(Turn turn, Inquiry inquiry, BotState state, LeadRow lead, bool? consent)
    {
        var asksVisit = state.Form == Forms.TestDrive && lead.VisitAt == 0 && turn.Inquiry.Consented;
        var promise = leads.Resume(turn.Unit, asksVisit ? inquiry with { FollowUp = forms.VisitTail(turn, null) } : inquiry, lead);
        if (consent == false) speak.Say(turn, TextKeys.KeptAtDesk);
        else if (consent == true && promise is null) speak.Say(turn, TextKeys.ConsentRecorded);
        if (asksVisit && promise is { IsNew: true }) RunForm.LeaveOpen(turn, Forms.TestDrive, SlotNames.Visit, lead.Id);
    }

    private Settlement? Resumed(Turn turn, Inquiry inquiry, BotState state)
    {
        var safety = ComplaintStore.Get(turn.Unit, state.SubjectId) is { Severity: "s1" };
        if (complaints.Resume(turn.Unit, safety ? inquiry : inquiry with { FollowUp = Texts.Format(turn.Locale, TextKeys.AskCar) }) is not { } id) return null;
        if (!safety) RunForm.LeaveOpen(turn, Forms.Complaint, SlotNames.Car, id);
        return new Settlement("attached", turn.CustomerId, ComplaintId: id);
    }

    public Settlement OptOut(Turn turn)
    {
        turn.State = null;
        foreach (var purpose in new[] { Consents.Marketing, Consents.ForwardToDealer })
            Consents.Record(turn.Unit, turn.CustomerId, purpose, turn.Inquiry.Channel, "opt-out", false, turn.Inquiry.Id);
        return speak.Say(turn, TextKeys.OptedOut);
    }

    /// <summary>The customer's newest open lead.</summary>
    private static LeadRow? Waiting(Turn turn) => LeadStore.OfCustomer(turn.Unit, turn.CustomerId)
        .Where(lead => LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage))).MaxBy(lead => lead.Id, StringComparer.Ordinal);
}
