using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.Load;

/// <summary>What the same disk gives in the same minute; results are stated as ratios to it.</summary>
/// <param name="Appends">Appends of 4 KB, each flushed to the disk, a second.</param>
/// <param name="Commits">Transactions of one row in SQLite with WAL and synchronous=FULL, a second.</param>
internal sealed record PhysicalLimit(double Appends, double Commits)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(2);

    public static PhysicalLimit Measure(string folder) => new(AppendsIn(folder), CommitsIn(folder));

    private static double AppendsIn(string folder)
    {
        var path = Path.Combine(folder, "limit.bin");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var block = new byte[4096];
        var offset = 0L;
        return PerSecond(() =>
        {
            RandomAccess.Write(file, block, offset);
            RandomAccess.FlushToDisk(file);
            offset += block.Length;
        });
    }

    private static double CommitsIn(string folder)
    {
        var path = Path.Combine(folder, "limit.db");
        double rate;
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            connection.Open();
            Execute(connection, "pragma journal_mode=wal; pragma synchronous=full; create table row (id integer primary key, text text not null)");
            using var insert = connection.CreateCommand();
            insert.CommandText = "insert into row (text) values ('one row of ordinary length, such as an outbox entry would have')";
            rate = PerSecond(() =>
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                insert.Transaction = transaction;
                insert.ExecuteNonQuery();
                transaction.Commit();
            });
        }

        foreach (var left in Directory.GetFiles(folder, "limit.db*"))
            File.Delete(left);
        return rate;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static double PerSecond(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(started) < Span; count++)
            action();
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
