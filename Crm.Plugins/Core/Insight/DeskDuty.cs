using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>
/// Who of the maker's people takes conversations now: an agent who has not gone off duty, neither at the desk nor as a
/// member of a channel.
/// </summary>
public static class DeskDuty
{
    private const string CountSql = """
        select count(*) as everybody, cast(coalesce(sum(case when coalesce(d.on_duty, 1) = 1 and not exists (
            select 1 from member m join staff_duty s on s.member_id = m.id where m.user_id = u.id and s.on_duty = 0) then 1 else 0 end), 0) as bigint) as there
        from user_account u left join desk_duty d on d.user_id = u.id
        where u.active = 1 and u.role = 'agent'
        """;

    /// <summary>How many; 1 where the maker keeps no agents here at all, since then nobody can be off duty.</summary>
    public static int Count(Unit unit) => unit.Read(CountSql, row => (Everybody: row.GetInt64(0), There: row.GetInt64(1)))[0] is var (everybody, there) && everybody == 0 ? 1 : (int)there;

    public static async Task<DeskCount> CountAsync(Database database) => await database.FirstAsync<DeskCount>(CountSql) ?? new DeskCount(0, 0);
}

/// <param name="Everybody">Agents who may sign in.</param>
/// <param name="There">Of them on duty.</param>
public sealed record DeskCount(long Everybody, long There);
