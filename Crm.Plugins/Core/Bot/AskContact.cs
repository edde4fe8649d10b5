using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>Asks for what a wish in free words still lacks.</summary>
public sealed class AskContact(Speak speak)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Number and consent in one turn; consent alone where the number is known and nobody has asked.</summary>
    public void ForLead(Turn turn, OpenedLead opened, string form)
    {
        if (turn.Inquiry.Phone is null) Once(turn, form, SlotNames.Contact, TextKeys.AskPhoneConsent, TextKeys.AskPhoneReminder, turn.Talk);
        else if (!turn.Inquiry.Consented && opened.IsNew) Once(turn, form, SlotNames.Consent, TextKeys.AskConsent, TextKeys.AskConsent, turn.Talk);
        else if (turn.State is { Guided: false, Done: false }) turn.End();
    }

    /// <summary>Asks once; whoever repeats the wish within the hour is reminded in one sentence, and then left in peace.</summary>
    /// <param name="again">Key of the question as it is repeated after words that were no answer.</param>
    public Settlement Once(Turn turn, string form, string slot, string key, string again, Settlement settled)
    {
        var (unit, before) = (turn.Unit, turn.State);
        if (turn.Inquiry.Phone is null && before?.Slot == slot && !before.Guided && before.IsOpen && unit.NowMs - before.AskedAt < AskAgainAfter.TotalMilliseconds)
        {
            if (!before.Values.ContainsKey(Reminder)) speak.Say(turn, TextKeys.AskPhoneReminder);
            turn.State = before with { Form = form, Values = new Dictionary<string, string>(before.Values) { [Reminder] = "1" } };
            return settled;
        }

        speak.Say(turn, key);
        var state = new BotState { Form = form, Slot = slot, AskedAt = unit.NowMs, Question = Texts.Format(turn.Locale, again) };
        turn.Begin(form == Forms.Callback && turn.Inquiry.PreferredTime is { } when ? state.With(SlotNames.When, OpenTimes.Write(when)) : state);
        return settled;
    }

    private const string Reminder = "reminded";
}
