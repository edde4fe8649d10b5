using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.CannedReplies;

internal static class CannedReplyStore
{
    private const string ListSql = """
        select id, owner_id, shortcut, title, texts, version from canned_reply where owner_id in ('', @me) order by shortcut, owner_id desc, id limit 500
        """;

    private const string OneSql = "select id, owner_id, shortcut, title, texts, version from canned_reply where id = @id";

    private const string AddSql = """
        insert into canned_reply (id, owner_id, shortcut, title, texts, updated_by, updated_at)
        values (@id, @owner_id, @shortcut, @title, @texts, @by, @at) on conflict (owner_id, shortcut) do nothing
        """;

    private const string TakenSql = "select count(*) from canned_reply where owner_id = @owner_id and shortcut = @shortcut and id <> @id";

    private const string ChangeSql = """
        update canned_reply set shortcut = @shortcut, title = @title, texts = @texts, updated_by = @by, updated_at = @at, version = version + 1
        where id = @id and version = @version
        """;

    private const string RemoveSql = "delete from canned_reply where id = @id and version = @version";

    public static Task<IReadOnlyList<CannedReplyRow>> ListAsync(Database database, string me) => database.QueryAsync<CannedReplyRow>(ListSql, new { me });

    public static CannedReplyRow? Get(Unit unit, string id) => unit.First<CannedReplyRow>(OneSql, new { id });

    /// <summary>Null where the shortcut is taken.</summary>
    public static string? Add(Unit unit, string owner, CannedReplyText text, string by)
    {
        var id = Ids.New(unit.Now);
        return unit.Execute(AddSql, ("id", id), ("owner_id", owner), ("shortcut", text.Shortcut), ("title", text.Title), ("texts", text.Texts), ("by", by), ("at", unit.NowMs)) == 1
            ? id : null;
    }

    public static bool IsTaken(Unit unit, string id, string owner, string shortcut) => unit.First<long>(TakenSql, new { id, owner_id = owner, shortcut }) > 0;

    /// <summary>False where somebody else was first.</summary>
    public static bool Change(Unit unit, CannedReplyRow row, CannedReplyText text, string by) => unit.Execute(ChangeSql, ("shortcut", text.Shortcut), ("title", text.Title),
        ("texts", text.Texts), ("by", by), ("at", unit.NowMs), ("id", row.Id), ("version", row.Version)) == 1;

    public static bool Remove(Unit unit, CannedReplyRow row) => unit.Execute(RemoveSql, ("id", row.Id), ("version", row.Version)) == 1;
}

/// <param name="OwnerId">Empty = the team's.</param>
/// <param name="Texts">JSON by locale.</param>
internal sealed record CannedReplyRow(string Id, string OwnerId, string Shortcut, string Title, string Texts, long Version);
