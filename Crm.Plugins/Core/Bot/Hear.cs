using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>Name, number and consent are kept whatever else was said with them.</summary>
internal static class Hear
{
    public static void Run(Turn turn)
    {
        var (unit, said) = (turn.Unit, turn.Said);
        if (said.Name is { } name) CustomerStore.Fill(unit, turn.CustomerId, name, null, null, null);
        if (said.Phone is { } phone) KnownAs.AddPhone(unit, turn.CustomerId, phone);
        // A bare yes is an answer only to our question.
        if (!turn.IsFrozen && !IsBeside(turn) && turn.State is { IsOpen: true, Slot: SlotNames.Contact or SlotNames.Half or SlotNames.Consent } state && ConsentSlot.Answer(turn) is { } given)
        {
            var key = state.Slot == SlotNames.Consent ? TextKeys.AskConsent : TextKeys.AskPhoneConsent;
            Consents.Record(unit, turn.CustomerId, Consents.ForwardToDealer, turn.Conversation.Channel, Texts.Shown(turn.Locale, key).Version, given, turn.Inquiry.Id);
        }

        var known = CustomerStore.Contact(unit, turn.CustomerId)?.Phone;
        var number = said.Phone ?? (known is { Length: > 0 } ? known : null);
        turn.Inquiry = turn.Inquiry with
        {
            Phone = number, Consented = Consents.Has(unit, turn.CustomerId, Consents.ForwardToDealer), Audience = turn.Inquiry.Audience with { Phone = number },
        };
    }

    /// <summary>Something else was asked meanwhile: only a plain word on the consent counts, no bare yes.</summary>
    private static bool IsBeside(Turn turn) => turn.State?.Aside switch
    {
        null or "" => false,
        Asides.Stuck => !turn.Said.ConsentInWords && turn.Said.Consent != false,
        _ => true,
    };
}
