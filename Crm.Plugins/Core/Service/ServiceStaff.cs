using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>Which members take sessions, as the platform last told.</summary>
internal static class ServiceStaff
{
    private const string SaveSql = """
        insert into service_staff (channel, account, service_account, member_id, available, at)
        values (@channel, @account, @service_account, @member_id, @available, @at)
        on conflict (channel, account, service_account, member_id) do update set available = @available, at = @at
        where service_staff.at <= @at
        """;

    private const string RefusedSql = "update service_staff set available = 0, at = @at where channel = @channel and member_id = @member and at <= @at";

    private const string OthersSql = """
        select s.member_id,
            (select count(*) from service_session v where v.state = 'agent' and v.owner_kind = 'member' and v.channel = s.channel and v.owner_id = s.member_id) as busy
        from service_staff s
        join service_staff r on r.channel = s.channel and r.account = s.account and r.service_account = s.service_account and r.member_id = @member
        where s.channel = @channel and s.available = 1 and s.member_id <> @member
        order by busy, s.member_id
        """;

    public static void Save(Unit unit, string channel, string account, string serviceAccount, string member, bool available, long at) => unit.Add(SaveSql,
        ("channel", channel), ("account", account), ("service_account", serviceAccount), ("member_id", member), ("available", available ? 1L : 0L), ("at", at));

    /// <summary>The platform has just said that this member takes nothing.</summary>
    public static void Refused(Unit unit, string channel, string member) => unit.Add(RefusedSql, ("at", unit.NowMs), ("channel", channel), ("member", member));

    /// <summary>Available members who serve where this one does and have not been tried, whoever has least to do first; null where there is none.</summary>
    public static string? Instead(Unit unit, string channel, string member, IReadOnlyCollection<string> tried) =>
        unit.Read(OthersSql, row => row.GetString(0), ("channel", channel), ("member", member)).FirstOrDefault(other => !tried.Contains(other));
}
