namespace Crm.Plugins.Core.Leads;

/// <summary>How often an open lead is touched, and when silence becomes somebody else's business (section 2.2).</summary>
/// <param name="Every">Calendar time between touches; null = none.</param>
/// <param name="StaleAfter">No activity for so long escalates, or closes where <see cref="ClosesWhenStale"/>.</param>
/// <param name="ReachedWithin">Business time to the first talk with the customer; null = no such clock.</param>
public sealed record FollowUpClocks(TimeSpan? Every, TimeSpan StaleAfter, bool ClosesWhenStale, TimeSpan? ReachedWithin)
{
    /// <summary>Hot every second day, warm weekly, cold not at all.</summary>
    public static FollowUpClocks For(Temperature temperature) => temperature switch
    {
        Temperature.Hot => new(TimeSpan.FromDays(2), TimeSpan.FromDays(3), false, TimeSpan.FromHours(24)),
        Temperature.Warm => new(TimeSpan.FromDays(7), TimeSpan.FromDays(14), false, TimeSpan.FromHours(48)),
        _ => new(null, TimeSpan.FromDays(90), true, null),
    };

    /// <summary>When the next touch is due, counted from the last activity; null for cold leads.</summary>
    public DateTimeOffset? NextTouch(DateTimeOffset lastActivity) => Every is { } every ? lastActivity + every : null;
}
