using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Accounts;

/// <summary>Who did what to whom, written with the change itself. Details name members and ids, never personal data or secrets.</summary>
public static class Audit
{
    /// <summary>The actor where nobody asked: seeding, clocks.</summary>
    public const string System = "system";

    /// <summary>The actor of whom nothing is proved.</summary>
    public const string Stranger = "stranger";

    private const string InsertSql = """
        insert into audit (id, at, actor, action, subject, detail) values (@id, @at, @actor, @action, @subject, @detail)
        """;

    private const string ListSql = """
        select a.id, a.at, a.actor, coalesce(u.display_name, t.name, '') as actor_name, a.action, a.subject, a.detail
        from audit a
        left join user_account u on u.id = a.actor
        left join api_token t on t.id = a.actor
        where a.id < @before and (a.subject = @subject or @subject is null) and (a.actor = @actor or @actor is null)
        order by a.id desc limit @take
        """;

    /// <param name="action">Such as <c>user.created</c>.</param>
    /// <param name="subject">The id of what it was done to.</param>
    public static void Record(Unit unit, string actor, string action, string subject, string detail = "") =>
        unit.Add(InsertSql, ("id", Ids.New(unit.Now)), ("at", unit.NowMs), ("actor", actor), ("action", action), ("subject", subject), ("detail", detail));

    public static Task<IReadOnlyList<AuditRow>> ListAsync(Database database, string? subject, string? actor, PageRequest page) =>
        database.QueryAsync<AuditRow>(ListSql, new { before = page.Before, subject, actor, take = page.Take });
}

public sealed record AuditRow(string Id, long At, string Actor, string ActorName, string Action, string Subject, string Detail);
