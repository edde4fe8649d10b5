using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Groups;

/// <summary>A customer group as stored. Strings are empty and instants 0 where unknown.</summary>
/// <param name="Owner">Our member who owns it, by the platform's id.</param>
/// <param name="MemberVersion">The platform's version of the member list when it was last read.</param>
public sealed record GroupRow(
    string Id, string Channel, string Account, string PlatformId, string Name, string Owner, string MemberVersion, long ReadAt, long DismissedAt);

/// <summary>One stay of somebody in a group.</summary>
internal sealed record StayRow(string Id, string MemberId, string CustomerId);

/// <summary>Who came and who went between what we knew and what the platform says now. No I/O.</summary>
internal sealed record GroupChanges(IReadOnlyList<GroupMember> Joined, IReadOnlyList<StayRow> Left, IReadOnlyList<(StayRow Stay, GroupMember Member)> Stayed)
{
    public static GroupChanges Between(IReadOnlyList<StayRow> known, IReadOnlyList<GroupMember> now)
    {
        var there = now.DistinctBy(member => member.Id).ToDictionary(member => member.Id);
        var before = known.ToDictionary(stay => stay.MemberId);
        return new GroupChanges(
            [.. there.Values.Where(member => !before.ContainsKey(member.Id))],
            [.. known.Where(stay => !there.ContainsKey(stay.MemberId))],
            [.. known.Where(stay => there.ContainsKey(stay.MemberId)).Select(stay => (stay, there[stay.MemberId]))]);
    }
}
