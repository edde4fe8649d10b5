namespace Crm.Plugins.Core.Store;

/// <summary>Section <c>Crm:Store</c>.</summary>
public sealed record StoreOptions
{
    /// <summary><c>sqlite</c> (one node) or <c>postgres</c> (one or more).</summary>
    public string Provider { get; init; } = "sqlite";

    /// <summary>Relative SQLite paths resolve against the current folder, which is made if it is missing.</summary>
    public string ConnectionString { get; init; } = "Data Source=data/crm.db";

    /// <summary>Past the connection pooler, for migrations, LISTEN and Quartz; empty = <see cref="ConnectionString"/>.</summary>
    public string? DirectConnectionString { get; init; }

    public bool IsPostgres => Provider.Equals("postgres", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses settings that would lose data or could never work, naming what to write instead.</summary>
    public StoreOptions Checked()
    {
        if (!IsPostgres && !Provider.Equals("sqlite", StringComparison.OrdinalIgnoreCase))
            throw new StoreConfigurationException($"Crm:Store:Provider is '{Provider}'; write 'sqlite' or 'postgres'.");
        if (string.IsNullOrWhiteSpace(ConnectionString))
            throw new StoreConfigurationException("Crm:Store:ConnectionString is empty; write 'Data Source=data/crm.db' or a PostgreSQL connection string.");
        if (!IsPostgres && ConnectionString.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            throw new StoreConfigurationException("An in-memory SQLite store loses every lead at a restart; write 'Data Source=data/crm.db'.");
        return this;
    }
}

/// <summary>The store cannot be used as configured; the message says what to write.</summary>
public sealed class StoreConfigurationException(string message) : Exception(message);

/// <summary>The writer's queue is full: answer 503 and let the sender retry.</summary>
public sealed class StoreBusyException() : Exception("The store's queue is full; try again in a second.");
