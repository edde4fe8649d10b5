using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Deliveries to look at, newest first.</summary>
public sealed class DeliveryStore(Database database)
{
    private const string ListSql = $"""
        select {DeliveryRow.Columns} from delivery
        where (state = @state or @state is null) and (id < @cursor or @cursor is null)
        order by id desc limit @limit
        """;

    private const string OneSql = $"select {DeliveryRow.Columns} from delivery where id = @id";

    /// <param name="cursor">Id of the last row of the page before; null for the first page.</param>
    public Task<List<DeliveryRow>> ListAsync(DeliveryState? state, string? cursor, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(ListSql, DeliveryRow.Map, cancellationToken,
            ("state", (long?)state), ("cursor", cursor), ("limit", (long)limit));

    private const string WaitingSql = "select count(*) from delivery where conversation_id = @conversationId and kind = 'message' and state in (0, 1)";

    /// <summary>Messages of a conversation that have yet to leave.</summary>
    public Task<long> WaitingAsync(string conversationId, CancellationToken cancellationToken) =>
        database.FirstAsync<long>(WaitingSql, new { conversationId }, cancellationToken);

    public async Task<DeliveryRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await database.ReadAsync(OneSql, DeliveryRow.Map, cancellationToken, ("id", id))).FirstOrDefault();
}
