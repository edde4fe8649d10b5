using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Callbacks;

/// <param name="Asap">The usual window can be kept.</param>
/// <param name="From">Where the window may honestly start: the request itself, or later.</param>
/// <param name="Wait">Predicted business time until somebody is free.</param>
public sealed record Admitted(bool Asap, DateTimeOffset From, TimeSpan Wait);

/// <summary>Whether "at once" can be kept (C-14). It is never refused, only moved to a later, honest time (DECISIONS 12).</summary>
public static class Admission
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(8);

    /// <param name="agents">On shift; null = no capacity is configured, so there is no limit.</param>
    /// <param name="handling">Average time per call; null = 8 minutes.</param>
    /// <param name="window">Business time we would promise.</param>
    /// <exception cref="NoOpenTimeException">The calendar never opens.</exception>
    public static Admitted Offer(
        int queueLength, int? agents, TimeSpan? handling, TimeSpan window, DateTimeOffset now, BusinessCalendar calendar)
    {
        if (agents is not { } able)
            return new Admitted(true, now, TimeSpan.Zero);
        // Nobody on shift: as if one came.
        var wait = (handling ?? Usual) * queueLength / Math.Max(1, able);
        return able > 0 && wait <= window
            ? new Admitted(true, now, wait)
            : new Admitted(false, calendar.Due(now, wait > window ? wait : window, ClockMode.Carry).Due, wait);
    }
}
