using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>
/// When they would like to come for the drive: an hour of open time of the lead's dealer, or of the desk while there is none,
/// on the quarter-hour grid. A wish that the call confirms. Value: the instant.
/// </summary>
public sealed class VisitSlot(Calendars calendars, PromiseOptions promises, CrmOptions options) : ISlot
{
    private static readonly TimeSpan Grid = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Length = TimeSpan.FromHours(1);
    private const int Offered = 4;

    public string Name => SlotNames.Visit;

    public bool Optional => true;

    public Prompt Ask(Turn turn) => Offer(turn, TextKeys.AskVisit, turn.Unit.Now + Length, null);

    public Reading Read(Turn turn)
    {
        if (turn.Said.RequestedTime?.At(turn.Unit.Now, options.DefaultTimeZone) is not { } wish) return default;
        var house = House(turn);
        if (wish.IsExact)
        {
            var start = OpenTimes.OnGrid(wish.From, house.TimeZone, Grid);
            return CanCome(turn, house, start) ? new Reading(OpenTimes.Write(start)) : new Reading(Again: Offer(turn, TextKeys.VisitClosed, start, null));
        }

        var within = Offer(turn, TextKeys.AskVisit, wish.From, wish.Until);
        return new Reading(Again: within.Options.Count > 1 ? within : Offer(turn, TextKeys.VisitClosed, wish.From, null));
    }

    public string? Heard(Turn turn)
    {
        if (turn.Said.RequestedTime?.At(turn.Unit.Now, options.DefaultTimeZone) is not { IsExact: true } wish) return null;
        var house = House(turn);
        var start = OpenTimes.OnGrid(wish.From, house.TimeZone, Grid);
        return CanCome(turn, house, start) ? OpenTimes.Write(start) : null;
    }

    public string Show(Turn turn, string value) => TimeWords.Say(OpenTimes.Read(value), options.DefaultTimeZone, turn.Unit.Now, turn.Locale);

    private static bool CanCome(Turn turn, BusinessCalendar house, DateTimeOffset start) =>
        start >= turn.Unit.Now + SlotRules.Default.Earliest && start <= turn.Unit.Now + SlotRules.Default.Latest && house.CheckSlot(start, Length).Accepted;

    private Prompt Offer(Turn turn, string key, DateTimeOffset from, DateTimeOffset? until)
    {
        var earliest = turn.Unit.Now + Length;
        var times = OpenTimes.After(House(turn), from > earliest ? from : earliest, turn.Unit.Now, Length, Grid, Offered, until);
        return new Prompt(key,
        [
            .. times.Select(time => new Option($"visit:{OpenTimes.Write(time)}", Show(turn, OpenTimes.Write(time)), OpenTimes.Write(time))),
            new Option("visit:skip", Texts.Format(turn.Locale, TextKeys.ChoiceOnTheCall), ""),
        ]);
    }

    private BusinessCalendar House(Turn turn)
    {
        var dealer = turn.State is { SubjectId.Length: > 0 } state && Forms.IsWish(state.Form) && LeadStore.Get(turn.Unit, state.SubjectId) is { DealerId.Length: > 0 } lead
            ? DealerStore.Get(turn.Unit, lead.DealerId) : null;
        return calendars.Newest(turn.Unit, dealer?.CalendarId ?? promises.DeskCalendar).Calendar;
    }
}
