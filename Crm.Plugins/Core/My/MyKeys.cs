using System.Security.Cryptography;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.My;

/// <summary>The key of the links, made once and kept in the store beside those that seal cookies: a link is good on every node and after a restart.</summary>
public sealed class MyKeys(Database database)
{
    private const string Link = "link";

    private const string ReadSql = "select secret from my_key where id = @id";

    private const string AddSql = "insert into my_key (id, secret, created_at) values (@id, @secret, @at) on conflict do nothing";

    private byte[]? _key;

    internal byte[] Get(Unit unit)
    {
        if (_key is { } known) return known;
        unit.Execute(AddSql, ("id", Link), ("secret", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))), ("at", unit.NowMs));
        var key = Convert.FromHexString(unit.Read(ReadSql, row => row.GetString(0), ("id", Link))[0]);
        unit.AfterCommit(() => _key = key);
        return key;
    }

    /// <summary>Null where no link was ever made.</summary>
    internal async Task<byte[]?> FindAsync() => _key ??= await database.FirstAsync<string>(ReadSql, new { id = Link }) is { } secret ? Convert.FromHexString(secret) : null;
}
