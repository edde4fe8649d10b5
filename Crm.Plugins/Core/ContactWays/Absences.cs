using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>Members who can take no customers any more: their codes lead to others until they are back.</summary>
public sealed class Absences(KeepWay keep)
{
    private const string OfSql = "select member from contact_way_absence where channel = @channel and account = @account";

    private const string LeftSql = """
        insert into contact_way_absence (channel, account, member, since) values (@channel, @account, @member, @now) on conflict do nothing
        """;

    private const string BackSql = "delete from contact_way_absence where channel = @channel and account = @account and member = @member";

    public static HashSet<string> Of(Unit unit, string channel, string account) =>
        [.. unit.Read(OfSql, row => row.GetString(0), ("channel", channel), ("account", account))];

    /// <summary>Takes a member out of every code of the account at once; returns how many codes name them.</summary>
    public int Left(Unit unit, string channel, string account, string member)
    {
        unit.Add(LeftSql, ("channel", channel), ("account", account), ("member", member), ("now", unit.NowMs));
        return Keep(unit, channel, account, member);
    }

    public int Back(Unit unit, string channel, string account, string member)
    {
        unit.Add(BackSql, ("channel", channel), ("account", account), ("member", member));
        return Keep(unit, channel, account, member);
    }

    /// <summary>The codes that name a member, for a preview of what moves when they leave (spec/lessons.md 29).</summary>
    public static IReadOnlyList<ContactWayRow> WaysOf(Unit unit, string channel, string account, string member) =>
        [.. ContactWayStore.OfAccount(unit, channel, account).Where(way => way.Shifts.Everybody.Contains(member))];

    /// <summary>What the platform says of who may have customers.</summary>
    internal void Compare(Unit unit, string channel, string account, IReadOnlySet<string> there)
    {
        var gone = Of(unit, channel, account);
        var named = ContactWayStore.OfAccount(unit, channel, account).SelectMany(way => way.Shifts.Everybody).ToHashSet();
        foreach (var member in named.Where(member => !there.Contains(member) && !gone.Contains(member))) Left(unit, channel, account, member);
        foreach (var member in gone.Where(there.Contains)) Back(unit, channel, account, member);
    }

    private int Keep(Unit unit, string channel, string account, string member)
    {
        var ways = WaysOf(unit, channel, account, member);
        foreach (var way in ways) keep.Run(unit, way.Id);
        return ways.Count;
    }
}
