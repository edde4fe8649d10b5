using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Transfers;

/// <summary>SQL of transfers.</summary>
internal static class TransferStore
{
    /// <summary>The platform hands a customer over at most so often.</summary>
    public const int MostPerCustomer = 2;

    public static readonly TimeSpan PerCustomer = TimeSpan.FromDays(90);

    private const string Columns = """
        t.id, t.channel, t.account, t.from_member, t.to_member, t.leaver, t.whole, coalesce(t.message, '') as message, t.state, t.started_by,
        t.started_at, coalesce(t.finished_at, 0) as finished_at, t.polls, t.version
        """;

    private const string ItemColumns = """
        i.transfer_id, i.contact, i.link_id, i.customer_id, i.batch, i.state, coalesce(i.reason, '') as reason,
        coalesce(i.platform_code, 0) as platform_code, i.started_at, i.changed_at
        """;

    private const string ListSql = $"select {Columns} from transfer t where t.id < @before order by t.id desc limit @take";

    private const string OneSql = $"select {Columns} from transfer t where t.id = @id";

    private const string ItemsSql = $"select {ItemColumns} from transfer_item i where i.transfer_id = @id order by i.batch, i.contact";

    private const string OpenOfContactSql = $"select {ItemColumns} from transfer_item i where i.open_key = @open_key";

    private const string PastSql = """
        select i.contact, count(*) as times, count(i.open_key) as running from transfer_item i join transfer t on t.id = i.transfer_id
        where t.channel = @channel and t.account = @account and (i.open_key is not null or (i.started_at > @since and i.state in ('done', 'refused')))
        group by i.contact
        """;

    private const string InsertSql = """
        insert into transfer (id, channel, account, from_member, to_member, leaver, whole, message, state, started_by, started_at)
        values (@id, @channel, @account, @from, @to, @leaver, @whole, @message, 'running', @by, @at)
        """;

    private const string InsertItemSql = """
        insert into transfer_item (transfer_id, contact, link_id, customer_id, batch, state, open_key, started_at, changed_at)
        values (@id, @contact, @link_id, @customer_id, @batch, 'queued', @open_key, @at, @at) on conflict (open_key) do nothing
        """;

    private const string MoveItemSql = """
        update transfer_item set state = @state, reason = @reason, platform_code = @code, changed_at = @at,
            open_key = case when @over = 1 then null else open_key end
        where transfer_id = @id and contact = @contact and state = @was
        """;

    private const string PolledSql = "update transfer set polls = polls + 1, version = version + 1 where id = @id";

    private const string FinishSql = "update transfer set state = 'done', finished_at = @at, version = version + 1 where id = @id and state = 'running'";

    public static Task<IReadOnlyList<TransferRow>> ListAsync(Database database, string before, int take) =>
        database.QueryAsync<TransferRow>(ListSql, new { before, take });

    public static Task<TransferRow?> GetAsync(Database database, string id) => database.FirstAsync<TransferRow>(OneSql, new { id });

    public static Task<IReadOnlyList<TransferItemRow>> ItemsAsync(Database database, string id) => database.QueryAsync<TransferItemRow>(ItemsSql, new { id });

    /// <summary>How often each contact was handed over lately, and whether it is being right now.</summary>
    public static Task<IReadOnlyList<PastTransfers>> PastAsync(Database database, string channel, string account, DateTimeOffset now) =>
        database.QueryAsync<PastTransfers>(PastSql, new { channel, account, since = (now - PerCustomer).ToUnixTimeMilliseconds() });

    public static TransferRow? Get(Unit unit, string id) => unit.First<TransferRow>(OneSql, new { id });

    public static IReadOnlyList<TransferItemRow> Items(Unit unit, string id) => unit.Query<TransferItemRow>(ItemsSql, new { id });

    public static TransferItemRow? OpenOf(Unit unit, string channel, string account, string contact) =>
        unit.First<TransferItemRow>(OpenOfContactSql, new { open_key = OpenKey(channel, account, contact) });

    public static void Add(Unit unit, TransferRow t) => unit.Add(InsertSql,
        ("id", t.Id), ("channel", t.Channel), ("account", t.Account), ("from", t.FromMember), ("to", t.ToMember), ("leaver", t.Leaver),
        ("whole", t.Whole), ("message", t.Message.Length == 0 ? null : t.Message), ("by", t.StartedBy), ("at", t.StartedAt));

    /// <summary>False where this contact's hand-over is under way already.</summary>
    public static bool TryAdd(Unit unit, TransferRow t, string contact, string linkId, string customerId, long batch) => unit.Execute(InsertItemSql,
        ("id", t.Id), ("contact", contact), ("link_id", linkId), ("customer_id", customerId), ("batch", batch),
        ("open_key", OpenKey(t.Channel, t.Account, contact)), ("at", unit.NowMs)) == 1;

    /// <summary>A compare-and-set: false where it is no longer as read, so that everything that follows happens once.</summary>
    public static bool Move(Unit unit, TransferItemRow item, string state, string? reason = null, long code = 0) => unit.Execute(MoveItemSql,
        ("state", state), ("reason", reason), ("code", code == 0 ? null : code), ("at", unit.NowMs), ("over", (item with { State = state }).IsOver ? 1L : 0L),
        ("id", item.TransferId), ("contact", item.Contact), ("was", item.State)) == 1;

    public static void Polled(Unit unit, string id) => unit.Add(PolledSql, ("id", id));

    public static bool Finish(Unit unit, string id) => unit.Execute(FinishSql, ("id", id), ("at", unit.NowMs)) == 1;

    private static string OpenKey(string channel, string account, string contact) => $"{channel}:{account}:{contact}";
}

internal sealed record PastTransfers(string Contact, long Times, long Running);
