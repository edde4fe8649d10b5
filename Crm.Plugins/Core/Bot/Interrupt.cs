using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>Commands: they count only as the whole message, in any language, so that "I can't cancel my order" is none.</summary>
public sealed class Interrupt(RunForm forms, ShowStatus status, SmallTalk talk, Speak speak)
{
    private static readonly string[] Menu = [Forms.TestDrive, Forms.Lead, Forms.Callback, Forms.Complaint, Forms.Status];

    /// <summary>Null where the message is no command.</summary>
    public Settlement? Run(Turn turn)
    {
        if ((turn.Chosen?.Id ?? turn.Message.ChoiceId) is { } choice && choice.StartsWith(Go, StringComparison.Ordinal)) return Begin(turn, choice[Go.Length..]);
        // Pressed once more after it was saved: nothing is saved twice, and the same time is told.
        if (turn.Chosen is null && turn.Message.ChoiceId == Forms.Confirm) return status.Run(turn);
        var state = turn.State is { IsOpen: true } open ? open : null;
        if (Aside(turn, state) is { } beside) return beside;
        if (turn.Chosen is not null) return null;
        if (turn.Plain.Length == 0) return null;
        if (Languages.All.FirstOrDefault(language => PlainWords.IsOne(turn.Plain, language.Names)) is { } language) return Speaks(turn, language, state);
        if (turn.Commands("help")) return state is null ? ShowMenu(turn, TextKeys.Help) : forms.Again(turn, TextKeys.HelpForm);
        if (turn.Commands("menu")) return ShowMenu(turn, TextKeys.Help);
        if (turn.Commands("human")) return talk.Human(turn, "user-asked");
        if (turn.Commands("my-service")) return status.MyService(turn);
        if (state is not null && turn.Commands("cancel")) return Cancel(turn, state);
        if (state is { Guided: true, Done: false } && turn.Commands("restart")) return Restart(turn, state);
        if (turn.Commands("restart")) return ShowMenu(turn, TextKeys.Help);
        if (turn.State is { Aside: Asides.Parked } parked && turn.Commands("resume")) return forms.Begin(turn, parked.Form);
        if (state is not null && turn.Commands("resume")) return forms.Again(turn, TextKeys.DraftResumed);
        if (state is not null && forms.MaySkip(state) && turn.Commands("skip")) return forms.Take(turn, state.Slot, state.Slot == SlotNames.Photos ? "done" : "");
        // A story may begin with the words that begin its form.
        var form = Languages.All.SelectMany(l => l.Begin).FirstOrDefault(pair => PlainWords.IsOne(turn.Plain, pair.Value)).Key;
        return form is null || (state is not null && state.Form == form && state.Slot == SlotNames.Story) ? null : Begin(turn, form);
    }

    private const string Go = "go:";

    private Settlement Begin(Turn turn, string form) => form switch
    {
        Forms.Status => status.Run(turn),
        "human" => talk.Human(turn, "user-asked"),
        _ when Forms.All.ContainsKey(form) => forms.Begin(turn, form),
        _ => ShowMenu(turn, TextKeys.Help),
    };

    private Settlement? Aside(Turn turn, BotState? state)
    {
        var choice = turn.Chosen?.Id is { } id && id.StartsWith("aside:", StringComparison.Ordinal) ? turn.Chosen.Value
            : state?.Aside == Asides.Stuck && turn.Commands("yes") && !turn.Said.ConsentInWords ? "human"
            : state?.Aside != Asides.Cancel ? null
            : turn.Commands("yes") || turn.Commands("cancel") ? "discard"
            : turn.Commands("no") || turn.Commands("resume") ? "back"
            : null;
        switch (choice)
        {
            case "discard":
                turn.End();
                return speak.Say(turn, TextKeys.Cancelled);
            case "later":
                turn.State = state! with { Aside = Asides.Parked, Options = [], Question = "" };
                return speak.Say(turn, TextKeys.DraftParked);
            case "back":
                return forms.Again(turn, TextKeys.DraftResumed);
            case "skip":
                return forms.Take(turn, state!.Slot, "");
            case "human":
                return talk.Human(turn, "bot-failed");
            default:
                return null;
        }
    }

    /// <summary>Asks first only where something would be lost.</summary>
    private Settlement Cancel(Turn turn, BotState state)
    {
        if (!state.Guided || state.Done || state.Answers == 0)
        {
            turn.End();
            return speak.Say(turn, TextKeys.Cancelled);
        }

        turn.State = state with
        {
            Aside = Asides.Cancel,
            Options =
            [
                new Option("aside:discard", Texts.Format(turn.Locale, TextKeys.ChoiceDiscard), "discard"),
                new Option("aside:later", Texts.Format(turn.Locale, TextKeys.ChoiceKeep), "later"),
                new Option("aside:back", Texts.Format(turn.Locale, TextKeys.ChoiceGoOn), "back"),
            ],
        };
        return speak.Say(turn, TextKeys.CancelAsk, turn.State.Options, null);
    }

    private Settlement Restart(Turn turn, BotState state)
    {
        turn.State = null;
        return forms.Begin(turn, state.Form);
    }

    private Settlement Speaks(Turn turn, Language language, BotState? state)
    {
        Conversations.SetLocale(turn.Unit, turn.Conversation.Id, language.Locale);
        turn.Inquiry = turn.Inquiry with
        {
            Audience = turn.Inquiry.Audience with { Locale = language.Locale, Conversation = turn.Conversation with { Locale = language.Locale } },
        };
        if (state is null || state.Done) return ShowMenu(turn, TextKeys.LanguageSet);
        // Questions of the short way are kept as they were said; the new language says them anew.
        if (!state.Guided) turn.State = state with { Question = Texts.Format(language.Locale, state.Slot == SlotNames.Consent ? TextKeys.AskConsent : state.Slot == SlotNames.Phone ? TextKeys.AskPhone : TextKeys.AskPhoneConsent) };
        return forms.Again(turn, TextKeys.LanguageSet);
    }

    private Settlement ShowMenu(Turn turn, string key)
    {
        var options = Menu.Select(form => new Option(Go + form, Texts.Format(turn.Locale, form == Forms.Lead ? TextKeys.ChoicePrice : $"choice-{form}"), form))
            .Append(new Option($"{Go}human", Texts.Format(turn.Locale, TextKeys.ChoiceHuman), "human")).ToList();
        turn.Offer(options);
        return speak.Say(turn, key, options, null);
    }
}
