using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.ContactWays;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>
/// What we make of a customer's words: complaint before lead before request, one question at a time. It asks for
/// number and consent in one turn, promises nothing without a number, and passes nobody on without consent (P-03).
/// </summary>
public sealed class ChatDialog(
    IIntentRecogniser recogniser, OpenLead leads, OpenComplaint complaints, OpenRequest requests, ChatReplies replies, BrandLevels levels, CrmOptions options)
{
    /// <param name="hand">Who has the conversation. While the customer waits for a person or has one the dialogs are frozen (spec/bot.md 6):
    /// danger and opt-out still act, a number is kept, all else is for the person to read.</param>
    public Settlement Answer(
        Unit unit, string inboxId, string channel, ConversationRow conversation, ChatMessage message, InquirySource? source, SessionState hand = SessionState.Bot)
    {
        var said = recogniser.Recognise(message.Text, conversation.Locale);
        if (conversation.Asked == ChatReplies.AskedLeadHalf && said is { Consent: true, ConsentInWords: false }) said = said with { Consent = null };
        var frozen = hand is SessionState.Waiting or SessionState.Agent;
        var heard = Hear(unit, inboxId, conversation, frozen ? said with { Consent = null } : said);
        var inquiry = new Inquiry(inboxId, channel, conversation.CustomerId, heard.Phone, heard.Consented, Preferred(unit, said), message.Text,
            new Audience(conversation.CustomerId, conversation, heard.Phone, conversation.Locale));
        // Danger first: whoever says "my brakes failed, stop texting me" must not be heard as an unsubscription only.
        if (said.SafetyWords.Count > 0) return Complaint(unit, inquiry, said);
        if (said.IsOptOut) return OptOut(unit, inquiry);
        if (frozen) return new Settlement("conversation", inquiry.CustomerId);
        if (said.Has(IntentNames.Complaint)) return Complaint(unit, inquiry, said);
        if (said.Top is not (IntentNames.NotInterested or IntentNames.Cancel) && said.Intents.Any(intent => IntentNames.Buying.Contains(intent.Name))) return Buying(unit, inquiry, said, source);
        if (conversation.Asked.Length > 0 && (said.Phone is not null || said.Consent is not null)) return Answered(unit, inquiry, conversation, said);
        if (conversation.Asked.Length > 0 && said.HasBrokenPhone) return replies.Say(unit, inquiry, TextKeys.PhoneInvalid);
        if (said.Has(IntentNames.Callback)) return Callback(unit, inquiry);
        return replies.SmallTalk(unit, inquiry, said);
    }

    /// <summary>Number and consent are kept whatever else was said with them.</summary>
    private static (string? Phone, bool Consented) Hear(Unit unit, string inboxId, ConversationRow conversation, Recognised said)
    {
        if (said.Phone is not null) KnownAs.AddPhone(unit, conversation.CustomerId, said.Phone);
        // A bare yes is an answer only to our question.
        if (said.Consent is { } consent && conversation.Asked is ChatReplies.AskedLead or ChatReplies.AskedLeadHalf or ChatReplies.AskedConsent)
        {
            var key = conversation.Asked == ChatReplies.AskedConsent ? TextKeys.AskConsent : TextKeys.AskPhoneConsent;
            Consents.Record(unit, conversation.CustomerId, Consents.ForwardToDealer, conversation.Channel,
                Texts.Shown(conversation.Locale, key).Version, said.Consent.Value, inboxId);
        }

        var known = CustomerStore.Contact(unit, conversation.CustomerId)?.Phone;
        return (said.Phone ?? (known is { Length: > 0 } ? known : null), Consents.Has(unit, conversation.CustomerId, Consents.ForwardToDealer));
    }

    private Settlement Buying(Unit unit, Inquiry inquiry, Recognised said, InquirySource? source)
    {
        var level = levels.Of(said.Brand).Assess(ChatReplies.WishOf(said), said.TimeFrameDays);
        var came = source?.Scene is null ? ScanStore.CameBy(unit, inquiry.CustomerId) : null;
        var opened = leads.Run(unit, inquiry with { PreferredTime = null }, new LeadWish(
            inquiry.CustomerId, inquiry.Id, ChatReplies.WishOf(said), level.Temperature, said.Brand, said.Series, said.Model, null,
            inquiry.Channel, source?.Campaign ?? (came is { Campaign.Length: > 0 } ? came.Campaign : null),
            source?.Scene ?? came?.State ?? Conversations.FirstScene(unit, inquiry.CustomerId)));
        replies.AskForLead(unit, inquiry, opened);
        return new Settlement(opened.IsNew ? "lead" : "attached", inquiry.CustomerId, opened.LeadId);
    }

    private Settlement Complaint(Unit unit, Inquiry inquiry, Recognised said)
    {
        var opened = complaints.Run(unit, inquiry, said.Brand, said.Series, said.Model, said.SafetyWords);
        Conversations.Ask(unit, inquiry.Audience.Conversation!.Id, inquiry.Phone is null ? ChatReplies.AskedComplaint : null);
        return new Settlement(opened.IsNew ? "complaint" : "attached", inquiry.CustomerId, ComplaintId: opened.ComplaintId);
    }

    private Settlement Callback(Unit unit, Inquiry inquiry)
    {
        var settled = new Settlement("conversation", inquiry.CustomerId);
        if (inquiry.Phone is null) return replies.Ask(unit, inquiry, TextKeys.AskPhone, ChatReplies.AskedCallback, settled);
        if (Waiting(unit, inquiry) is { } lead)
        {
            leads.Resume(unit, inquiry, lead);
            return new Settlement("attached", inquiry.CustomerId, lead.Id);
        }

        requests.Run(unit, inquiry, Topics.Callback);
        return settled;
    }

    /// <summary>The answer to what we asked: go on where we stopped.</summary>
    private Settlement Answered(Unit unit, Inquiry inquiry, ConversationRow conversation, Recognised said)
    {
        var plain = inquiry with { PreferredTime = null };
        if (inquiry.Phone is null) return replies.Say(unit, inquiry, TextKeys.AskPhone);
        var half = conversation.Asked == ChatReplies.AskedLead && !inquiry.Consented && said.Consent is null;
        Conversations.Ask(unit, conversation.Id, half ? ChatReplies.AskedLeadHalf : null);
        if (conversation.Asked == ChatReplies.AskedComplaint && complaints.Resume(unit, plain) is { } complaintId)
            return new Settlement("attached", inquiry.CustomerId, ComplaintId: complaintId);
        if (conversation.Asked == ChatReplies.AskedCallback)
        {
            requests.Run(unit, inquiry, Topics.Callback);
            return new Settlement("conversation", inquiry.CustomerId);
        }

        if (Waiting(unit, inquiry) is not { } lead) return replies.Say(unit, inquiry, TextKeys.Thanks);
        var promise = said.Consent == false && conversation.Asked == ChatReplies.AskedConsent ? null : leads.Resume(unit, plain, lead);
        replies.AfterAnswer(unit, inquiry, conversation, said, promise);
        return new Settlement("attached", inquiry.CustomerId, lead.Id);
    }

    private Settlement OptOut(Unit unit, Inquiry inquiry)
    {
        foreach (var purpose in new[] { Consents.Marketing, Consents.ForwardToDealer })
            Consents.Record(unit, inquiry.CustomerId, purpose, inquiry.Channel, "opt-out", false, inquiry.Id);
        return replies.Say(unit, inquiry, TextKeys.OptedOut);
    }

    /// <summary>The customer's newest open lead.</summary>
    private static LeadRow? Waiting(Unit unit, Inquiry inquiry) => LeadStore.OfCustomer(unit, inquiry.CustomerId)
        .Where(lead => LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage))).MaxBy(lead => lead.Id, StringComparer.Ordinal);

    private DateTimeOffset? Preferred(Unit unit, Recognised said) => said.RequestedTime?.At(unit.Now, options.DefaultTimeZone)?.From;
}
