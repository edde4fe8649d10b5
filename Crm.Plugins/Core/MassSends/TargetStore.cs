using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>SQL of the ledger: who gets a mass send, and what became of it.</summary>
internal static class TargetStore
{
    private const string AddSql = """
        insert into mass_send_target (mass_send_id, target_id, contact, member, state, reason)
        values (@mass_send_id, @target_id, @contact, @member, @state, @reason) on conflict do nothing
        """;

    private const string AllowedSql = """
        select target_id, contact, member from mass_send_target where mass_send_id = @id and state = 'allowed' and (@sender = '' or member = @sender)
        order by target_id limit @take
        """;

    private const string NextSenderSql = """
        select coalesce(min(member), '') as member from mass_send_target where mass_send_id = @id and state = 'allowed'
        """;

    private const string AllowedCountSql = "select count(*) from mass_send_target where mass_send_id = @id and state = 'allowed'";

    private const string OfTaskSql = "select target_id, contact, member from mass_send_target where task_id = @task_id and state = @state order by target_id";

    private const string SetSql = """
        update mass_send_target set state = @state, reason = @reason, task_id = coalesce(@task_id, task_id)
        where mass_send_id = @mass_send_id and target_id = @target_id
        """;

    private const string SetAllSql = "update mass_send_target set state = @state, reason = @reason where task_id = @task_id and state = @from";

    private const string ReceiptSql = """
        update mass_send_target set state = @state, member = @member, confirmed_at = coalesce(confirmed_at, @confirmed_at),
            delivered_at = coalesce(delivered_at, @delivered_at)
        where mass_send_id = @mass_send_id and contact = @contact and task_id is not null and delivered_at is null
        """;

    private const string AssignSql = """
        update mass_send_target set member = @member where mass_send_id = @mass_send_id and contact = @contact and task_id is not null and state = 'planned'
        """;

    private const string FindSql = "select target_id, contact, member from mass_send_target where mass_send_id = @mass_send_id and contact = @contact";

    private const string OpenSql = "select count(*) from mass_send_target where task_id = @task_id and state in ('planned', 'confirmed')";

    public static void Add(Unit unit, string massSendId, TargetRow target, string state, string? reason) => unit.Add(AddSql,
        ("mass_send_id", massSendId), ("target_id", target.TargetId), ("contact", target.Contact), ("member", target.Member), ("state", state), ("reason", reason));

    /// <param name="sender">Only those of this member; empty = all.</param>
    public static IReadOnlyList<TargetRow> Allowed(Unit unit, string massSendId, string sender, int take) =>
        unit.Query<TargetRow>(AllowedSql, new { id = massSendId, sender, take });

    public static string NextSender(Unit unit, string massSendId) => unit.First<string>(NextSenderSql, new { id = massSendId }) ?? "";

    public static long AllowedCount(Unit unit, string massSendId) => unit.Read(AllowedCountSql, row => row.GetInt64(0), ("id", massSendId))[0];

    public static IReadOnlyList<TargetRow> OfTask(Unit unit, string taskId, string state) => unit.Query<TargetRow>(OfTaskSql, new { task_id = taskId, state });

    public static void Set(Unit unit, string massSendId, string targetId, string state, string? reason = null, string? taskId = null) => unit.Add(SetSql,
        ("state", state), ("reason", reason), ("task_id", taskId), ("mass_send_id", massSendId), ("target_id", targetId));

    public static void SetAll(Unit unit, string taskId, string from, string state, string? reason = null) =>
        unit.Add(SetAllSql, ("state", state), ("reason", reason), ("task_id", taskId), ("from", from));

    /// <summary>What the platform told of one customer or group. A delivered one stays delivered.</summary>
    public static void Receipt(Unit unit, string massSendId, string contact, string member, string state, long? confirmedAt, long? deliveredAt) => unit.Add(ReceiptSql,
        ("state", state), ("member", member), ("confirmed_at", confirmedAt), ("delivered_at", deliveredAt), ("mass_send_id", massSendId), ("contact", contact));

    /// <summary>The platform says which member it asked about this customer.</summary>
    public static void Assign(Unit unit, string massSendId, string contact, string member) =>
        unit.Add(AssignSql, ("member", member), ("mass_send_id", massSendId), ("contact", contact));

    public static TargetRow? Find(Unit unit, string massSendId, string contact) =>
        unit.First<TargetRow>(FindSql, new { mass_send_id = massSendId, contact });

    public static bool HasOpen(Unit unit, string taskId) => unit.Read(OpenSql, row => row.GetInt64(0), ("task_id", taskId))[0] > 0;
}
