using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Queues work for plugins and takes later reports about it.</summary>
public sealed class Deliveries(DeliverySettlement settlement)
{
    private const string InsertSql = """
        insert into delivery (id, kind, channel, to_address, customer_id, conversation_id, promise_id, effect_key, notice, text, args,
            choices, locale, fallback_channel, fallback_address, deadline, state, next_at, created_at, content)
        values (@id, @kind, @channel, @to_address, @customer_id, @conversation_id, @promise_id, @effect_key, @notice, @text, @args,
            @choices, @locale, @fallback_channel, @fallback_address, @deadline, 0, @next_at, @now, @content)
        on conflict (effect_key) do nothing
        """;

    private const string FindSql = $"select {DeliveryRow.Columns} from delivery where id = @id for update";

    // What was queued in this very transaction: nothing else has this instant and this address.
    private const string AnswerSql = $"""
        select {DeliveryRow.Columns} from delivery
        where state = 0 and channel = @channel and kind = 'message' and next_at = @now and to_address = @to order by id
        """;

    private const string RetrySql = """
        update delivery set state = 0, attempts = 0, next_at = @now, deadline = null, reason = null, provider_id = null
        where id = @id and state in (3, 4, 5)
        """;

    /// <summary>Something is queued or may be claimed again.</summary>
    internal Signal Queued { get; } = new();

    /// <summary>Queues a message and returns its id. If the effect key is taken nothing is queued and the id leads nowhere.</summary>
    public string Add(Unit unit, NewDelivery delivery)
    {
        var id = Ids.New(unit.Now);
        Insert(unit, "message", id, delivery, ask: false);
        return id;
    }

    /// <summary>As <see cref="Add"/>, but asks: null if the effect key is taken. Costs a round trip on PostgreSQL.</summary>
    public string? TryAdd(Unit unit, NewDelivery delivery)
    {
        var id = Ids.New(unit.Now);
        return Insert(unit, "message", id, delivery, ask: true) ? id : null;
    }

    /// <summary>Queues a look into the channel's directory; <see cref="ILookupHandler"/> gets what it finds.</summary>
    public void AddLookup(Unit unit, string channel, string address, string customerId, string? conversationId, string? effectKey = null) =>
        Insert(unit, "lookup", Ids.New(unit.Now),
            new NewDelivery(channel, address) { CustomerId = customerId, ConversationId = conversationId, EffectKey = effectKey }, ask: false);

    /// <summary>
    /// Queues a change on the platform and returns its id; null if the effect key is taken. Told to every
    /// <see cref="IOperationHandler"/> when it ends. Operations of one <see cref="NewOperation.Sequence"/> run one at a time, in order.
    /// </summary>
    public string? TryAdd(Unit unit, NewOperation operation)
    {
        var id = Ids.New(unit.Now);
        var row = new NewDelivery(operation.Channel, operation.Account)
        {
            CustomerId = operation.CustomerId, ConversationId = operation.Sequence, EffectKey = operation.EffectKey, Deadline = operation.Deadline,
            NotBefore = operation.NotBefore,
        };
        return Insert(unit, "operation", id, row, ask: true, JsonSerializer.Serialize(operation.Request, JsonSerializerOptions.Web)) ? id : null;
    }

    /// <summary>The platform reports later that a message did not arrive. False if it is unknown or already settled as dead.</summary>
    public bool Failed(Unit unit, string id, string reason)
    {
        var row = Find(unit, id);
        if (row is null || row.State is not (DeliveryState.Sending or DeliveryState.Sent or DeliveryState.Unknown)) return false;
        settlement.Fail(unit, row, reason, this);
        return true;
    }

    /// <summary>A person asks for another try: attempts start over and a deadline no longer counts. False if it is not on a shelf.</summary>
    public bool Retry(Unit unit, string id)
    {
        if (unit.Execute(RetrySql, ("now", unit.NowMs), ("id", id)) == 0) return false;
        unit.AfterCommit(Queued.Set);
        return true;
    }

    /// <summary>
    /// Takes what this transaction has queued for an address that no other transaction speaks to, because its owner waits for it:
    /// counts it as sent and returns it in order.
    /// </summary>
    public IReadOnlyList<OutboundMessage> Answer(Unit unit, string channel, string to)
    {
        var rows = unit.Read(AnswerSql, DeliveryRow.Map, ("channel", channel), ("now", unit.NowMs), ("to", to));
        foreach (var row in rows) settlement.Sent(unit, row, null, "answered");
        return [.. rows.Select(row => row.ToMessage() with { Attempt = 1 })];
    }

    internal static DeliveryRow? Find(Unit unit, string id)
    {
        var rows = unit.Read(FindSql, DeliveryRow.Map, ("id", id));
        return rows.Count == 0 ? null : rows[0];
    }

    private bool Insert(Unit unit, string kind, string id, NewDelivery d, bool ask, string? request = null)
    {
        ReadOnlySpan<(string, object?)> args =
        [
            ("id", id), ("kind", kind), ("channel", d.Channel), ("to_address", d.To), ("customer_id", d.CustomerId),
            ("conversation_id", d.ConversationId), ("promise_id", d.PromiseId), ("effect_key", d.EffectKey), ("notice", d.Notice),
            ("text", d.Text), ("args", request ?? Json(d.Values, d.Values.Count, "{}")), ("choices", Json(d.Choices, d.Choices.Count, "[]")), ("locale", d.Locale),
            ("fallback_channel", d.FallbackAddress is null ? null : d.FallbackChannel), ("fallback_address", d.FallbackAddress),
            ("deadline", d.Deadline?.ToUnixTimeMilliseconds()), ("next_at", d.NotBefore?.ToUnixTimeMilliseconds() ?? unit.NowMs), ("now", unit.NowMs),
            ("content", Content(d)),
        ];
        var added = true;
        if (ask) added = unit.Execute(InsertSql, args) == 1;
        else unit.Add(InsertSql, args);
        unit.AfterCommit(Queued.Set);
        return added;
    }

    private static string? Content(NewDelivery d) => d.Card is null && d.Attachments.Count == 0 && d.Speaker is null
        ? null
        : JsonSerializer.Serialize(new DeliveryContent(d.Card, d.Attachments, d.Speaker), JsonSerializerOptions.Web);

    private static string Json<T>(T value, int count, string empty) => count == 0 ? empty : JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
