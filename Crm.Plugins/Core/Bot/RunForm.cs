using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>
/// Goes through a form one question at a time: what was said without being asked is taken too, what is known is skipped, and
/// where several things were asked they are shown before they are saved.
/// </summary>
public sealed class RunForm(IEnumerable<ISlot> slots, FinishForm finish, Speak speak)
{
    private const int Patience = 3;
    private readonly Dictionary<string, ISlot> _slots = slots.ToDictionary(slot => slot.Name);

    /// <summary>A choice that was offered, or free words where those were asked for. Null where it is none of them.</summary>
    public Settlement? Answer(Turn turn)
    {
        if (turn.State is not { } state || !Runs(state)) return null;
        if (state.Slot == Forms.Confirm) return Confirming(turn, state);
        if (turn.Chosen is { } chosen && chosen.Id.StartsWith($"{state.Slot}:", StringComparison.Ordinal))
            return IsOver(turn, state.Slot, chosen.Value) ? speak.Ask(turn, _slots[state.Slot].Ask(turn)) : Take(turn, state.Slot, chosen.Value);
        var isStory = state.Slot == SlotNames.Story && (turn.Said.Has(IntentNames.Complaint) || !turn.Said.WantsHuman);
        return isStory ? Fill(turn) : null;
    }

    /// <summary>Words that hold what is asked, or something else the form wants. Null where they do not.</summary>
    public Settlement? Fill(Turn turn)
    {
        if (turn.State is not { } state || !Runs(state)) return null;
        var slot = _slots.GetValueOrDefault(state.Slot);
        var reading = slot?.Read(turn) ?? default;
        var heard = Forms.All[state.Form].Slots.Where(name => name != state.Slot && !(state.Done && name == SlotNames.Story))
            .Select(name => (Name: name, Value: _slots[name].Heard(turn))).Where(pair => pair.Value is not null && pair.Value != state.Value(pair.Name)).ToList();
        foreach (var (name, value) in heard) turn.State = turn.State.With(name, value!);
        if (reading.Value is { } answer) return Take(turn, state.Slot, answer);
        if (reading.Again is { } narrower) return speak.Ask(turn, narrower);
        if (heard.Count > 0) return state.Done ? finish.Add(turn, heard[0].Name, heard[0].Value!) ?? Next(turn) : Next(turn);
        return reading.Wrong is { } wrong ? Retry(turn, wrong) : null;
    }

    /// <summary>A wish said while a form about one is open: the adviser answers it, the form goes on.</summary>
    public Settlement? Beside(Turn turn) => turn.State is { IsOpen: true, Guided: true, Done: false } state && Forms.IsWish(state.Form)
        ? Again(turn, TextKeys.Noted)
        : null;

    /// <summary>Begins a form question by question, with what is known already.</summary>
    public Settlement Begin(Turn turn, string form)
    {
        if (turn.State is { } parked && Draft(parked, form) is { } draft)
        {
            turn.State = draft with { Aside = "", Version = parked.Version };
            return Next(turn, TextKeys.DraftResumed);
        }

        turn.Begin(new BotState { Form = form, Guided = true });
        finish.Open(turn);
        foreach (var name in Forms.All[form].Slots)
            if (_slots[name].Heard(turn) is { } value) turn.State = turn.State!.With(name, value);
        return Next(turn);
    }

    /// <summary>The next question, or the last look, or the end.</summary>
    public Settlement Next(Turn turn, string? head = null)
    {
        var state = turn.State!;
        var form = Forms.All[state.Form];
        if (form.Slots.FirstOrDefault(name => state.Value(name) is null && !state.Skipped.Contains(name)) is { } open)
        {
            turn.State = state with { Slot = open, Fails = 0, Aside = "", Reminded = false };
            return speak.Ask(turn, _slots[open].Ask(turn), head);
        }

        return state.Answers < 2 ? finish.Run(turn) : Summary(turn, head);
    }

    /// <summary>Puts the open question once more, with a sentence before it.</summary>
    public Settlement Again(Turn turn, string head)
    {
        var state = turn.State! with { Aside = "" };
        turn.State = state;
        if (state.Slot == Forms.Confirm) return Summary(turn, head);
        return _slots.TryGetValue(state.Slot, out var slot) && Runs(state)
            ? speak.Ask(turn, slot.Ask(turn), head)
            : speak.Say(turn, head, state.Options, state.Question);
    }

    /// <summary>No answer: says what is wrong with it, and after the third a person is offered, or to leave it open.</summary>
    /// <param name="wrong">Key of what is wrong; null where it was not understood at all.</param>
    public Settlement Retry(Turn turn, string? wrong = null)
    {
        var state = turn.State! with { Fails = turn.State!.Fails + 1 };
        turn.State = state;
        if (state.Fails < Patience) return wrong is null ? speak.Say(turn, TextKeys.Retry, state.Options, state.Question) : speak.Say(turn, wrong, state.Options, null);
        var optional = _slots.TryGetValue(state.Slot, out var slot) && slot.Optional;
        turn.State = state with
        {
            Aside = Asides.Stuck,
            Options =
            [
                new Option("aside:human", Texts.Format(turn.Locale, TextKeys.ChoiceHuman), "human"),
                optional ? new Option("aside:skip", Texts.Format(turn.Locale, TextKeys.ChoiceSkip), "skip") : new Option("aside:discard", Texts.Format(turn.Locale, TextKeys.ChoiceStop), "discard"),
            ],
        };
        return speak.Say(turn, TextKeys.Stuck, turn.State.Options, null);
    }

    /// <summary>Takes the value of a slot; empty leaves it open.</summary>
    public Settlement Take(Turn turn, string slot, string value)
    {
        turn.State = value.Length == 0
            ? turn.State! with { Skipped = [.. turn.State!.Skipped, slot], Fails = 0, Aside = "" }
            : turn.State!.With(slot, value);
        if (slot == SlotNames.Story) return finish.Run(turn);
        return turn.State.Done ? finish.Add(turn, slot, value) ?? Next(turn) : Next(turn);
    }

    public bool MaySkip(BotState state) => Runs(state) && _slots.TryGetValue(state.Slot, out var slot) && slot.Optional;

    public string? Heard(Turn turn, string slot) => _slots[slot].Heard(turn);

    /// <summary>Goes along with a promise for a test drive: asks when they would like to come, or says that it was heard.</summary>
    public string VisitTail(Turn turn, string? visit) => visit is null
        ? Texts.Format(turn.Locale, TextKeys.AskVisitTail)
        : Texts.Format(turn.Locale, TextKeys.VisitHeard, ("slot", _slots[SlotNames.Visit].Show(turn, visit)));

    /// <summary>A question that only adds to what is saved stays open; nobody is reminded of it.</summary>
    public static void LeaveOpen(Turn turn, string form, string slot, string subjectId) =>
        turn.Begin(new BotState
        {
            Form = form, Slot = slot, Done = true, SubjectId = subjectId, AskedAt = turn.Unit.NowMs,
            Skipped = [.. Forms.All[form].Slots.TakeWhile(name => name != slot)],
        });

    private Settlement Summary(Turn turn, string? head)
    {
        var state = turn.State!;
        var filled = Forms.All[state.Form].Slots.Where(name => state.Value(name) is not null).ToList();
        string Label(string name) => Texts.Format(turn.Locale, $"slot-{name}");
        var items = string.Join('\n', filled.Select(name => $"{Label(name)}: {_slots[name].Show(turn, state.Value(name)!)}"));
        turn.State = state with { Slot = Forms.Confirm, Aside = "" };
        return speak.Ask(turn, new Prompt(TextKeys.Summary,
        [
            new Option(Forms.Confirm, Texts.Format(turn.Locale, TextKeys.ChoiceConfirm), ""),
            .. filled.Select(name => new Option($"edit:{name}", Texts.Format(turn.Locale, TextKeys.ChoiceChange, ("what", Label(name))), name)),
        ], new Dictionary<string, string> { ["items"] = items }), head);
    }

    private Settlement? Confirming(Turn turn, BotState state)
    {
        if (turn.Chosen is { Id: Forms.Confirm } || (turn.Chosen is null && turn.Commands("yes"))) return finish.Run(turn);
        if (turn.Chosen is not { } chosen || !chosen.Id.StartsWith("edit:", StringComparison.Ordinal)) return null;
        turn.State = state.Without(chosen.Value) with { Slot = chosen.Value, Fails = 0 };
        return speak.Ask(turn, _slots[chosen.Value].Ask(turn));
    }

    /// <summary>Whether the form goes through its questions here; the short way asks for its one thing elsewhere.</summary>
    private static bool Runs(BotState state) => state.IsOpen && (state.Guided || state.Done) && Forms.All.ContainsKey(state.Form);

    /// <summary>A time that was offered yesterday.</summary>
    private static bool IsOver(Turn turn, string slot, string value) => slot == SlotNames.Visit && value.Length > 0 && OpenTimes.Read(value) <= turn.Unit.Now;

    private static BotState? Draft(BotState state, string form) =>
        state.Form == form && state is { Guided: true, Done: false } ? state
        : state.Draft is { } draft && draft.Form == form ? draft
        : null;
}
