using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Links.Transfers;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>The codes a member serves move with them when they hand over (spec/lessons.md 29).</summary>
public sealed class WayDuties(KeepWay keep) : IMemberDuties
{
    private const string Kind = "contact-way";

    public IReadOnlyList<MemberDuty> Of(Unit unit, MemberRow member) =>
        [.. Absences.WaysOf(unit, member.Channel, member.Account, member.MemberId).Select(way => new MemberDuty(Kind, way.Id, way.Name))];

    public void Replace(Unit unit, MemberRow from, MemberRow to)
    {
        foreach (var way in Absences.WaysOf(unit, from.Channel, from.Account, from.MemberId))
        {
            ContactWayStore.Change(unit, way with { Plan = PlanJson.Write(way.Shifts.Replaced(from.MemberId, to.MemberId)) });
            keep.Run(unit, way.Id);
        }
    }
}
