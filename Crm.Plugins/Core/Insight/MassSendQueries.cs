using System.Text.Json;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Mass sends with what was planned, confirmed and delivered; never one figure alone. A dealer sees those of its own company.</summary>
public sealed class MassSendQueries(Database database)
{
    // Planned is what the platform asked members for, whatever became of it.
    private const string Columns = """
        select s.id, s.name, s.channel, s.account, s.to_groups, coalesce(s.sender, '') as sender, s.text, s.attachments, s.audience, s.start_at, s.state, s.created_at,
            coalesce(u.display_name, '') as created_by, s.version,
            (select count(*) from mass_send_target t where t.mass_send_id = s.id) as targets,
            (select count(*) from mass_send_target t where t.mass_send_id = s.id and t.state = 'refused') as refused,
            (select count(*) from mass_send_target t where t.mass_send_id = s.id and t.task_id is not null
                and t.state not in ('queued', 'left-out', 'failed', 'refused')) as planned,
            (select count(*) from mass_send_target t where t.mass_send_id = s.id and t.confirmed_at is not null) as confirmed,
            (select count(*) from mass_send_target t where t.mass_send_id = s.id and t.delivered_at is not null) as delivered
        from mass_send s left join user_account u on u.id = s.created_by
        """;

    private const string ListSql = $"{Columns} where s.id < @before and (@own is null or s.dealer_id = @own) order by s.id desc limit @take";

    private const string OneSql = $"{Columns} where s.id = @id and (@own is null or s.dealer_id = @own)";

    private const string ReasonsSql = """
        select case when t.state = 'refused' then coalesce(t.reason, '') else t.state end as reason, count(*) as count
        from mass_send_target t where t.mass_send_id = @id group by 1 order by 2 desc
        """;

    private const string TasksSql = """
        select t.id, t.state, coalesce(t.sender, '') as sender, coalesce(t.made_at, 0) as made_at, coalesce(t.fault, '') as fault,
            (select count(*) from mass_send_reminder r where r.task_id = t.id) as reminders
        from mass_send_task t where t.mass_send_id = @id order by t.id
        """;

    private const string MembersSql = """
        select t.id as task_id, g.member, coalesce(p.name, '') as name, coalesce(m.confirmed_at, 0) as confirmed_at, count(*) as planned,
            count(g.confirmed_at) as confirmed, count(g.delivered_at) as delivered
        from mass_send_target g join mass_send_task t on t.id = g.task_id join mass_send s on s.id = t.mass_send_id
            left join mass_send_member m on m.task_id = t.id and m.member = g.member
            left join member p on p.channel = s.channel and p.account = s.account and p.member_id = g.member
        where g.mass_send_id = @id and g.state not in ('queued', 'left-out', 'failed', 'refused')
        group by t.id, g.member, p.name, m.confirmed_at order by count(*) desc, g.member
        """;

    private const string TargetsSql = """
        select t.target_id, coalesce(c.name, g.name, '') as name, t.member, t.state, coalesce(t.reason, '') as reason,
            coalesce(t.confirmed_at, 0) as confirmed_at, coalesce(t.delivered_at, 0) as delivered_at
        from mass_send_target t left join customer c on c.id = t.target_id left join customer_group g on g.id = t.target_id
        where t.mass_send_id = @id and t.target_id < @before and (@state is null or t.state = @state) order by t.target_id desc limit @take
        """;

    public async Task<Paged<MassSendItem>> ListAsync(Caller caller, PageRequest page)
    {
        var rows = await database.QueryAsync<MassSendListRow>(ListSql, new { before = page.Before, own = caller.DealerId, take = page.Take });
        return Paged<MassSendItem>.Of([.. rows.Select(MassSendItem.From)], page, item => item.Id);
    }

    public async Task<MassSendDetail> GetAsync(Caller caller, string id)
    {
        var row = await database.FirstAsync<MassSendListRow>(OneSql, new { id, own = caller.DealerId }) ?? throw ProblemException.NotFound("mass send");
        var reasons = await database.QueryAsync<StateCount>(ReasonsSql, new { id });
        var tasks = await database.QueryAsync<MassSendTaskListRow>(TasksSql, new { id });
        var members = await database.QueryAsync<MassSendMemberRow>(MembersSql, new { id });
        return new MassSendDetail(MassSendItem.From(row), reasons, [.. tasks.Select(MassSendTaskItem.From)], [.. members.Select(MassSendMemberItem.From)]);
    }

    public async Task<Paged<MassSendTargetItem>> TargetsAsync(Caller caller, string id, string? state, PageRequest page)
    {
        await GetAsync(caller, id);
        var rows = await database.QueryAsync<MassSendTargetRow>(TargetsSql, new { id, before = page.Before, state, take = page.Take });
        return Paged<MassSendTargetItem>.Of([.. rows.Select(MassSendTargetItem.From)], page, item => item.Id);
    }
}

internal sealed record MassSendListRow(
    string Id, string Name, string Channel, string Account, long ToGroups, string Sender, string Text, string Attachments, string Audience, long StartAt, string State,
    long CreatedAt, string CreatedBy, long Version, long Targets, long Refused, long Planned, long Confirmed, long Delivered);

internal sealed record MassSendTaskListRow(string Id, string State, string Sender, long MadeAt, string Fault, long Reminders);

internal sealed record MassSendMemberRow(string TaskId, string Member, string Name, long ConfirmedAt, long Planned, long Confirmed, long Delivered);

internal sealed record MassSendTargetRow(string TargetId, string Name, string Member, string State, string Reason, long ConfirmedAt, long DeliveredAt);

/// <param name="Reason">Why refused, or the state of those that were not.</param>
public sealed record StateCount(string Reason, long Count);

/// <param name="Targets">Everybody in the ledger; <paramref name="Refused"/> of them were refused by the contact policy.</param>
/// <param name="Planned">The platform asked a member to send to them.</param>
/// <param name="Confirmed">The member pressed send.</param>
/// <param name="Delivered">The platform says it arrived.</param>
public sealed record MassSendItem(
    string Id, string Name, string Channel, string Account, bool ToGroups, string? Sender, string Text, Audience Audience, string StartAt, string State,
    string CreatedAt, string? CreatedBy, long Version, long Targets, long Refused, long Planned, long Confirmed, long Delivered)
{
    internal static MassSendItem From(MassSendListRow row) => new(
        row.Id, row.Name, row.Channel, row.Account, row.ToGroups == 1, CustomerViews.None(row.Sender), row.Text,
        JsonSerializer.Deserialize<Audience>(row.Audience, JsonSerializerOptions.Web) ?? new Audience(), Instants.Iso(row.StartAt), row.State,
        Instants.Iso(row.CreatedAt), CustomerViews.None(row.CreatedBy), row.Version, row.Targets, row.Refused, row.Planned, row.Confirmed, row.Delivered);
}

public sealed record MassSendDetail(
    MassSendItem MassSend, IReadOnlyList<StateCount> Outcomes, IReadOnlyList<MassSendTaskItem> Tasks, IReadOnlyList<MassSendMemberItem> Members);

/// <param name="State">queued, unsure (its creation had no answer, we are looking), created, over or failed.</param>
public sealed record MassSendTaskItem(string Id, string State, string? Sender, string? MadeAt, string? Fault, long Reminders)
{
    internal static MassSendTaskItem From(MassSendTaskListRow row) =>
        new(row.Id, row.State, CustomerViews.None(row.Sender), Instants.IsoOrNull(row.MadeAt), CustomerViews.None(row.Fault), row.Reminders);
}

/// <param name="Member">By the platform's id; as we expect it until the platform has told whom it asked.</param>
public sealed record MassSendMemberItem(string TaskId, string Member, string? Name, string? ConfirmedAt, long Planned, long Confirmed, long Delivered)
{
    internal static MassSendMemberItem From(MassSendMemberRow row) =>
        new(row.TaskId, row.Member, CustomerViews.None(row.Name), Instants.IsoOrNull(row.ConfirmedAt), row.Planned, row.Confirmed, row.Delivered);
}

/// <param name="Id">Of the customer or the group.</param>
public sealed record MassSendTargetItem(string Id, string? Name, string Member, string State, string? Reason, string? ConfirmedAt, string? DeliveredAt)
{
    internal static MassSendTargetItem From(MassSendTargetRow row) => new(
        row.TargetId, CustomerViews.None(row.Name), row.Member, row.State, CustomerViews.None(row.Reason), Instants.IsoOrNull(row.ConfirmedAt),
        Instants.IsoOrNull(row.DeliveredAt));
}
