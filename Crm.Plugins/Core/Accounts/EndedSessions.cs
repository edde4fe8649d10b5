using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Accounts;

/// <summary>
/// Sessions that were signed out. A cookie proves itself, so a copy of it would outlive the sign-out; whoever shows one is
/// looked up here first, on every node and without a cache. Other sessions of the same person go on.
/// </summary>
public sealed class EndedSessions(Database database, Writer writer)
{
    /// <summary>How long a cookie is good without being renewed; an ended one is never renewed.</summary>
    public static readonly TimeSpan CookieLife = TimeSpan.FromHours(12);

    private const string HasSql = "select count(*) from ended_session where id = @id";

    private const string InsertSql = "insert into ended_session (id, ended_at) values (@id, @at) on conflict (id) do nothing";

    private const string ForgetSql = "delete from ended_session where ended_at < @before";

    public async Task<bool> HasAsync(string session) => await database.FirstAsync<long>(HasSql, new { id = session }) > 0;

    public Task EndAsync(string session, string userId) => writer.WriteAsync(unit =>
    {
        unit.Add(InsertSql, ("id", session), ("at", unit.NowMs));
        unit.Add(ForgetSql, ("before", (unit.Now - 2 * CookieLife).ToUnixTimeMilliseconds()));
        Audit.Record(unit, userId, "session.ended", userId);
    });
}
