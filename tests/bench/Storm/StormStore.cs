using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Bench.Storm;

/// <summary>Looks into the store of a host that has ended, past the product, for what no list of the API shows.</summary>
internal sealed class StormStore : IDisposable
{
    private readonly DbConnection _connection;

    public StormStore(string folder, string? postgres)
    {
        _connection = postgres is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "crm.db")};Pooling=false")
            : new NpgsqlConnection(postgres);
        _connection.Open();
    }

    /// <summary>Everything the channel brought, as it came.</summary>
    public IEnumerable<(string Raw, string Kind)> Inbox() => Rows("select raw, kind from inbox where channel = 'wecom'", row => (row.GetString(0), row.GetString(1)));

    /// <summary>How deliveries ended, by notice.</summary>
    public IEnumerable<(string Notice, int State, string Reason, int Count)> Deliveries() => Rows(
        "select coalesce(notice, kind), state, coalesce(reason, ''), count(*) from delivery group by coalesce(notice, kind), state, coalesce(reason, '')",
        row => (row.GetString(0), (int)row.GetInt64(1), row.GetString(2), (int)row.GetInt64(3)));

    public long Count(string sql) => Rows(sql, row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture)).Single();

    public void Dispose() => _connection.Dispose();

    private List<T> Rows<T>(string sql, Func<DbDataReader, T> map)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the callers.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }
}
