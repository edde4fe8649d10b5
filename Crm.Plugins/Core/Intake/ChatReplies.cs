using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>The sentences between the promises, and the questions they may hold.</summary>
public sealed class ChatReplies(Tell tell, CallPerson person)
{
    internal const string AskedLead = "lead";
    internal const string AskedConsent = "consent";
    /// <summary>The number came without a word on the consent that was asked for with it; a clear yes may still follow.</summary>
    internal const string AskedLeadHalf = "lead-half";
    internal const string AskedCallback = "callback";
    internal const string AskedComplaint = "complaint";

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromHours(1);
    private static readonly Dictionary<string, string> NoValues = [];

    /// <summary>What kind of lead the words make.</summary>
    public static Wish WishOf(Recognised said) =>
        said.Has(IntentNames.TestDrive) ? Wish.TestDrive
        : said.Has(IntentNames.TradeIn) ? Wish.TradeIn
        : said.Has(IntentNames.Lease) ? Wish.Lease
        : said.Has(IntentNames.Finance) ? Wish.Finance
        : Wish.Buy;

    public Settlement Say(Unit unit, Inquiry inquiry, string key)
    {
        tell.Notice(unit, inquiry.Audience, key, NoValues, effectKey: $"{inquiry.Id}:{key}");
        return new Settlement("conversation", inquiry.CustomerId);
    }

    /// <summary>Asks once; whoever repeats the wish within the hour is reminded in one sentence, and then left in peace.</summary>
    public Settlement Ask(Unit unit, Inquiry inquiry, string key, string asked, Settlement settled)
    {
        var conversation = inquiry.Audience.Conversation!;
        if (inquiry.Phone is null && conversation.Asked == asked && unit.NowMs - conversation.AskedAt < AskAgainAfter.TotalMilliseconds)
        {
            tell.Notice(unit, inquiry.Audience, TextKeys.AskPhoneReminder, NoValues, effectKey: $"{conversation.Id}:{asked}:{conversation.AskedAt}:reminder");
            return settled;
        }

        Say(unit, inquiry, key);
        Conversations.Ask(unit, conversation.Id, asked);
        return settled;
    }

    /// <summary>Number and consent in one turn; consent alone where the number is known and nobody has asked.</summary>
    public void AskForLead(Unit unit, Inquiry inquiry, OpenedLead opened)
    {
        var conversation = inquiry.Audience.Conversation!;
        if (inquiry.Phone is null) Ask(unit, inquiry, TextKeys.AskPhoneConsent, AskedLead, new Settlement(null, null));
        else if (!inquiry.Consented && opened.IsNew) Ask(unit, inquiry, TextKeys.AskConsent, AskedConsent, new Settlement(null, null));
        else if (conversation.Asked.Length > 0) Conversations.Ask(unit, conversation.Id, null);
    }

    /// <summary>The promise, where one was made, says it all; otherwise at least the consent is confirmed.</summary>
    public void AfterAnswer(Unit unit, Inquiry inquiry, ConversationRow conversation, Recognised said, MadePromise? promise)
    {
        if (said.Consent == false) Say(unit, inquiry, TextKeys.KeptAtDesk);
        else if (said.Consent == true && promise is null) Say(unit, inquiry, TextKeys.ConsentRecorded);
    }

    public Settlement SmallTalk(Unit unit, Inquiry inquiry, Recognised said)
    {
        if (said.WantsHuman || said.Has(IntentNames.ServiceBooking) || said.Has(IntentNames.ProductQuestion)) return Human(unit, inquiry);
        if (said.Has(IntentNames.Thanks)) return Say(unit, inquiry, TextKeys.Thanks);
        if (said.Has(IntentNames.Greeting)) return Say(unit, inquiry, TextKeys.Greeting);
        if (Conversations.SaidLately(unit, inquiry.Audience.Conversation!.Id, TimeSpan.FromMinutes(10))) return new Settlement("conversation", inquiry.CustomerId);
        return Say(unit, inquiry, TextKeys.NotUnderstood);
    }

    /// <summary>A person will answer here, or a call is offered where nobody is there.</summary>
    private Settlement Human(Unit unit, Inquiry inquiry)
    {
        person.Run(unit, inquiry, new HandOverAsk(HandOverAsk.UserAsked));
        return new Settlement("conversation", inquiry.CustomerId);
    }
}
