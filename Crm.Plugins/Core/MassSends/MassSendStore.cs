using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>SQL of mass sends and their tasks.</summary>
internal static class MassSendStore
{
    private const string Columns = """
        id, name, channel, account, quota_key, coalesce(dealer_id, '') as dealer_id, to_groups, coalesce(sender, '') as sender, text, attachments, audience,
        start_at, state, cursor, version
        """;

    private const string OneSql = $"select {Columns} from mass_send where id = @id for update";

    private const string ByKeySql = "select id from mass_send where client_key = @key";

    private const string InsertSql = """
        insert into mass_send (id, client_key, name, channel, account, quota_key, dealer_id, to_groups, sender, text, attachments, audience, start_at, state,
            created_by, created_at)
        values (@id, @client_key, @name, @channel, @account, @quota_key, @dealer_id, @to_groups, @sender, @text, @attachments, @audience, @start_at,
            'gathering', @created_by, @at)
        """;

    private const string MoveSql = "update mass_send set state = @state, cursor = @cursor, version = version + 1 where id = @id";

    private const string TaskColumns = """
        id, mass_send_id, coalesce(sender, '') as sender, state, coalesce(operation_id, '') as operation_id, coalesce(platform_id, '') as platform_id,
        tries, looks, polls, queued_at, coalesce(made_at, 0) as made_at
        """;

    private const string TaskSql = $"select {TaskColumns} from mass_send_task where id = @id for update";

    private const string TaskOfOperationSql = $"select {TaskColumns} from mass_send_task where operation_id = @id for update";

    private const string TasksSql = $"select {TaskColumns} from mass_send_task where mass_send_id = @id order by id";

    private const string AddTaskSql = """
        insert into mass_send_task (id, mass_send_id, sender, state, tries, queued_at) values (@id, @mass_send_id, @sender, 'queued', 0, @at)
        """;

    private const string AskedSql = """
        update mass_send_task set state = 'queued', operation_id = @operation_id, tries = tries + 1, looks = 0, queued_at = @at, fault = null where id = @id
        """;

    private const string StateSql = """
        update mass_send_task set state = @state, platform_id = coalesce(@platform_id, platform_id), made_at = coalesce(@made_at, made_at), fault = @fault
        where id = @id
        """;

    private const string LookedSql = "update mass_send_task set looks = looks + 1 where id = @id";

    private const string PolledSql = "update mass_send_task set polls = polls + 1 where id = @id";

    private const string OpenTasksSql = "select count(*) from mass_send_task where mass_send_id = @id and state in ('queued', 'unsure', 'created')";

    private const string KnownSql = "select coalesce(platform_id, '') as platform_id from mass_send_task where platform_id = any(@ids)";

    private const string MemberSql = """
        insert into mass_send_member (task_id, member, confirmed_at) values (@task_id, @member, @confirmed_at)
        on conflict (task_id, member) do update set confirmed_at = coalesce(mass_send_member.confirmed_at, @confirmed_at)
        """;

    private const string HistorySql = """
        select m.member, count(*) as asked, cast(sum(case when m.confirmed_at is null then 0 else 1 end) as bigint) as confirmed
        from mass_send_member m join mass_send_task t on t.id = m.task_id join mass_send s on s.id = t.mass_send_id
        where s.channel = @channel and s.account = @account and t.made_at > @since and t.made_at < @until group by m.member
        """;

    private const string RemindedSql = "select count(*) from mass_send_reminder where task_id = @task_id and at > @since";

    private const string RemindSql = "insert into mass_send_reminder (id, task_id, at) values (@id, @task_id, @at)";

    public static MassSendRow? Get(Unit unit, string id) => unit.First<MassSendRow>(OneSql, new { id });

    public static string? IdByKey(Unit unit, string key) => unit.First<string>(ByKeySql, new { key });

    public static void Add(Unit unit, MassSendRow s, string? clientKey, string createdBy) => unit.Add(InsertSql,
        ("id", s.Id), ("client_key", clientKey), ("name", s.Name), ("channel", s.Channel), ("account", s.Account), ("quota_key", s.QuotaKey),
        ("dealer_id", None(s.DealerId)), ("to_groups", s.ToGroups), ("sender", None(s.Sender)), ("text", s.Text), ("attachments", s.Attachments),
        ("audience", s.Audience), ("start_at", s.StartAt), ("created_by", createdBy), ("at", unit.NowMs));

    public static void Move(Unit unit, string id, string state, string cursor = "") => unit.Add(MoveSql, ("state", state), ("cursor", cursor), ("id", id));

    public static MassSendTaskRow? Task(Unit unit, string id) => unit.First<MassSendTaskRow>(TaskSql, new { id });

    public static MassSendTaskRow? TaskOfOperation(Unit unit, string operationId) => unit.First<MassSendTaskRow>(TaskOfOperationSql, new { id = operationId });

    public static IReadOnlyList<MassSendTaskRow> Tasks(Unit unit, string massSendId) => unit.Query<MassSendTaskRow>(TasksSql, new { id = massSendId });

    public static string AddTask(Unit unit, string massSendId, string sender)
    {
        var id = Ids.New(unit.Now);
        unit.Add(AddTaskSql, ("id", id), ("mass_send_id", massSendId), ("sender", None(sender)), ("at", unit.NowMs));
        return id;
    }

    public static void Asked(Unit unit, string taskId, string operationId) => unit.Add(AskedSql, ("operation_id", operationId), ("at", unit.NowMs), ("id", taskId));

    public static void SetTask(Unit unit, string taskId, string state, string? platformId = null, long? madeAt = null, string? fault = null) =>
        unit.Add(StateSql, ("state", state), ("platform_id", platformId), ("made_at", madeAt), ("fault", fault), ("id", taskId));

    public static void Looked(Unit unit, string taskId) => unit.Add(LookedSql, ("id", taskId));

    public static void Polled(Unit unit, string taskId) => unit.Add(PolledSql, ("id", taskId));

    public static bool HasOpenTasks(Unit unit, string massSendId) => unit.Read(OpenTasksSql, row => row.GetInt64(0), ("id", massSendId))[0] > 0;

    /// <summary>Which of these the platform made for a task we know.</summary>
    public static IReadOnlyList<string> Known(Unit unit, string[] platformIds) => unit.Query<string>(KnownSql, new { ids = platformIds });

    public static void SeeMember(Unit unit, string taskId, string member, DateTimeOffset? confirmedAt) =>
        unit.Add(MemberSql, ("task_id", taskId), ("member", member), ("confirmed_at", confirmedAt?.ToUnixTimeMilliseconds()));

    /// <summary>What members did about tasks of half a year; those of the last day may yet be confirmed.</summary>
    public static async Task<IReadOnlyDictionary<string, ConfirmationHistory>> HistoryAsync(Database database, string channel, string account, DateTimeOffset now)
    {
        var rows = await database.QueryAsync<HistoryRow>(HistorySql, new
        {
            channel, account, since = now.AddDays(-180).ToUnixTimeMilliseconds(), until = now.AddDays(-1).ToUnixTimeMilliseconds(),
        });
        return rows.ToDictionary(row => row.Member, row => new ConfirmationHistory(row.Asked, row.Confirmed));
    }

    public static long Reminded(Unit unit, string taskId) =>
        unit.Read(RemindedSql, row => row.GetInt64(0), ("task_id", taskId), ("since", unit.Now.AddDays(-1).ToUnixTimeMilliseconds()))[0];

    public static string Remind(Unit unit, string taskId)
    {
        var id = Ids.New(unit.Now);
        unit.Add(RemindSql, ("id", id), ("task_id", taskId), ("at", unit.NowMs));
        return id;
    }

    private static string? None(string text) => text.Length == 0 ? null : text;
}

internal sealed record HistoryRow(string Member, long Asked, long Confirmed);
