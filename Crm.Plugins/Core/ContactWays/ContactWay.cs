namespace Crm.Plugins.Core.ContactWays;

/// <summary>A code to scan, as stored. Strings are empty and instants 0 where unknown.</summary>
/// <param name="State">What comes back with every scan, see <see cref="WayState"/>.</param>
/// <param name="Plan">JSON, see <see cref="PlanInput"/>.</param>
/// <param name="Welcome">JSON, the texts as they were written, see <see cref="WelcomeInput"/>.</param>
/// <param name="Wanted">The last request made of the platform; empty = it must be made again.</param>
/// <param name="Asked">When it was made, while its answer is awaited: there is never a second one beside it.</param>
/// <param name="LookSince">A request since then may have made the code without our knowing.</param>
public sealed record ContactWayRow(
    string Id, string Name, string DealerId, string Campaign, string AdviserGroup, string Channel, string Account, string State, long CreatesLead,
    long SkipVerify, string TimeZone, string Plan, string Welcome, long ExpiresAt, string Status, string Fault, string PlatformId, string Url,
    string PictureId, string Wanted, long Asked, long Revision, long LookSince, long CreatedAt, long Version)
{
    public ShiftPlan Shifts => PlanJson.Plan(Plan, TimeZone);

    public bool IsRemoved => Status == WayStatus.Removed;

    public bool IsExpired(DateTimeOffset at) => ExpiresAt > 0 && ExpiresAt <= at.ToUnixTimeMilliseconds();

    /// <summary>What a reader should know first.</summary>
    public string StatusAt(DateTimeOffset at) =>
        IsRemoved ? WayStatus.Removed
        : Fault.Length > 0 ? WayStatus.Failed
        : PlatformId.Length == 0 ? WayStatus.Pending
        : IsExpired(at) ? WayStatus.Expired
        : WayStatus.Live;
}

public static class WayStatus
{
    public const string Pending = "pending";
    public const string Live = "live";
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Removed = "removed";

    public static readonly IReadOnlyList<string> All = [Pending, Live, Failed, Expired, Removed];
}
