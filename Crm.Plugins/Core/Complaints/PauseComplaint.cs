using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Complaints;

/// <summary>Waiting for the customer stops the clocks; the answer starts them again with what was left (K-01).</summary>
public sealed class PauseComplaint(Calendars calendars, Steps steps, PromiseOptions options)
{
    /// <summary>The complaint with its clocks stopped or started, as the step from one state to the other wants it.</summary>
    /// <exception cref="ProblemException">409 <c>too-many-pauses</c> at the fourth.</exception>
    public ComplaintRow Apply(Unit unit, ComplaintRow c, ComplaintState from, ComplaintState to) =>
        to == ComplaintState.WaitingCustomer ? Stop(unit, c, from)
        : from == ComplaintState.WaitingCustomer ? Start(unit, c)
        : c;

    private ComplaintRow Stop(Unit unit, ComplaintRow c, ComplaintState from)
    {
        if (!ComplaintPauses.MayPause(from, (int)c.Pauses))
            throw ProblemException.Conflict("too-many-pauses", $"A complaint waits for the customer {ComplaintPauses.Most} times at most; decide without the answer.");
        var calendar = calendars.Newest(unit, options.DeskCalendar).Calendar;
        var clocks = ComplaintClock.Of(c);
        var left = ComplaintPauses.Pause(Words.Parse<Severity>(c.Severity), unit.Now, clocks.PlanDue, clocks.ResolveDue, calendar);
        if (left.Plan is not null) Steps.Cancel(unit, c.Id, "plan");
        if (left.Resolve is not null) Steps.Cancel(unit, c.Id, "resolve");
        var plan = ComplaintPauses.Steps(unit.Now, calendar);
        for (var i = 0; i < plan.Reminders.Count; i++) steps.Add(unit, c.Id, $"{ComplaintClock.Remind}-{i + 1}", ComplaintClock.Kinds, plan.Reminders[i]);
        steps.Add(unit, c.Id, ComplaintClock.CloseUnanswered, ComplaintClock.Kinds, plan.CloseAt);
        return c with { Pauses = c.Pauses + 1, PlanLeft = Ms(left.Plan), ResolveLeft = Ms(left.Resolve) };
    }

    private ComplaintRow Start(Unit unit, ComplaintRow c)
    {
        var calendar = calendars.Newest(unit, options.DeskCalendar).Calendar;
        var severity = Words.Parse<Severity>(c.Severity);
        foreach (var step in new[] { $"{ComplaintClock.Remind}-1", $"{ComplaintClock.Remind}-2", ComplaintClock.CloseUnanswered }) Steps.Cancel(unit, c.Id, step);
        var plan = ComplaintPauses.Resume(severity, Left(c.PlanLeft), unit.Now, calendar);
        var resolve = ComplaintPauses.Resume(severity, Left(c.ResolveLeft), unit.Now, calendar);
        if (plan is { } planDue) steps.Add(unit, c.Id, "plan", ComplaintClock.Kinds, planDue);
        if (resolve is { } resolveDue) steps.Add(unit, c.Id, "resolve", ComplaintClock.Kinds, resolveDue);
        return c with
        {
            PlanDue = plan?.ToUnixTimeMilliseconds() ?? c.PlanDue, ResolveDue = resolve?.ToUnixTimeMilliseconds() ?? c.ResolveDue, PlanLeft = 0, ResolveLeft = 0,
        };
    }

    private static TimeSpan? Left(long ms) => ms == 0 ? null : TimeSpan.FromMilliseconds(ms);

    private static long Ms(TimeSpan? left) => (long)(left?.TotalMilliseconds ?? 0);
}
