using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>
/// A call instead of a person in the chat: with a number the customer is asked whether we may, without one for the
/// number. Only the answer makes a promise, and its time is told once it stands.
/// </summary>
public sealed class CallOffers(RequestCallback callbacks, IIntentRecogniser recogniser, EndReply replies, Tell tell, Events events, CrmOptions crm, ServiceOptions options)
{
    /// <summary>Nobody took the conversation in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The desk is closed.</summary>
    public const string Closed = "closed";

    /// <summary>The desk is open, but nobody is on duty.</summary>
    public const string Nobody = "nobody";

    private const string MissedAlert = "person-missed";
    private const string YesNo = "yes-no";
    private const string Number = "number";
    private const string Yes = "call-yes";
    private const string No = "call-no";

    private static readonly Dictionary<string, string> NoValues = [];

    /// <param name="why">One of the reasons above; each has a sentence of its own.</param>
    public void Offer(Unit unit, ConversationRow conversation, string why)
    {
        var session = SessionStore.Get(unit, conversation);
        // The question must be kept somewhere; nobody has the conversation, as before.
        if (session.Version == 0) session = SessionStore.Save(unit, session with { Reason = why, Since = unit.NowMs });
        var phone = Phone(unit, conversation);
        SessionStore.Offer(unit, conversation.Id, phone is null ? Number : YesNo);
        // Unless they answer, somebody should look who came in vain.
        Alerts.Raise(unit, MissedAlert, conversation.Id, "A customer asked for a person and nobody was there; a call was offered instead.",
            new AlertAbout(conversation.CustomerId, Data: new { conversationId = conversation.Id, why }));
        events.Add(unit, new NewEvent("alert.raised") { CustomerId = conversation.CustomerId, ConversationId = conversation.Id });
        var locale = conversation.Locale;
        tell.Notice(unit, new Audience(conversation.CustomerId, conversation, null, locale), $"call-offer-{why}-{(phone is null ? "number" : "known")}",
            phone is null ? NoValues : new Dictionary<string, string> { ["phone"] = Masking.Phone(phone) }, effectKey: $"call-offer:{conversation.Id}:{unit.NowMs}",
            choices: phone is null ? [] : [new MessageChoice(Yes, Texts.Format(locale, TextKeys.ChoiceCallYes)), new MessageChoice(No, Texts.Format(locale, TextKeys.ChoiceCallNo))]);
    }

    /// <summary>The customer's words as an answer to the offer; null where they are none, and then the question is over.</summary>
    public Settlement? Hear(Unit unit, string inboxId, ConversationRow conversation, ChatMessage message)
    {
        if (SessionStore.Find(unit, conversation.Id) is not { Offer.Length: > 0 } session || session.OfferedAt < unit.Now.AddHours(-options.OfferHours).ToUnixTimeMilliseconds()) return null;
        var said = recogniser.Recognise(message.Text, conversation.Locale);
        // Danger, a grievance or a new wish is heard as what it is.
        if (said.SafetyWords.Count > 0 || said.IsOptOut || said.Has(IntentNames.Complaint) || said.Intents.Any(intent => IntentNames.Buying.Contains(intent.Name)))
            return Over(unit, conversation);
        if (said.Phone is { } given) KnownAs.AddPhone(unit, conversation.CustomerId, given);
        if (said.Phone is not null || session.Offer == YesNo && Agrees(message, said)) return Promise(unit, inboxId, conversation, said);
        if (session.Offer == Number && (said.HasBrokenPhone || said.Consent == true)) return Say(unit, inboxId, conversation, said.HasBrokenPhone ? TextKeys.PhoneInvalid : TextKeys.AskPhone);
        if (Declines(message, said))
        {
            Over(unit, conversation);
            Alerts.Close(unit, MissedAlert, conversation.Id, "system", "declined");
            return Say(unit, inboxId, conversation, TextKeys.CallOfferDeclined);
        }

        // A yes to something else must not be taken for this one; a number may still come a little later.
        return session.Offer == YesNo ? Over(unit, conversation) : null;
    }

    private static bool Agrees(ChatMessage message, Recognised said) =>
        message.ChoiceId == Yes || message.ChoiceId is null && (message.Text.Trim() == "1" || said.Consent == true || said.Has(IntentNames.Callback));

    private static bool Declines(ChatMessage message, Recognised said) =>
        message.ChoiceId == No || message.ChoiceId is null && (message.Text.Trim() == "2" || said.Consent == false);

    private Settlement Promise(Unit unit, string inboxId, ConversationRow conversation, Recognised said)
    {
        Over(unit, conversation);
        // The call takes the place of the answer in writing.
        replies.Run(unit, conversation, "call-instead");
        Alerts.Close(unit, MissedAlert, conversation.Id, "system", "call-promised");
        callbacks.Run(unit, conversation, inboxId, inTheChat: true, said.RequestedTime?.At(unit.Now, crm.DefaultTimeZone)?.From);
        return new Settlement("conversation", conversation.CustomerId);
    }

    private Settlement Say(Unit unit, string inboxId, ConversationRow conversation, string key)
    {
        tell.Notice(unit, new Audience(conversation.CustomerId, conversation, null, conversation.Locale), key, NoValues, effectKey: $"{inboxId}:{key}");
        return new Settlement("conversation", conversation.CustomerId);
    }

    private static Settlement? Over(Unit unit, ConversationRow conversation)
    {
        SessionStore.Offer(unit, conversation.Id, "");
        return null;
    }

    private static string? Phone(Unit unit, ConversationRow conversation) =>
        CustomerStore.Contact(unit, conversation.CustomerId)?.Phone is { Length: > 0 } phone ? phone : null;
}
