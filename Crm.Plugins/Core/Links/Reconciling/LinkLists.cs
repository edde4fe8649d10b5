using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Reconciling;

/// <summary>What a run must account for on our side.</summary>
internal static class LinkLists
{
    private const string MembersSql = "select distinct member_id from link where channel = @channel and account = @account and state = 'linked'";

    private const string UnseenSql = """
        select id, contact from link
        where channel = @channel and account = @account and member_id = @member and state = 'linked' and linked_at < @started
            and coalesce(seen_run, '') <> @run
        order by id
        """;

    public static IReadOnlyList<string> MembersWithLinks(Unit unit, string channel, string account) => unit.Query<string>(MembersSql, new { channel, account });

    public static Task<IReadOnlyList<UnseenLink>> UnseenAsync(Database database, ReconciliationRow run, string member) => database.QueryAsync<UnseenLink>(UnseenSql,
        new { channel = run.Channel, account = run.Account, member, started = run.StartedAt, run = run.Id });
}

internal sealed record UnseenLink(string Id, string Contact);
