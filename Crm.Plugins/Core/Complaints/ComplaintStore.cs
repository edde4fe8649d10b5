using System.Globalization;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Complaints;

/// <summary>SQL of complaints, for writing.</summary>
public static class ComplaintStore
{
    private const string NumberSql = """
        insert into complaint_counter (day, last) values (@day, 1)
        on conflict (day) do update set last = complaint_counter.last + 1 returning last
        """;

    private const string InsertSql = """
        insert into complaint (id, number, customer_id, inquiry_id, conversation_id, severity, severity_state, severity_reason, state, text,
            brand, series, model, ack_due, contact_due, plan_due, resolve_due, created_at)
        values (@id, @number, @customer_id, @inquiry_id, @conversation_id, @severity, @severity_state, @severity_reason, 'new', @text,
            @brand, @series, @model, @ack_due, @contact_due, @plan_due, @resolve_due, @at)
        """;

    private const string Columns = """
        id, number, customer_id, severity, severity_state, state, text, ack_due, contact_due, coalesce(plan_due, 0) as plan_due,
        coalesce(resolve_due, 0) as resolve_due, coalesce(acknowledged_at, 0) as acknowledged_at, coalesce(contacted_at, 0) as contacted_at,
        coalesce(resolved_at, 0) as resolved_at, coalesce(closed_at, 0) as closed_at, coalesce(owner_id, '') as owner_id,
        coalesce(conversation_id, '') as conversation_id, coalesce(promise_id, '') as promise_id, reopen_count, pauses,
        coalesce(plan_left, 0) as plan_left, coalesce(resolve_left, 0) as resolve_left, created_at, version
        """;

    private const string OneSql = $"select {Columns} from complaint where id = @id for update";

    private const string OpenOfCustomerSql = $"""
        select {Columns} from complaint where customer_id = @customer_id and state not in ('resolved', 'closed') order by id desc limit 1
        """;

    private const string SaveSql = """
        update complaint set severity = @severity, severity_state = @severity_state, state = @state, ack_due = @ack_due, contact_due = @contact_due,
            plan_due = @plan_due, resolve_due = @resolve_due, acknowledged_at = @acknowledged_at, contacted_at = @contacted_at,
            resolved_at = @resolved_at, closed_at = @closed_at, owner_id = @owner_id, promise_id = @promise_id, reopen_count = @reopen_count,
            pauses = @pauses, plan_left = @plan_left, resolve_left = @resolve_left,
            version = version + 1
        where id = @id and version = @version
        """;

    private const string PromiseSql = "update complaint set promise_id = @promise_id where id = @id";

    private const string CarSql = "update complaint set vin = coalesce(@vin, vin), order_number = coalesce(@order_number, order_number), version = version + 1 where id = @id";

    private const string ByNumberSql = $"select {Columns} from complaint where number = @number";

    private const string NoteSql = """
        insert into complaint_note (id, complaint_id, at, actor, kind, text) values (@id, @complaint_id, @at, @actor, @kind, @text)
        """;

    /// <summary>A number a customer can say on the phone: date and count of the day.</summary>
    public static string NextNumber(Unit unit)
    {
        var day = unit.Now.ToOffset(TimeSpan.FromHours(8)).ToString("yyMMdd", CultureInfo.InvariantCulture);
        var last = unit.Read(NumberSql, row => row.GetInt64(0), ("day", day))[0];
        return string.Create(CultureInfo.InvariantCulture, $"C{day}-{last:0000}");
    }

    public static void Add(Unit unit, NewComplaint c) => unit.Add(InsertSql,
        ("id", c.Id), ("number", c.Number), ("customer_id", c.CustomerId), ("inquiry_id", c.InquiryId), ("conversation_id", c.ConversationId),
        ("severity", c.Severity), ("severity_state", c.SeverityState), ("severity_reason", c.SeverityReason), ("text", c.Text), ("brand", c.Brand),
        ("series", c.Series), ("model", c.Model), ("ack_due", c.AckDue), ("contact_due", c.ContactDue), ("plan_due", c.PlanDue),
        ("resolve_due", c.ResolveDue), ("at", unit.NowMs));

    public static ComplaintRow? Get(Unit unit, string id) => unit.First<ComplaintRow>(OneSql, new { id });

    public static ComplaintRow? OpenOfCustomer(Unit unit, string customerId) =>
        unit.First<ComplaintRow>(OpenOfCustomerSql, new { customer_id = customerId });

    public static bool Save(Unit unit, ComplaintRow c) => unit.Execute(SaveSql,
        ("severity", c.Severity), ("severity_state", c.SeverityState), ("state", c.State), ("ack_due", c.AckDue), ("contact_due", c.ContactDue),
        ("plan_due", None(c.PlanDue)), ("resolve_due", None(c.ResolveDue)), ("acknowledged_at", None(c.AcknowledgedAt)),
        ("contacted_at", None(c.ContactedAt)), ("resolved_at", None(c.ResolvedAt)), ("closed_at", None(c.ClosedAt)),
        ("owner_id", c.OwnerId.Length == 0 ? null : c.OwnerId), ("promise_id", c.PromiseId.Length == 0 ? null : c.PromiseId),
        ("reopen_count", c.ReopenCount), ("pauses", c.Pauses), ("plan_left", None(c.PlanLeft)), ("resolve_left", None(c.ResolveLeft)), ("id", c.Id), ("version", c.Version)) == 1;

    public static void SetPromise(Unit unit, string id, string promiseId) => unit.Add(PromiseSql, ("promise_id", promiseId), ("id", id));

    /// <summary>Which car or order it is about; null leaves what is known.</summary>
    public static void SetCar(Unit unit, string id, string? vin, string? orderNumber) => unit.Add(CarSql, ("vin", vin), ("order_number", orderNumber), ("id", id));

    public static ComplaintRow? ByNumber(Unit unit, string number) => unit.First<ComplaintRow>(ByNumberSql, new { number });

    public static void Note(Unit unit, string id, string complaintId, string actor, string kind, string text) => unit.Add(NoteSql,
        ("id", id), ("complaint_id", complaintId), ("at", unit.NowMs), ("actor", actor), ("kind", kind), ("text", text));

    private static long? None(long at) => at == 0 ? null : at;
}

/// <param name="Severity">s1 to s4.</param>
/// <param name="SeverityState">proposed or confirmed; a proposed S1 counts at once.</param>
public sealed record NewComplaint(
    string Id, string Number, string CustomerId, string InquiryId, string? ConversationId, string Severity, string SeverityState,
    string SeverityReason, string Text, string? Brand, string? Series, string? Model, long AckDue, long ContactDue, long? PlanDue, long? ResolveDue);

/// <summary>A complaint as stored; instants are 0 and strings empty where unknown.</summary>
/// <param name="PlanLeft">Milliseconds left on a clock that waits for the customer (K-01); 0 = it runs, or there is none.</param>
public sealed record ComplaintRow(
    string Id, string Number, string CustomerId, string Severity, string SeverityState, string State, string Text, long AckDue, long ContactDue,
    long PlanDue, long ResolveDue, long AcknowledgedAt, long ContactedAt, long ResolvedAt, long ClosedAt, string OwnerId, string ConversationId,
    string PromiseId, long ReopenCount, long Pauses, long PlanLeft, long ResolveLeft, long CreatedAt, long Version);
