using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Complaints;

/// <summary>
/// When what is due on a complaint (section 6.2). S1 counts around the clock; the others count business time, carried
/// over closed hours. All are whole seconds, rounded up.
/// </summary>
/// <param name="PlanDue">Null for S4, which needs no plan.</param>
/// <param name="ResolveDue">Null for S1, which is followed daily instead.</param>
/// <param name="TrackEvery">Set for S1.</param>
public sealed record ComplaintClocks(
    DateTimeOffset AckDue, DateTimeOffset ContactDue, DateTimeOffset? PlanDue, DateTimeOffset? ResolveDue, TimeSpan? TrackEvery)
{
    /// <param name="share">0.5 after a reopening (K-07).</param>
    /// <exception cref="NoOpenTimeException">The calendar never opens and the severity is not S1.</exception>
    public static ComplaintClocks For(Severity severity, DateTimeOffset at, BusinessCalendar calendar, double share = 1)
    {
        return severity switch
        {
            Severity.S1 => new(Wall(TimeSpan.FromMinutes(5)), Wall(TimeSpan.FromMinutes(10)), Wall(TimeSpan.FromHours(2)), null, TimeSpan.FromDays(1)),
            Severity.S2 => new(Minutes(10), Minutes(30), Days(1), Days(3), null),
            Severity.S3 => new(Minutes(30), Minutes(240), Days(2), Days(7), null),
            _ => new(Minutes(60), Days(1), null, Days(10), null),
        };

        DateTimeOffset Wall(TimeSpan time) => WholeSeconds.Up(at + time * share);
        DateTimeOffset Minutes(int minutes) => Business(TimeSpan.FromMinutes(minutes));
        DateTimeOffset Days(int days) => Business(BusinessDay(calendar) * days);
        DateTimeOffset Business(TimeSpan time) => WholeSeconds.Up(calendar.Due(at, time * share, ClockMode.Carry).Due);
    }

    /// <summary>
    /// After another severity was set. Graver: the new clocks run from now, but nothing gets later than it was. Less
    /// grave: the new clocks as if it had been so from the beginning.
    /// </summary>
    public ComplaintClocks Changed(Severity from, Severity to, DateTimeOffset openedAt, DateTimeOffset now, BusinessCalendar calendar)
    {
        if (to >= from)
            return to == from ? this : For(to, openedAt, calendar);
        var graver = For(to, now, calendar);
        return graver with
        {
            AckDue = Earlier(AckDue, graver.AckDue),
            ContactDue = Earlier(ContactDue, graver.ContactDue),
            PlanDue = Earlier(PlanDue, graver.PlanDue),
            ResolveDue = graver.ResolveDue is null ? null : Earlier(ResolveDue, graver.ResolveDue),
        };
    }

    /// <summary>
    /// One business day as business time: the opening time of the calendar's longest usual day. Carried, that is the
    /// same time on the next business day wherever all days are alike.
    /// </summary>
    public static TimeSpan BusinessDay(BusinessCalendar calendar)
    {
        var definition = calendar.Definition;
        var days = definition.Weekly.Values.Concat(definition.OpenDates.Values);
        var minutes = days.Select(day => day.Sum(interval => interval.EndFromStartOfDay - interval.Start)).DefaultIfEmpty(0).Max();
        return minutes > 0 ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromDays(1);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
