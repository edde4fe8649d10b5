using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>When to call back. Value: the instant, or <see cref="Asap"/>. What cannot be booked is moved when it is promised, and said.</summary>
public sealed class WhenSlot(Calendars calendars, PromiseOptions promises, CrmOptions options) : ISlot
{
    public const string Asap = "asap";
    private const int Offered = 3;

    public string Name => SlotNames.When;

    public bool Optional => true;

    public Prompt Ask(Turn turn)
    {
        var rules = SlotRules.Default;
        var desk = calendars.Newest(turn.Unit, promises.DeskCalendar).Calendar;
        var times = OpenTimes.After(desk, turn.Unit.Now + rules.Earliest, turn.Unit.Now, rules.Length, rules.Grid, Offered);
        return new Prompt(TextKeys.AskWhen,
        [
            new Option("when:asap", Texts.Format(turn.Locale, TextKeys.ChoiceAsap), Asap),
            .. times.Select(time => new Option($"when:{OpenTimes.Write(time)}", Show(turn, OpenTimes.Write(time)), OpenTimes.Write(time))),
        ]);
    }

    public Reading Read(Turn turn) => new(Heard(turn));

    public string? Heard(Turn turn) => turn.Said.RequestedTime?.At(turn.Unit.Now, options.DefaultTimeZone) is { } wish ? OpenTimes.Write(wish.From) : null;

    public string Show(Turn turn, string value) => value == Asap
        ? Texts.Format(turn.Locale, TextKeys.ChoiceAsap)
        : TimeWords.Say(OpenTimes.Read(value), options.DefaultTimeZone, turn.Unit.Now, turn.Locale);
}
