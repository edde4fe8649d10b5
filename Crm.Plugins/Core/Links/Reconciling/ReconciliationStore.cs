using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Reconciling;

/// <summary>SQL of reconciliation runs.</summary>
internal static class ReconciliationStore
{
    private const string Columns = """
        r.id, r.channel, r.account, r.state, r.started_by, r.started_at, coalesce(r.finished_at, 0) as finished_at, r.seen, r.known, r.recent,
        r.recovered, r.ended, r.unexplained, coalesce(r.fault, '') as fault
        """;

    private const string ListSql = $"select {Columns} from reconciliation r where r.id < @before order by r.id desc limit @take";

    private const string OneSql = $"select {Columns} from reconciliation r where r.id = @id";

    private const string RunningSql = $"select {Columns} from reconciliation r where r.running_key = @running_key";

    private const string InsertSql = """
        insert into reconciliation (id, channel, account, state, started_by, started_at, running_key)
        values (@id, @channel, @account, 'running', @by, @at, @running_key) on conflict (running_key) do nothing
        """;

    private const string CountSql = """
        update reconciliation set seen = seen + @seen, known = known + @known, recent = recent + @recent, recovered = recovered + @recovered,
            ended = ended + @ended, unexplained = unexplained + @unexplained
        where id = @id
        """;

    private const string FinishSql = "update reconciliation set state = 'done', finished_at = @at, running_key = null where id = @id and state = 'running'";

    private const string MembersSql = """
        select m.member_id, m.state, coalesce(m.cursor, '') as cursor, m.seen, coalesce(m.fault, '') as fault
        from reconciliation_member m where m.run_id = @run_id order by m.member_id
        """;

    private const string AddMemberSql = """
        insert into reconciliation_member (run_id, member_id, state) values (@run_id, @member, 'todo') on conflict (run_id, member_id) do nothing
        """;

    private const string MoveMemberSql = """
        update reconciliation_member set state = @state, cursor = @cursor, seen = seen + @seen, fault = @fault
        where run_id = @run_id and member_id = @member and state = 'todo' and coalesce(cursor, '') = @was
        """;

    private const string AddFindingSql = """
        insert into reconciliation_finding (id, run_id, member_id, contact, customer_id, kind, reason)
        values (@id, @run_id, @member, @contact, @customer_id, @kind, @reason)
        """;

    private const string FindingsSql = """
        select f.id, f.member_id, f.contact, coalesce(f.customer_id, '') as customer_id, f.kind, f.reason
        from reconciliation_finding f where f.run_id = @run_id and f.id < @before order by f.id desc limit @take
        """;

    public static Task<IReadOnlyList<ReconciliationRow>> ListAsync(Database database, string before, int take) =>
        database.QueryAsync<ReconciliationRow>(ListSql, new { before, take });

    public static Task<ReconciliationRow?> GetAsync(Database database, string id) => database.FirstAsync<ReconciliationRow>(OneSql, new { id });

    public static Task<IReadOnlyList<ReconciledMember>> MembersAsync(Database database, string runId) =>
        database.QueryAsync<ReconciledMember>(MembersSql, new { run_id = runId });

    public static Task<IReadOnlyList<FindingRow>> FindingsAsync(Database database, string runId, string before, int take) =>
        database.QueryAsync<FindingRow>(FindingsSql, new { run_id = runId, before, take });

    /// <summary>The run of this account that is under way; made where there is none.</summary>
    public static ReconciliationRow Start(Unit unit, string channel, string account, string by)
    {
        var key = $"{channel}:{account}";
        unit.Execute(InsertSql, ("id", Ids.New(unit.Now)), ("channel", channel), ("account", account), ("by", by), ("at", unit.NowMs), ("running_key", key));
        return unit.First<ReconciliationRow>(RunningSql, new { running_key = key }) ?? throw new LostRaceException();
    }

    public static void Count(Unit unit, string id, Figures f) => unit.Add(CountSql, ("seen", f.Seen), ("known", f.Known), ("recent", f.Recent),
        ("recovered", f.Recovered), ("ended", f.Ended), ("unexplained", f.Unexplained), ("id", id));

    public static bool Finish(Unit unit, string id) => unit.Execute(FinishSql, ("at", unit.NowMs), ("id", id)) == 1;

    public static void AddMember(Unit unit, string runId, string member) => unit.Add(AddMemberSql, ("run_id", runId), ("member", member));

    /// <summary>False where another run of the same page was first: then nothing of it may count.</summary>
    public static bool Move(Unit unit, string runId, ReconciledMember member, string state, string? cursor, long seen, string? fault = null) =>
        unit.Execute(MoveMemberSql, ("state", state), ("cursor", cursor), ("seen", seen), ("fault", fault), ("run_id", runId),
            ("member", member.MemberId), ("was", member.Cursor)) == 1;

    public static void AddFinding(Unit unit, string runId, string member, string contact, string? customerId, string kind, string reason) =>
        unit.Add(AddFindingSql, ("id", Ids.New(unit.Now)), ("run_id", runId), ("member", member), ("contact", contact), ("customer_id", customerId),
            ("kind", kind), ("reason", reason));
}

/// <param name="State">running or done.</param>
internal sealed record ReconciliationRow(
    string Id, string Channel, string Account, string State, string StartedBy, long StartedAt, long FinishedAt, long Seen, long Known, long Recent,
    long Recovered, long Ended, long Unexplained, string Fault);

/// <param name="State">todo, done or failed.</param>
internal sealed record ReconciledMember(string MemberId, string State, string Cursor, long Seen, string Fault);

/// <param name="Kind">recovered, ended or unexplained.</param>
internal sealed record FindingRow(string Id, string MemberId, string Contact, string CustomerId, string Kind, string Reason);

/// <summary>Seen = known + recent + recovered + unexplained-by-list; ended are ours that the lists do not have.</summary>
internal sealed class Figures
{
    public long Seen { get; set; }

    public long Known { get; set; }

    public long Recent { get; set; }

    public long Recovered { get; set; }

    public long Ended { get; set; }

    public long Unexplained { get; set; }
}
