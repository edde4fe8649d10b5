namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>How business minutes are counted.</summary>
public enum ClockMode
{
    /// <summary>Minutes may go on in the next interval: internal clocks.</summary>
    Carry,
    /// <summary>The whole time lies in one interval: promises to customers (C-01).</summary>
    Fit,
}

/// <summary>When something is due. Both instants are UTC.</summary>
/// <param name="Start">When counting starts: the request, or a later opening.</param>
/// <param name="Due">The last instant that is still in time.</param>
/// <param name="Warnings"><c>calendar_year_missing:2027</c> where a year's holidays are not known yet.</param>
public sealed record DueTime(DateTimeOffset Start, DateTimeOffset Due, IReadOnlyList<string> Warnings);

/// <summary>Whether a slot lies wholly in open time.</summary>
/// <param name="Reason"><c>outside_hours</c> or <c>holiday</c>; null if accepted.</param>
public sealed record SlotCheck(bool Accepted, string? Reason, IReadOnlyList<string> Warnings)
{
    public const string OutsideHours = "outside_hours";
    public const string Holiday = "holiday";
}

/// <summary>The calendar has not enough open time within <see cref="BusinessCalendar.HorizonDays"/> days.</summary>
public sealed class NoOpenTimeException(DateTimeOffset from)
    : InvalidOperationException($"The calendar has not enough open time within {BusinessCalendar.HorizonDays} days of {from:O}; check its weekly hours and closed dates.")
{
    public DateTimeOffset From { get; } = from;
}
