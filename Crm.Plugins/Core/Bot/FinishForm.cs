using System.Globalization;
using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>What a form does: stores first, and tells only what the store promised.</summary>
public sealed class FinishForm(OpenLead leads, OpenRequest requests, OpenComplaint complaints, BrandLevels levels, CrmOptions options, Speak speak)
{
    /// <summary>A wish is a lead from its first word, even if the rest is never filled in. Nothing is promised yet.</summary>
    public void Open(Turn turn)
    {
        var state = turn.State!;
        if (state.Form is Forms.Lead or Forms.TestDrive)
        {
            var wish = state.Form == Forms.TestDrive ? Wish.TestDrive : Wish.Buy;
            var said = turn.Said;
            var opened = leads.Run(turn.Unit, turn.Inquiry with { Phone = null, PreferredTime = null }, new LeadWish(
                turn.CustomerId, turn.Inquiry.Id, wish, levels.Of(said.Brand).Assess(wish, said.TimeFrameDays).Temperature, said.Brand, said.Series, said.Model, Place.In(turn.Message.Text),
                turn.Inquiry.Channel, turn.Source?.Campaign, turn.Source?.Scene ?? Conversations.FirstScene(turn.Unit, turn.CustomerId)));
            turn.State = state with { SubjectId = opened.LeadId };
        }

        if (state.Form == Forms.Complaint) return;
        if (turn.Inquiry.Phone is { } phone) turn.State = turn.State!.With(SlotNames.Phone, phone);
        if (turn.Inquiry.Consented) turn.State = turn.State!.With(SlotNames.Consent, ConsentSlot.Yes);
    }

    public Settlement Run(Turn turn)
    {
        var state = turn.State!;
        var inquiry = turn.Inquiry with { Phone = state.Value(SlotNames.Phone) ?? turn.Inquiry.Phone, PreferredTime = null };
        if (state.Form == Forms.Complaint) return Complaint(turn, inquiry, state);
        turn.End();
        if (state.Form != Forms.Callback) return Lead(turn, inquiry, state);
        var when = state.Value(SlotNames.When);
        requests.Run(turn.Unit, inquiry with { PreferredTime = when is null or WhenSlot.Asap ? null : OpenTimes.Read(when) }, Topics.Callback);
        return turn.Talk;
    }

    /// <summary>Adds an answer to what is saved already. Null where the form has more to ask.</summary>
    public Settlement? Add(Turn turn, string slot, string value)
    {
        var state = turn.State!;
        if (slot == SlotNames.Visit)
        {
            turn.End();
            if (value.Length == 0) return speak.Say(turn, TextKeys.Noted);
            LeadStore.SetVisit(turn.Unit, state.SubjectId, OpenTimes.Read(value));
            return speak.Say(turn, TextKeys.VisitHeard, ("slot", TimeWords.Say(OpenTimes.Read(value), options.DefaultTimeZone, turn.Unit.Now, turn.Locale)));
        }

        if (slot == SlotNames.Car)
        {
            Car(turn, state.SubjectId, value);
            return null;
        }

        turn.End();
        return speak.Say(turn, TextKeys.ComplaintNoted, ("number", ComplaintStore.Get(turn.Unit, state.SubjectId)?.Number ?? ""));
    }

    private Settlement Lead(Turn turn, Inquiry inquiry, BotState state)
    {
        if (LeadStore.Get(turn.Unit, state.SubjectId) is not { } lead) return speak.Say(turn, TextKeys.Thanks);
        var (brand, series, model) = ModelSlot.Parts(state.Value(SlotNames.Model));
        LeadStore.Touch(turn.Unit, lead.Id, brand, series, model, null);
        if (state.Value(SlotNames.Visit) is { } visit) LeadStore.SetVisit(turn.Unit, lead.Id, OpenTimes.Read(visit));
        if (state.Value(SlotNames.Horizon) is { } days && lead.OfferedAt == 0)
        {
            var level = levels.Of(brand ?? lead.Brand).ForHorizon(int.Parse(days, CultureInfo.InvariantCulture));
            LeadStore.SetTemperature(turn.Unit, lead.Id, Words.Of(level.Temperature));
        }

        var refused = state.Value(SlotNames.Consent) == ConsentSlot.No;
        var asked = inquiry with { FollowUp = refused ? Texts.Format(turn.Locale, TextKeys.KeptAtDesk) : null };
        if (leads.Resume(turn.Unit, asked, LeadStore.Get(turn.Unit, lead.Id)!) is null) leads.Remind(turn.Unit, inquiry, lead);
        return new Settlement("attached", turn.CustomerId, lead.Id);
    }

    /// <summary>A number at once, whatever else would still help.</summary>
    private Settlement Complaint(Turn turn, Inquiry inquiry, BotState state)
    {
        var asksMore = inquiry.Phone is not null;
        var opened = complaints.Run(turn.Unit, asksMore ? inquiry with { FollowUp = Texts.Format(turn.Locale, TextKeys.AskCar) } : inquiry,
            turn.Said.Brand, turn.Said.Series, turn.Said.Model, turn.Said.SafetyWords);
        turn.State = state with
        {
            SubjectId = opened.ComplaintId, Guided = false, Done = asksMore, Slot = asksMore ? SlotNames.Car : SlotNames.Phone, Options = [],
            Question = asksMore ? "" : Texts.Format(turn.Locale, TextKeys.AskPhone), Values = new Dictionary<string, string> { [SlotNames.Story] = "1" },
        };
        return new Settlement(opened.IsNew ? "complaint" : "attached", turn.CustomerId, ComplaintId: opened.ComplaintId);
    }

    private static void Car(Turn turn, string complaintId, string value)
    {
        if (value.StartsWith(CarSlot.Vin, StringComparison.Ordinal))
        {
            ComplaintStore.SetCar(turn.Unit, complaintId, value[CarSlot.Vin.Length..], null);
            KnownAs.Add(turn.Unit, turn.CustomerId, "vin", value[CarSlot.Vin.Length..]);
        }
        else if (value.StartsWith(CarSlot.Order, StringComparison.Ordinal)) ComplaintStore.SetCar(turn.Unit, complaintId, null, value[CarSlot.Order.Length..]);
    }
}
