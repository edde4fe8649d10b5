using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Complaints;

/// <summary>What was left of the clocks when they stopped; null = already met, overdue by then, or no such clock.</summary>
public sealed record PausedClocks(TimeSpan? Plan, TimeSpan? Resolve);

/// <param name="Reminders">To the customer.</param>
/// <param name="CloseAt">Then the complaint is closed with a notice.</param>
public sealed record PauseSteps(IReadOnlyList<DateTimeOffset> Reminders, DateTimeOffset CloseAt);

/// <summary>
/// Pauses (K-01): only while waiting for the customer, three at most, five business days each. The clocks stop with
/// what is left and go on with the same, so nothing escalates the moment the customer answers.
/// </summary>
public static class ComplaintPauses
{
    public const int Most = 3;

    public static bool MayPause(ComplaintState state, int pausesBefore) =>
        pausesBefore < Most && ComplaintStates.Allows(state, ComplaintState.WaitingCustomer);

    /// <summary>What is left when the clocks stop. An overdue clock has nothing to stop.</summary>
    /// <param name="planDue">Null once the plan is made.</param>
    public static PausedClocks Pause(Severity severity, DateTimeOffset at, DateTimeOffset? planDue, DateTimeOffset? resolveDue, BusinessCalendar calendar)
    {
        return new PausedClocks(Left(planDue), Left(resolveDue));

        TimeSpan? Left(DateTimeOffset? due) =>
            due is null || due <= at ? null : severity == Severity.S1 ? due - at : calendar.Elapsed(at, due.Value);
    }

    /// <summary>When a stopped clock is due after it goes on; null stays null.</summary>
    public static DateTimeOffset? Resume(Severity severity, TimeSpan? left, DateTimeOffset at, BusinessCalendar calendar) =>
        left is not { } time ? null
        : WholeSeconds.Up(severity == Severity.S1 ? at + time : calendar.Due(at, time, ClockMode.Carry).Due);

    /// <summary>Reminders after two and four business days, the end after five.</summary>
    public static PauseSteps Steps(DateTimeOffset pausedAt, BusinessCalendar calendar)
    {
        var day = ComplaintClocks.BusinessDay(calendar);
        return new PauseSteps([After(2), After(4)], After(5));

        DateTimeOffset After(int days) => WholeSeconds.Up(calendar.Due(pausedAt, day * days, ClockMode.Carry).Due);
    }
}
