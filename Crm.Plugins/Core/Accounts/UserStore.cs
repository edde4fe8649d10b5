using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Accounts;

/// <summary>SQL of users.</summary>
internal static class UserStore
{
    private const string Columns = """
        u.id, u.user_name, u.display_name, u.role, coalesce(u.dealer_id, '') as dealer_id, u.locale, u.password_hash, u.stamp, u.active,
        u.created_at, u.version
        """;

    private const string ListSql = $"select {Columns} from user_account u where u.id < @before order by u.id desc limit @take";

    private const string OneSql = $"select {Columns} from user_account u where u.id = @id";

    private const string ByNameSql = $"select {Columns} from user_account u where u.user_name = @userName";

    private const string AdminsSql = "select count(*) from user_account where role = 'admin' and active = 1 and id <> @id";

    private const string InsertSql = """
        insert into user_account (id, user_name, display_name, role, dealer_id, locale, password_hash, stamp, active, created_at)
        values (@id, @user_name, @display_name, @role, @dealer_id, @locale, @password_hash, @stamp, 1, @at)
        on conflict (user_name) do nothing
        """;

    private const string UpdateSql = """
        update user_account set display_name = @display_name, role = @role, dealer_id = @dealer_id, locale = @locale,
            password_hash = @password_hash, stamp = @stamp, active = @active, version = version + 1
        where id = @id and version = @version
        """;

    public static Task<IReadOnlyList<UserRow>> ListAsync(Database database, string before, int take) =>
        database.QueryAsync<UserRow>(ListSql, new { before, take });

    public static Task<UserRow?> GetAsync(Database database, string id) => database.FirstAsync<UserRow>(OneSql, new { id });

    public static Task<UserRow?> FindAsync(Database database, string userName) => database.FirstAsync<UserRow>(ByNameSql, new { userName });

    public static UserRow? Get(Unit unit, string id) => unit.First<UserRow>(OneSql, new { id });

    /// <summary>How the user is called; null where there is none.</summary>
    public static string? NameOf(Unit unit, string id) => Get(unit, id)?.DisplayName;

    public static bool IsAnotherAdmin(Unit unit, string id) => unit.First<long>(AdminsSql, new { id }) > 0;

    /// <summary>False where the name is taken.</summary>
    public static bool Add(Unit unit, UserRow user) =>
        unit.Execute(InsertSql, [.. Values(user), ("user_name", user.UserName), ("at", user.CreatedAt)]) == 1;

    /// <summary>False where the version is no longer <see cref="UserRow.Version"/>.</summary>
    public static bool Update(Unit unit, UserRow user) =>
        unit.Execute(UpdateSql, [.. Values(user), ("active", user.Active), ("version", user.Version)]) == 1;

    private static (string, object?)[] Values(UserRow user) =>
    [
        ("id", user.Id), ("display_name", user.DisplayName), ("role", user.Role), ("dealer_id", user.DealerId.Length == 0 ? null : user.DealerId),
        ("locale", user.Locale), ("password_hash", user.PasswordHash), ("stamp", user.Stamp),
    ];
}

/// <param name="DealerId">Empty unless the role is dealer.</param>
/// <param name="Stamp">Changes with password, role and activity; a session made under another stamp is over.</param>
internal sealed record UserRow(
    string Id, string UserName, string DisplayName, string Role, string DealerId, string Locale, string PasswordHash, string Stamp,
    long Active, long CreatedAt, long Version)
{
    public bool MaySignIn => Active == 1;
}
