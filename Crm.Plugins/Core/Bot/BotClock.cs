using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Bot;

/// <summary>Somebody left in the middle of a form: reminded once, and wiped after a day.</summary>
public sealed class BotClock(BotStates states, Tell tell) : IStepHandler
{
    /// <summary>Some channels let us say five things between two words of the customer; the last two are for promises.</summary>
    private const int MostSaid = 3;

    private static readonly Dictionary<string, string> NoValues = [];

    public string Kind => BotStates.StepKind;

    public void Handle(Unit unit, StepRow step)
    {
        var id = step.SubjectId[(step.SubjectId.IndexOf(':', StringComparison.Ordinal) + 1)..];
        // Reading wipes what is too old.
        if (states.Load(unit, id) is not { } state || step.Step == BotStates.ExpireStep) return;
        if (state is not { IsOpen: true, Done: false, Reminded: false, Question.Length: > 0 } || Conversations.ById(unit, id) is not { } conversation) return;
        if (SessionStore.Find(unit, id) is { Is: SessionState.Waiting or SessionState.Agent } || Conversations.SaidSinceHeard(unit, id) >= MostSaid) return;
        // Without a number: a reminder is worth no text message.
        tell.Notice(unit, new Audience(conversation.CustomerId, conversation, null, conversation.Locale), TextKeys.DraftReminder, NoValues,
            effectKey: $"{id}:remind:{state.AskedAt}", choices: Speak.Shown(state.Options), more: state.Question);
        states.Save(unit, id, state, state with { Reminded = true });
    }
}
