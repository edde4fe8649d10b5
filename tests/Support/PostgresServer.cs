using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Crm.Tests.Support;

/// <summary>
/// A real PostgreSQL of our own: one per test process, started by the first test that asks, with default durability,
/// in a temporary folder on a free loopback port. PostgreSQL refuses to run as root, so root hands it to user postgres.
/// </summary>
public sealed class PostgresServer
{
    private const string Prefix = "crm-postgres-";
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => Task.Run(StartAsync));
    private readonly string _root;
    private readonly FileStream _alive;
    private readonly NpgsqlConnectionStringBuilder _maintenance;
    private int _databases;

    private PostgresServer(string root, FileStream alive, int port)
    {
        _root = root;
        _alive = alive;
        _maintenance = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = port, Username = "crm", Database = "postgres", Pooling = false,
        };
    }

    /// <summary>Null where PostgreSQL can run; otherwise why not, and what to do about it.</summary>
    public static string? Missing { get; } =
        Programs() is null
            ? "PostgreSQL is not installed: apt-get install postgresql (or run ./test.sh as root)."
            : Environment.IsPrivilegedProcess && Command.Find("runuser") is null
                ? "PostgreSQL does not run as root and runuser is missing: run the tests as an ordinary user."
                : null;

    public static Task<PostgresServer> GetAsync() =>
        Missing is null ? Shared.Value : throw new InvalidOperationException(Missing);

    /// <returns>The connection string of a fresh, empty database.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"crm_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"create database {name}");
        return new NpgsqlConnectionStringBuilder(_maintenance.ConnectionString) { Database = name, Pooling = true }.ConnectionString;
    }

    public async Task DropDatabaseAsync(string connectionString)
    {
        await using (var pool = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(pool);
        await ExecuteAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_maintenance.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
            RemoveIfDead(left);

        var root = Directory.CreateTempSubdirectory(Prefix).FullName;
        // An open file is a lock that dies with this process: whoever finds it free may clear the folder away.
        var alive = new FileStream(Path.Combine(root, "alive"), FileMode.Create, FileAccess.Write, FileShare.None);
        if (Environment.IsPrivilegedProcess)
            Command.Run("chown", "postgres", root);
        Command.Run(AsOwner("initdb", "-D", Data(root), "-U", "crm", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));

        var port = FreePort.Next();
        var server = new PostgresServer(root, alive, port);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        Command.Run(AsOwner(
            "pg_ctl", "-D", Data(root), "-l", Path.Combine(root, "log"), "-w", "start", "-o",
            string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={root} -c max_connections=200")));
        await server.ExecuteAsync("select 1");
        return server;
    }

    private void Stop()
    {
        _alive.Dispose();
        RemoveIfDead(_root);
    }

    private static void RemoveIfDead(string root)
    {
        try
        {
            using (new FileStream(Path.Combine(root, "alive"), FileMode.Open, FileAccess.Write, FileShare.None))
            {
                if (File.Exists(Path.Combine(Data(root), "postmaster.pid")))
                    Command.Run(AsOwner("pg_ctl", "-D", Data(root), "-m", "immediate", "stop"));
                Directory.Delete(root, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // In use by another test run, or half gone already: not ours to fight over.
            Debug.WriteLine(e.Message);
        }
    }

    private static string Data(string root) => Path.Combine(root, "data");

    private static string[] AsOwner(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs() ?? "", program), .. arguments];
        return Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;
    }

    // Debian keeps initdb and pg_ctl off PATH, one folder per version.
    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .OrderBy(bin => bin.Length).ThenBy(bin => bin, StringComparer.Ordinal)
                .LastOrDefault() ?? OnPath()
            : OnPath();

    private static string? OnPath() => Path.GetDirectoryName(Command.Find("initdb"));
}
