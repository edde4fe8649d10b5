using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Bot;

/// <summary>
/// What we make of a customer's words, in this order: danger, an end to messages, a file, a command, an answer to our question,
/// a look at what is open, complaint before wish before call, and small talk last. It promises nothing itself.
/// </summary>
public sealed class AnswerMessage(
    IIntentRecogniser recogniser, BotStates states, Interrupt interrupt, RunForm forms, Express express, TakeFile files, ShowStatus status, SmallTalk talk, CrmOptions options)
{
    /// <param name="messageId">Of the stored message.</param>
    /// <param name="hand">Who has the conversation. While the customer waits for a person or has one the dialogs are frozen (spec/bot.md 6):
    /// danger and opt-out still act, a number is kept, all else is for the person to read.</param>
    public Settlement Run(
        Unit unit, string inboxId, string messageId, string channel, ConversationRow conversation, ChatMessage message, InquirySource? source, SessionState hand = SessionState.Bot)
    {
        var before = states.Load(unit, conversation.Id);
        var said = recogniser.Recognise(message.Text, conversation.Locale);
        if (before?.Slot == SlotNames.Half && said is { Consent: true, ConsentInWords: false }) said = said with { Consent = null };
        var turn = new Turn
        {
            Unit = unit, Message = message, MessageId = messageId, Said = said, Hand = hand, Source = source, State = before, Plain = PlainWords.Of(message.Text),
            Inquiry = new Inquiry(inboxId, channel, conversation.CustomerId, null, false, said.RequestedTime?.At(unit.Now, options.DefaultTimeZone)?.From, message.Text,
                new Audience(conversation.CustomerId, conversation, null, conversation.Locale)),
        };
        turn.Chosen = before is { IsOpen: true } ? Choices.Match(before.Options, message, turn.Plain) : null;
        Hear.Run(turn);
        var settled = Answer(turn);
        states.Save(unit, conversation.Id, before, turn.State);
        return settled;
    }

    private Settlement Answer(Turn turn)
    {
        var said = turn.Said;
        // Danger first: whoever says "my brakes failed, stop texting me" must not be heard as an unsubscription only.
        if (said.SafetyWords.Count > 0) return express.Complain(turn);
        if (said.IsOptOut) return express.OptOut(turn);
        if (turn.IsFrozen) return express.Number(turn) ?? turn.Talk;
        if (files.Run(turn) is { } kept) return kept;
        if (interrupt.Run(turn) is { } interrupted) return interrupted;
        if (forms.Answer(turn) is { } answered) return answered;
        if (status.Asked(turn) is { } shown) return shown;
        if (said.Has(IntentNames.Complaint)) return express.Complain(turn);
        if (forms.Fill(turn) is { } filled) return filled;
        if (IsWish(said)) return forms.Beside(turn) ?? express.Wish(turn);
        if (express.Answered(turn) is { } told) return told;
        if (said.Has(IntentNames.Callback)) return express.Callback(turn);
        return talk.Run(turn);
    }

    private static bool IsWish(Recognised said) =>
        said.Top is not (IntentNames.NotInterested or IntentNames.Cancel) && said.Intents.Any(intent => IntentNames.Buying.Contains(intent.Name));
}
