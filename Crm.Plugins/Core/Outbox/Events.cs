using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Writes events. With one writer (SQLite) commits follow each other, so the number is given in the same statement.</summary>
public sealed class Events(Func<IEnumerable<IEventWatcher>>? handlers = null)
{
    private const string InsertOnSqlite = """
        insert into event (id, seq, type, at, customer_id, lead_id, promise_id, complaint_id, conversation_id, dealer_id, data)
        values (@id, (select coalesce(max(seq), 0) + 1 from event), @type, @at, @customer_id, @lead_id, @promise_id, @complaint_id,
            @conversation_id, @dealer_id, @data)
        """;

    private const string InsertOnPostgres = """
        insert into event (id, type, at, customer_id, lead_id, promise_id, complaint_id, conversation_id, dealer_id, data)
        values (@id, @type, @at, @customer_id, @lead_id, @promise_id, @complaint_id, @conversation_id, @dealer_id, @data)
        """;

    // Asked for at the first event, since a handler may itself need whoever writes events.
    private readonly Lazy<IEventWatcher[]> _handlers = new(() => [.. handlers?.Invoke() ?? []]);

    /// <summary>Something waits to be numbered.</summary>
    internal Signal Written { get; } = new();

    /// <summary>Something was numbered.</summary>
    internal Signal Published { get; } = new();

    public void Add(Unit unit, NewEvent e)
    {
        var postgres = unit.Dialect.IsPostgres;
        unit.Add(postgres ? InsertOnPostgres : InsertOnSqlite,
            ("id", Ids.New(unit.Now)), ("type", e.Type), ("at", unit.NowMs), ("customer_id", e.CustomerId), ("lead_id", e.LeadId),
            ("promise_id", e.PromiseId), ("complaint_id", e.ComplaintId), ("conversation_id", e.ConversationId), ("dealer_id", e.DealerId),
            ("data", e.Data is null ? "{}" : JsonSerializer.Serialize(e.Data, JsonSerializerOptions.Web)));
        foreach (var handler in _handlers.Value) handler.Handle(unit, e);
        unit.AfterCommit(postgres ? Written.Set : Published.Set);
    }
}
