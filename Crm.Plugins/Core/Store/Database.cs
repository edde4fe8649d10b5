using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Plugins.Core.Store;

/// <summary>Opens connections. Reads go through <see cref="QueryAsync{T}"/>; every write goes through <see cref="Writer"/>.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>Set on every open: pooled SQLite connections keep whatever the last user set.</summary>
    private const string Pragmas =
        "pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000; pragma foreign_keys=on; " +
        "pragma cache_size=-65536; pragma temp_store=memory; pragma wal_autocheckpoint=4000;";

    private readonly NpgsqlDataSource? _postgres;
    private readonly FileLock? _fileLock;
    private readonly string _sqlite = "";

    public Database(StoreOptions options)
    {
        options.Checked();
        DapperSetup.Once();
        Dialect = new Dialect(options.IsPostgres);
        if (options.IsPostgres)
        {
            var text = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            if (!text.ContainsKey("Maximum Pool Size")) text.MaxPoolSize = 16;
            if (!text.ContainsKey("Max Auto Prepare")) text.MaxAutoPrepare = 50;
            if (!text.ContainsKey("Application Name")) text.ApplicationName = "crm";
            _postgres = NpgsqlDataSource.Create(text);
            DirectConnectionString = options.DirectConnectionString is { Length: > 0 } direct ? direct : options.ConnectionString;
            return;
        }

        var sqlite = new SqliteConnectionStringBuilder(options.ConnectionString);
        FilePath = Path.GetFullPath(sqlite.DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        sqlite.DataSource = FilePath;
        _sqlite = sqlite.ToString();
        DirectConnectionString = _sqlite;
        _fileLock = FileLock.Take(FilePath + ".lock");
    }

    public Dialect Dialect { get; }

    /// <summary>Absolute path of the SQLite file; empty on PostgreSQL.</summary>
    public string FilePath { get; } = "";

    /// <summary>For migrations, LISTEN and Quartz, which a transaction pooler would break.</summary>
    public string DirectConnectionString { get; }

    public DbConnection Open()
    {
        DbConnection connection = _postgres is null ? new SqliteConnection(_sqlite) : _postgres.CreateConnection();
        connection.Open();
        if (_postgres is null) Prepare(connection);
        return connection;
    }

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        if (_postgres is not null) return await _postgres.OpenConnectionAsync(cancellationToken);
        return Open();
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(Dialect.Text(sql), args, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<T?> FirstAsync<T>(string sql, object? args = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<T>(new CommandDefinition(Dialect.Text(sql), args, cancellationToken: cancellationToken));
    }

    /// <summary>As <see cref="Unit.Read{T}"/>, outside a transaction: for rows with nulls, which positional records dislike.</summary>
    public async Task<List<T>> ReadAsync<T>(
        string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] args)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Dialect.Text(sql);
        foreach (var (name, value) in args)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(map(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        else using (var connection = new SqliteConnection(_sqlite)) SqliteConnection.ClearPool(connection);
        _fileLock?.Dispose();
    }

    private static void Prepare(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
