using Crm.Plugins.Contract;
using Crm.Plugins.Core.Articles;
using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>Everything that is no wish and no answer: questions, greetings, thanks, a person is wanted, or we did not understand.</summary>
public sealed class SmallTalk(Speak speak, RunForm forms, IQuestionAnswers questions, CallPerson person)
{
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    public Settlement Run(Turn turn)
    {
        var (said, unit) = (turn.Said, turn.Unit);
        var asked = turn.State is { IsOpen: true, Done: false, Slot.Length: > 0, Question.Length: > 0 };
        if (said.WantsHuman) return Human(turn, HandOverAsk.UserAsked);
        var reply = questions.Answer(unit, turn.Inquiry, turn.Message.Text, turn.Locale, said, asked);
        if (reply is QuestionReply.Answered or QuestionReply.AskedWhich) return asked ? forms.Again(turn, TextKeys.BackToIt) : turn.Talk;
        if (reply == QuestionReply.Kept)
        {
            speak.Say(turn, TextKeys.QuestionUnknown);
            return Human(turn, HandOverAsk.BotFailed);
        }

        if (said.Has(IntentNames.ServiceBooking) || (said.Has(IntentNames.ProductQuestion) && !asked)) return Human(turn, HandOverAsk.UserAsked);
        if (asked) return said.Has(IntentNames.Greeting) ? forms.Again(turn, TextKeys.WelcomeBack) : forms.Retry(turn);
        if (More(turn) is { } added) return added;
        if (said.Has(IntentNames.Thanks)) return speak.Say(turn, TextKeys.Thanks);
        if (said.Has(IntentNames.Greeting)) return speak.Say(turn, TextKeys.Greeting);
        if (Conversations.SaidLately(unit, turn.Conversation.Id, Lately)) return turn.Talk;
        return speak.Say(turn, TextKeys.NotUnderstood);
    }

    /// <summary>A person will answer here, or a call is offered where nobody is there. What was begun waits for its end.</summary>
    public Settlement Human(Turn turn, string reason)
    {
        if (turn.State is { IsOpen: true } state) turn.State = state with { Aside = "", Fails = 0, Options = state.Aside.Length > 0 ? [] : state.Options };
        person.Run(turn.Unit, turn.Inquiry, new HandOverAsk(reason));
        return turn.Talk;
    }

    /// <summary>More about the complaint that was just told.</summary>
    private Settlement? More(Turn turn)
    {
        if (turn.State is not { IsOpen: true, Done: true, Form: Forms.Complaint } state || turn.Message.Text.Count(char.IsLetterOrDigit) < StorySlot.Shortest) return null;
        if (ComplaintStore.Get(turn.Unit, state.SubjectId) is not { } complaint) return null;
        ComplaintStore.Note(turn.Unit, Ids.New(turn.Unit.Now), complaint.Id, "customer", "repeat", turn.Message.Text);
        speak.Say(turn, TextKeys.ComplaintAdded, ("number", complaint.Number));
        return new Settlement("attached", turn.CustomerId, ComplaintId: complaint.Id);
    }
}
