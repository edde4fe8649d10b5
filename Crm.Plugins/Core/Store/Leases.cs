namespace Crm.Plugins.Core.Store;

/// <summary>
/// Who may do what alone, until when. A lease that ran out is free; its holder dies or is slow without anybody
/// noticing, so whatever it writes under the lease asks <see cref="Renew"/> in the same transaction.
/// </summary>
public sealed class Leases(Writer writer)
{
    private const string TakeSql = """
        insert into lease (name, owner, until) values (@name, @owner, @until)
        on conflict (name) do update set owner = @owner, until = @until where lease.owner = @owner or lease.until <= @now
        """;

    private const string RenewSql = "update lease set until = @until where name = @name and owner = @owner and until > @now";

    private const string ReleaseSql = "delete from lease where name = @name and owner = @owner";

    private const string FreeAllSql = "delete from lease where name like @prefix || '%'";

    /// <summary>Takes a free lease, or prolongs one's own. False when somebody else holds it.</summary>
    public Task<bool> TakeAsync(string name, string owner, TimeSpan length) => writer.WriteAsync(unit => Take(unit, name, owner, length));

    /// <summary>Prolongs a lease that still holds. False when it is lost.</summary>
    public Task<bool> RenewAsync(string name, string owner, TimeSpan length) => writer.WriteAsync(unit => Renew(unit, name, owner, length));

    public Task ReleaseAsync(string name, string owner) => writer.WriteAsync(unit => unit.Add(ReleaseSql, ("name", name), ("owner", owner)));

    /// <inheritdoc cref="TakeAsync"/>
    public static bool Take(Unit unit, string name, string owner, TimeSpan length) =>
        unit.Execute(TakeSql, ("name", name), ("owner", owner), ("until", Until(unit, length)), ("now", unit.NowMs)) == 1;

    /// <summary>As <see cref="RenewAsync"/>; on PostgreSQL the row stays locked to the end of the transaction, a fence for what it writes.</summary>
    public static bool Renew(Unit unit, string name, string owner, TimeSpan length) =>
        unit.Execute(RenewSql, ("name", name), ("owner", owner), ("until", Until(unit, length)), ("now", unit.NowMs)) == 1;

    /// <summary>Frees every lease of these names. Only where no other node can be: what is left was left by a process that died.</summary>
    public static void FreeAll(Unit unit, string prefix) => unit.Add(FreeAllSql, ("prefix", prefix));

    private static long Until(Unit unit, TimeSpan length) => (unit.Now + length).ToUnixTimeMilliseconds();
}
