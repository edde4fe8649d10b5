using System.Data.Common;
using Crm.Plugins.Contract;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Bench.Scenarios;

/// <summary>
/// Fills a store that has been migrated and is not running with open promises, past the product: it is the only way to have
/// 100,000 of them, with some due at chosen seconds, in a few seconds.
/// </summary>
internal sealed class PromiseSeed(DbConnection connection, bool postgres)
{
    private const string Promise = """
        insert into promise (id, customer_id, topic, kind, state, open_key, requested_at, window_start, due_at, time_zone,
            calendar_id, calendar_version, owner_kind, locale)
        values (@id, @customer, 'callback', 'asap', 'scheduled', @key, @now, @now, @due, 'Asia/Shanghai', 'cn-office', 1, 'desk', 'zh-CN')
        """;

    private const string Customer = "insert into customer (id, name, locale, created_at) values (@id, 'Bench', 'zh-CN', @now)";

    /// <summary>One step per promise. The step that ends a promise nobody kept is the dearest one.</summary>
    private const string Step = """
        insert into step (subject_id, step, kind, due_at, state) values (@id, 'deadline', 'promise', @due, 0)
        """;

    private const string DoneAt = "select subject_id, due_at, coalesce(done_at, 0) from step where due_at >= @from and due_at < @to";

    public static PromiseSeed Open(string? provider, string connectionString)
    {
        var postgres = provider == "postgres";
        DbConnection connection = postgres ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString + ";Pooling=false");
        connection.Open();
        return new PromiseSeed(connection, postgres);
    }

    /// <summary>Adds promises whose deadlines are these whole seconds.</summary>
    public void Add(IEnumerable<DateTimeOffset> deadlines, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction();
        using var promise = Prepare(Promise, transaction, "id", "customer", "key", "now", "due");
        using var customer = Prepare(Customer, transaction, "id", "now");
        using var step = Prepare(Step, transaction, "id", "due");
        foreach (var deadline in deadlines)
        {
            var (id, owner, due) = (Ids.New(now), Ids.New(now), deadline.ToUnixTimeMilliseconds());
            Run(customer, owner, now.ToUnixTimeMilliseconds());
            Run(promise, id, owner, owner + ":callback", now.ToUnixTimeMilliseconds(), due);
            Run(step, id, due);
        }

        transaction.Commit();
    }

    /// <summary>How late each step of the time span was done, in milliseconds; null where it was not.</summary>
    public IReadOnlyList<double?> Lateness(DateTimeOffset from, DateTimeOffset to)
    {
        using var command = Prepare(DoneAt, null, "from", "to");
        command.Parameters[0].Value = from.ToUnixTimeMilliseconds();
        command.Parameters[1].Value = to.ToUnixTimeMilliseconds();
        using var reader = command.ExecuteReader();
        var late = new List<double?>();
        while (reader.Read())
            late.Add(reader.GetInt64(2) == 0 ? null : reader.GetInt64(2) - reader.GetInt64(1));
        return late;
    }

    public void Close() => connection.Dispose();

    private DbCommand Prepare(string sql, DbTransaction? transaction, params string[] names)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = postgres ? name : "@" + name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Run(DbCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
