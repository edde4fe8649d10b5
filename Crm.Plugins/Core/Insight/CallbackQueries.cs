using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Callbacks for people. A dealer sees those it owns, with the number only once it accepted the lead.</summary>
public static class CallbackQueries
{
    private const string Columns = """
        select p.id, p.customer_id, coalesce(c.name, '') as customer_name, coalesce(c.phone, '') as phone, coalesce(p.lead_id, '') as lead_id,
            coalesce(p.complaint_id, '') as complaint_id, p.topic, p.kind, p.window_start, p.due_at, p.time_zone, p.state,
            coalesce(p.outcome, '') as outcome, p.owner_kind, coalesce(p.owner_id, '') as owner_id, coalesce(d.name, '') as owner_name,
            coalesce(p.assigned_to, '') as assigned_to, coalesce(u.display_name, '') as assigned_name, p.priority, p.attempt_count,
            coalesce(p.next_attempt_at, 0) as next_attempt_at, p.requested_at, coalesce(p.kept_at, 0) as kept_at,
            coalesce(p.broken_at, 0) as broken_at, coalesce(p.broken_reason, '') as broken_reason, coalesce(p.told_text, '') as told_text,
            coalesce(l.accepted_at, 0) as accepted_at, coalesce(l.series, '') as series, coalesce(l.model, '') as model,
            coalesce(l.wish, '') as wish, p.version
        from promise p
        left join customer c on c.id = p.customer_id
        left join dealer d on d.id = p.owner_id
        left join user_account u on u.id = p.assigned_to
        left join lead l on l.id = p.lead_id
        """;

    private const string Filter = """
        where (@state is null or p.state = @state) and (@open = 0 or p.open_key is not null)
            and (@customer_id is null or p.customer_id = @customer_id) and (@lead_id is null or p.lead_id = @lead_id)
            and (@complaint_id is null or p.complaint_id = @complaint_id)
            and (@owner is null or p.owner_id = @owner or (@owner = 'desk' and p.owner_kind = 'desk'))
            and (@own is null or (p.owner_kind = 'dealer' and p.owner_id = @own))
        """;

    private const string NewestSql = $"{Columns} {Filter} and p.id < @before order by p.id desc limit @take";

    private const string QueueSql = $"{Columns} {Filter} and p.due_at >= @due_from and (p.due_at > @due_from or p.id > @after) order by p.due_at, p.id limit @take";

    private const string OneSql = $"{Columns} where p.id = @id and (@own is null or (p.owner_kind = 'dealer' and p.owner_id = @own))";

    public static async Task<Paged<CallbackItem>> ListAsync(Database database, Caller caller, CallbackFilter filter, PageRequest page)
    {
        var byDue = filter.Order == "due";
        var (dueFrom, after) = DueCursor(byDue ? page.Before : "~");
        var rows = await database.QueryAsync<CallbackRow>(byDue ? QueueSql : NewestSql, new
        {
            state = filter.State is null or "open" ? null : filter.State.Replace('_', '-'), open = filter.State == "open" ? 1L : 0L,
            customer_id = filter.CustomerId, lead_id = filter.LeadId, complaint_id = filter.ComplaintId, owner = filter.Owner,
            own = caller.DealerId, before = page.Before, due_from = dueFrom, after, take = page.Take,
        });
        return byDue
            ? Paged<CallbackItem>.Of([.. rows.Select(row => CallbackItem.From(row, caller))], page, item => $"{Instants.Parse(item.DueAt, "dueAt")}-{item.Id}")
            : Paged<CallbackItem>.Of([.. rows.Select(row => CallbackItem.From(row, caller))], page, item => item.Id);
    }

    public static async Task<CallbackItem> GetAsync(Database database, Caller caller, string id) =>
        await database.FirstAsync<CallbackRow>(OneSql, new { id, own = caller.DealerId }) is { } row
            ? CallbackItem.From(row, caller)
            : throw ProblemException.NotFound("callback");

    private static (long Due, string After) DueCursor(string cursor)
    {
        var dash = cursor.IndexOf('-', StringComparison.Ordinal);
        if (cursor == "~") return (0, "");
        if (dash > 0 && long.TryParse(cursor.AsSpan(0, dash), out var due)) return (due, cursor[(dash + 1)..]);
        throw new ProblemException(400, "bad-cursor", "Pass the nextCursor of the page before, unchanged.");
    }
}

public sealed record CallbackFilter(string? State, string? CustomerId, string? LeadId, string? ComplaintId, string? Owner, string? Order);

internal sealed record CallbackRow(
    string Id, string CustomerId, string CustomerName, string Phone, string LeadId, string ComplaintId, string Topic, string Kind, long WindowStart,
    long DueAt, string TimeZone, string State, string Outcome, string OwnerKind, string OwnerId, string OwnerName, string AssignedTo,
    string AssignedName, long Priority, long AttemptCount, long NextAttemptAt, long RequestedAt, long KeptAt, long BrokenAt, string BrokenReason,
    string ToldText, long AcceptedAt, string Series, string Model, string Wish, long Version);

public sealed record CallbackItem(
    string Id, string CustomerId, string? CustomerName, string? Phone, string? LeadId, string? ComplaintId, string Topic, string Kind,
    string WindowStart, string DueAt, string TimeZone, string State, string? Outcome, string OwnerKind, string? OwnerId, string? OwnerName,
    string? AssignedTo, string? AssignedName, string Priority, long AttemptCount, string? NextAttemptAt, string RequestedAt, string? KeptAt,
    string? BrokenAt, string? BrokenReason, string? ToldText, string? Series, string? Model, string? Wish, long Version)
{
    internal static CallbackItem From(CallbackRow row, Caller caller)
    {
        var masked = caller.IsDealer && row.AcceptedAt == 0;
        return new CallbackItem(
            row.Id, row.CustomerId, None(masked ? Masking.Name(row.CustomerName) : row.CustomerName), None(masked ? Masking.Phone(row.Phone) : row.Phone),
            None(row.LeadId), None(row.ComplaintId), row.Topic, row.Kind, Instants.Iso(row.WindowStart), Instants.Iso(row.DueAt), row.TimeZone, row.State,
            None(row.Outcome), row.OwnerKind, None(row.OwnerId), None(row.OwnerName), None(row.AssignedTo), None(row.AssignedName),
            row.Priority > 0 ? "high" : "normal", row.AttemptCount, Instants.IsoOrNull(row.NextAttemptAt), Instants.Iso(row.RequestedAt),
            Instants.IsoOrNull(row.KeptAt), Instants.IsoOrNull(row.BrokenAt), None(row.BrokenReason), None(row.ToldText), None(row.Series), None(row.Model),
            None(row.Wish), row.Version);
    }

    private static string? None(string text) => text.Length == 0 ? null : text;
}
