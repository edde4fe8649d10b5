using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>A plan as people write it, in the API and in the store.</summary>
/// <param name="Members">On shift at any time.</param>
public sealed record PlanInput(
    IReadOnlyList<string>? Members, IReadOnlyList<ShiftInput>? Shifts, IReadOnlyList<string>? Backup, long? DailyCap);

/// <param name="Days"><c>mon</c> to <c>sun</c>.</param>
/// <param name="From"><c>09:00</c>; an end that is not after its start is on the next day.</param>
public sealed record ShiftInput(IReadOnlyList<string>? Days, string? From, string? To, IReadOnlyList<string>? Members);

internal static partial class PlanJson
{
    private const int MostShifts = 50;
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static PlanInput Read(string json) => JsonSerializer.Deserialize<PlanInput>(json, JsonSerializerOptions.Web)!;

    public static ShiftPlan Plan(string json, string timeZone) => Checked(Read(json), timeZone);

    /// <exception cref="ProblemException">Names the member that is wrong.</exception>
    public static ShiftPlan Checked(PlanInput input, string timeZone)
    {
        var shifts = (input.Shifts ?? []).Select(ReadShift).ToList();
        if (shifts.Count > MostShifts) throw ProblemException.Invalid("bad-shifts", $"shifts has at most {MostShifts} entries.");
        if (input.DailyCap is < 0 or > 100_000) throw ProblemException.Invalid("bad-daily-cap", "dailyCap is 0 (no limit) to 100000 new contacts of one member a day.");
        var plan = new ShiftPlan(timeZone, Members(input.Members), shifts, Members(input.Backup), input.DailyCap ?? 0);
        return plan.Everybody.Any() ? plan : throw ProblemException.Invalid("no-members", "Name at least one member: in members, in a shift, or as backup.");
    }

    public static string Write(ShiftPlan plan) => JsonSerializer.Serialize(Input(plan), JsonSerializerOptions.Web);

    public static PlanInput Input(ShiftPlan plan) => new(
        plan.Always,
        [.. plan.Shifts.Select(shift => new ShiftInput(
            [.. shift.Days.Select(day => Days[(int)day])], OpenInterval.Text(shift.Hours.Start), OpenInterval.Text(shift.Hours.End), shift.Members))],
        plan.Backup, plan.DailyCap);

    private static Shift ReadShift(ShiftInput shift)
    {
        var days = (shift.Days ?? []).Select(day => Array.IndexOf(Days, day.Trim().ToLowerInvariant())).Distinct().ToList();
        if (days.Count == 0 || days.Contains(-1)) throw ProblemException.Invalid("bad-shift-days", "days of a shift are mon, tue, wed, thu, fri, sat or sun.");
        if (!OpenInterval.TryParseMinute(shift.From, false, out var from) || !OpenInterval.TryParseMinute(shift.To, true, out var to))
            throw ProblemException.Invalid("bad-shift-hours", "from and to of a shift are times such as 09:00; to may be 24:00.");
        var members = Members(shift.Members);
        return members.Count > 0
            ? new Shift([.. days.Select(day => (DayOfWeek)day)], new OpenInterval(from, to), members)
            : throw ProblemException.Invalid("no-shift-members", "Every shift needs at least one member.");
    }

    /// <summary>Members are known by the platform's own id in lower case.</summary>
    private static List<string> Members(IReadOnlyList<string>? members)
    {
        var ids = (members ?? []).Select(member => member.Trim().ToLowerInvariant()).Distinct().ToList();
        if (ids.Count > ShiftPlan.MostMembers) throw ProblemException.Invalid("too-many-members", $"At most {ShiftPlan.MostMembers} members serve one code at a time.");
        return ids.TrueForAll(id => Member().IsMatch(id)) ? ids : throw ProblemException.Invalid("bad-member", "A member is named by the platform's user id: letters, digits, - _ . @, at most 64.");
    }

    [GeneratedRegex("^[a-z0-9._@-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Member();
}
