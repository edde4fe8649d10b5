using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>The same hours on some days of the week, and who serves then.</summary>
public sealed record Shift(IReadOnlyList<DayOfWeek> Days, OpenInterval Hours, IReadOnlyList<string> Members);

/// <summary>Who serves a contact way when. Shifts are read on the wall clock of the dealer's zone.</summary>
/// <param name="Always">On shift at any time.</param>
/// <param name="Backup">Serve when nobody else can.</param>
/// <param name="DailyCap">New contacts of one member a day; 0 = no limit.</param>
public sealed record ShiftPlan(
    string TimeZone, IReadOnlyList<string> Always, IReadOnlyList<Shift> Shifts, IReadOnlyList<string> Backup, long DailyCap)
{
    /// <summary>The platform takes no more.</summary>
    public const int MostMembers = 100;

    public IEnumerable<string> Everybody => Always.Concat(Shifts.SelectMany(shift => shift.Members)).Concat(Backup).Distinct();

    public IReadOnlyList<string> OnShift(DateTimeOffset at) =>
        [.. Always.Concat(Shifts.Where(shift => Spans(shift, at).Any(span => span.From <= at && at < span.To)).SelectMany(shift => shift.Members)).Distinct()];

    /// <summary>Whether a shift runs; null where there are none to say so.</summary>
    public bool? InHours(DateTimeOffset at) =>
        Shifts.Count == 0 ? null : Shifts.Any(shift => Spans(shift, at).Any(span => span.From <= at && at < span.To));

    /// <summary>The next instant at which a shift begins or ends; null where none ever does.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at)
    {
        var edges = Shifts.SelectMany(shift => Spans(shift, at)).SelectMany(span => new[] { span.From, span.To }).Where(edge => edge > at);
        return edges.Order().Select(edge => (DateTimeOffset?)edge).FirstOrDefault();
    }

    /// <summary>
    /// Whom the code leads to now. Somebody always serves while anybody is there: a full adviser before a customer who
    /// reaches nobody.
    /// </summary>
    public IReadOnlyList<string> Serving(DateTimeOffset at, bool expired, IReadOnlySet<string> full, IReadOnlySet<string> gone)
    {
        var there = expired ? [] : Without(OnShift(at), gone);
        IReadOnlyList<string>[] choices = [Without(there, full), Without(Backup, gone), there, Without(Everybody, gone)];
        return [.. (choices.FirstOrDefault(choice => choice.Count > 0) ?? []).Take(MostMembers)];
    }

    /// <summary>The same plan with another in a member's place.</summary>
    public ShiftPlan Replaced(string member, string by)
    {
        return this with { Always = Swap(Always), Shifts = [.. Shifts.Select(shift => shift with { Members = Swap(shift.Members) })], Backup = Swap(Backup) };

        IReadOnlyList<string> Swap(IReadOnlyList<string> members) => [.. members.Select(one => one == member ? by : one).Distinct()];
    }

    /// <summary>The day on the plan's wall clock, as a cap counts it.</summary>
    public string Day(DateTimeOffset at) => LocalTimes.At(at, TimeZone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public DateTimeOffset NextMidnight(DateTimeOffset at) => LocalTimes.Resolve(LocalTimes.At(at, TimeZone).Date.AddDays(1), TimeZone).Instant;

    private static List<string> Without(IEnumerable<string> members, IReadOnlySet<string> others) => [.. members.Where(member => !others.Contains(member))];

    /// <summary>The shift's hours from yesterday, whose night may last until now, to this day next week.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Spans(Shift shift, DateTimeOffset at)
    {
        var today = LocalTimes.At(at, TimeZone).Date;
        for (var i = -1; i <= 8; i++)
        {
            var day = today.AddDays(i);
            if (!shift.Days.Contains(day.DayOfWeek)) continue;
            yield return (Instant(day, shift.Hours.Start), Instant(day, shift.Hours.EndFromStartOfDay));
        }
    }

    private DateTimeOffset Instant(DateTime day, int minute) => LocalTimes.Resolve(day.AddMinutes(minute), TimeZone).Instant;
}
