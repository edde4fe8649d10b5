using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ChatKeys;

/// <summary>SQL of chat keys. Lists and the theme are kept as JSON.</summary>
internal static class ChatKeyStore
{
    private const string Columns = """
        id, key, name, coalesce(dealer_id, '') as dealer_id, origins, theme, locales, coalesce(scene, '') as scene, active, created_at,
        coalesce(rotated_at, 0) as rotated_at, version
        """;

    private const string ListSql = $"select {Columns} from chat_key where id < @before order by id desc limit @take";

    private const string OneSql = $"select {Columns} from chat_key where id = @id";

    private const string ByKeySql = $"select {Columns} from chat_key where key = @key";

    private const string InsertSql = """
        insert into chat_key (id, key, name, dealer_id, origins, theme, locales, scene, active, created_at)
        values (@id, @key, @name, @dealer_id, @origins, @theme, @locales, @scene, @active, @at)
        """;

    private const string UpdateSql = """
        update chat_key set key = @key, name = @name, dealer_id = @dealer_id, origins = @origins, theme = @theme, locales = @locales, scene = @scene,
            active = @active, rotated_at = @rotated_at, version = version + 1
        where id = @id and version = @version
        """;

    public static Task<IReadOnlyList<ChatKeyRow>> ListAsync(Database database, string before, int take) =>
        database.QueryAsync<ChatKeyRow>(ListSql, new { before, take });

    public static Task<ChatKeyRow?> GetAsync(Database database, string id) => database.FirstAsync<ChatKeyRow>(OneSql, new { id });

    public static Task<ChatKeyRow?> ByKeyAsync(Database database, string key) => database.FirstAsync<ChatKeyRow>(ByKeySql, new { key });

    public static ChatKeyRow? Get(Unit unit, string id) => unit.First<ChatKeyRow>(OneSql, new { id });

    public static void Add(Unit unit, ChatKeyRow row) => unit.Add(InsertSql, [("id", row.Id), .. Values(row), ("at", unit.NowMs)]);

    /// <summary>False where the version is no longer <see cref="ChatKeyRow.Version"/>.</summary>
    public static bool Update(Unit unit, ChatKeyRow row) => unit.Execute(UpdateSql,
        [.. Values(row), ("rotated_at", row.RotatedAt == 0 ? null : row.RotatedAt), ("id", row.Id), ("version", row.Version)]) == 1;

    private static (string, object?)[] Values(ChatKeyRow row) =>
    [
        ("key", row.Key), ("name", row.Name), ("dealer_id", row.DealerId.Length == 0 ? null : row.DealerId), ("origins", row.Origins), ("theme", row.Theme),
        ("locales", row.Locales), ("scene", row.Scene.Length == 0 ? null : row.Scene), ("active", row.Active),
    ];
}

/// <summary>A chat window as stored.</summary>
/// <param name="DealerId">Empty = the maker's own.</param>
/// <param name="RotatedAt">0 = never.</param>
public sealed record ChatKeyRow(
    string Id, string Key, string Name, string DealerId, string Origins, string Theme, string Locales, string Scene, long Active, long CreatedAt,
    long RotatedAt, long Version);
