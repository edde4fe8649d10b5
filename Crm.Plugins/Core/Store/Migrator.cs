using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// Runs the numbered <c>.sql</c> files of the slices in order, each once, all that is missing in one transaction, under
/// a lock so that two nodes starting together take turns. A file that changed after it ran is refused.
/// A <c>.postgres.sql</c> or <c>.sqlite.sql</c> file runs there only.
/// </summary>
public sealed class Migrator
{
    private const long LockKey = 0x43524D;

    private const string Journal = """
        create table if not exists migration (
            number bigint primary key, name text not null, checksum text not null, applied_at bigint not null)
        """;

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<Script> _scripts;

    public Migrator(Database database, TimeProvider time)
        : this(database, time, Shipped)
    {
    }

    internal Migrator(Database database, TimeProvider time, IReadOnlyList<Script> scripts)
    {
        _database = database;
        _time = time;
        _scripts = scripts;
    }

    /// <summary>Applies what is missing and returns the names applied.</summary>
    public IReadOnlyList<string> Migrate()
    {
        var postgres = _database.Dialect.IsPostgres;
        using DbConnection connection = postgres ? new NpgsqlConnection(_database.DirectConnectionString) : _database.Open();
        if (postgres) connection.Open();
        using var transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : connection.BeginTransaction();
        if (postgres) connection.Execute("select pg_advisory_xact_lock(@key)", new { key = LockKey }, transaction);
        connection.Execute(Journal, transaction: transaction);
        var known = connection.Query<(long Number, string Checksum)>("select number, checksum from migration", transaction: transaction)
            .ToDictionary(row => row.Number, row => row.Checksum);
        var applied = new List<string>();
        if (_scripts.GroupBy(script => script.Number).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new StoreConfigurationException($"Migrations {string.Join(" and ", twice.Select(script => script.Name))} have one number; give the newer one the next free number.");
        foreach (var script in _scripts.Where(script => !script.Name.EndsWith(postgres ? ".sqlite.sql" : ".postgres.sql", StringComparison.Ordinal)))
        {
            if (known.TryGetValue(script.Number, out var checksum))
            {
                if (checksum != script.Checksum)
                    throw new StoreConfigurationException($"Migration {script.Name} differs from the one this store was made with; restore the released text and add a new file instead.");
                continue;
            }

            connection.Execute(script.Text, transaction: transaction);
            connection.Execute(
                "insert into migration (number, name, checksum, applied_at) values (@number, @name, @checksum, @at)",
                new { number = script.Number, name = script.Name, checksum = script.Checksum, at = _time.GetUtcNow().ToUnixTimeMilliseconds() },
                transaction);
            applied.Add(script.Name);
        }

        transaction.Commit();
        return applied;
    }

    internal static IReadOnlyList<Script> Shipped { get; } = Load();

    private static List<Script> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                var text = reader.ReadToEnd().ReplaceLineEndings("\n");
                return new Script(name, text);
            })];
    }

    internal sealed record Script(string Name, string Text)
    {
        public long Number { get; } = long.Parse(Name[..4], CultureInfo.InvariantCulture);

        public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }
}
