namespace Crm.Plugins.Core.Insight;

/// <summary>What My service reads. Every statement names the customer, so nothing of anybody else can be asked for.</summary>
internal static class MySql
{
    public const string Customer = """
        select coalesce(name, '') as name, coalesce(phone, '') as phone, locale from customer where id = @customer_id
        """;

    public const string Promises = """
        select p.id, p.topic, p.kind, p.state, coalesce(p.outcome, '') as outcome, case when p.open_key is null then 0 else 1 end as is_open,
            p.window_start, p.due_at, p.time_zone, p.requested_at, coalesce(d.name, '') as dealer_name, coalesce(d.phone, '') as dealer_phone,
            coalesce(u.display_name, '') as person, p.reschedule_count, coalesce(p.next_attempt_at, 0) as next_attempt_at,
            coalesce(p.first_attempt_at, 0) as first_attempt_at, coalesce(p.kept_at, 0) as kept_at, coalesce(p.broken_at, 0) as broken_at,
            coalesce(p.lead_id, '') as lead_id, trim(coalesce(l.brand, '') || ' ' || coalesce(l.series, '') || ' ' || coalesce(l.model, '')) as car
        from promise p
        left join dealer d on d.id = p.owner_id
        left join user_account u on u.id = p.assigned_to
        left join lead l on l.id = p.lead_id
        where p.customer_id = @customer_id and (p.open_key is not null or p.due_at > @since)
        order by case when p.open_key is null then 1 else 0 end, p.due_at desc, p.id desc limit 30
        """;

    public const string Complaints = """
        select c.id, c.number, c.state, c.text, c.created_at, coalesce(u.display_name, '') as owner, c.ack_due, c.contact_due,
            coalesce(c.acknowledged_at, 0) as acknowledged_at, coalesce(c.contacted_at, 0) as contacted_at, coalesce(c.plan_due, 0) as plan_due,
            coalesce(c.resolve_due, 0) as resolve_due, coalesce(c.promise_id, '') as promise_id, coalesce(p.due_at, 0) as call_due,
            case when p.open_key is null then 0 else 1 end as call_open
        from complaint c
        left join user_account u on u.id = c.owner_id
        left join promise p on p.id = c.promise_id
        where c.customer_id = @customer_id and (c.state not in ('resolved', 'closed') or coalesce(c.closed_at, c.resolved_at, c.created_at) > @since)
        order by c.id desc limit 20
        """;

    public const string Consents = "select purpose, channel, text_version, given, at from consent where customer_id = @customer_id order by id desc limit 500";

    /// <summary>Requests that are still worked on; the dealer is the one that has them now.</summary>
    public const string Leads = """
        select l.id, l.wish, l.stage, trim(coalesce(l.brand, '') || ' ' || coalesce(l.series, '') || ' ' || coalesce(l.model, '')) as car,
            coalesce(l.dealer_id, '') as dealer_id, coalesce(d.name, '') as dealer_name, coalesce(d.phone, '') as dealer_phone, l.captured_at,
            coalesce(l.accepted_at, 0) as accepted_at
        from lead l left join dealer d on d.id = l.dealer_id
        where l.customer_id = @customer_id and l.stage not in ('lost', 'invalid', 'duplicate', 'withdrawn', 'delivered')
        order by l.id desc limit 20
        """;
}

internal sealed record MyCustomerRow(string Name, string Phone, string Locale);

internal sealed record MyPromiseRow(
    string Id, string Topic, string Kind, string State, string Outcome, long IsOpen, long WindowStart, long DueAt, string TimeZone, long RequestedAt,
    string DealerName, string DealerPhone, string Person, long RescheduleCount, long NextAttemptAt, long FirstAttemptAt, long KeptAt, long BrokenAt,
    string LeadId, string Car);

internal sealed record MyComplaintRow(
    string Id, string Number, string State, string Text, long CreatedAt, string Owner, long AckDue, long ContactDue, long AcknowledgedAt,
    long ContactedAt, long PlanDue, long ResolveDue, string PromiseId, long CallDue, long CallOpen);

internal sealed record MyLeadRow(
    string Id, string Wish, string Stage, string Car, string DealerId, string DealerName, string DealerPhone, long CapturedAt, long AcceptedAt);
