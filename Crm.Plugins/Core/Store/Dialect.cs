using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// The whole difference between the two databases for shared SQL. Texts are written for PostgreSQL; SQLite gets
/// <c>= any(@ids)</c> as <c>in @ids</c> (Dapper expands the list) and no row locks (it has one writer).
/// </summary>
public sealed partial class Dialect(bool postgres)
{
    private readonly ConditionalWeakTable<string, string> _texts = [];

    public bool IsPostgres { get; } = postgres;

    /// <summary>The text for this database. Weakly kept per string object, as nearly all of them are constants.</summary>
    public string Text(string sql) => IsPostgres ? sql : _texts.GetValue(sql, ForSqlite);

    private static string ForSqlite(string sql) => RowLock().Replace(AnyOf().Replace(sql, "in $1"), "");

    /// <summary>Somebody else was first or stood in the way: rolling back and running again can succeed.</summary>
    public static bool IsRetryable(Exception exception) => exception switch
    {
        PostgresException p => p.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        SqliteException s => IsTaken(s),
        LostRaceException => true,
        _ => false,
    };

    public static bool IsUniqueViolation(DbException exception) => exception switch
    {
        PostgresException p => p.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException s => IsTaken(s),
        _ => false,
    };

    // SQLITE_CONSTRAINT_PRIMARYKEY, _UNIQUE and _ROWID; the others (not null, check, foreign key) never heal.
    private static bool IsTaken(SqliteException exception) => exception.SqliteExtendedErrorCode is 1555 or 2067 or 2579;

    [GeneratedRegex(@"=\s*any\(\s*(@\w+)\s*\)")]
    private static partial Regex AnyOf();

    [GeneratedRegex(@"\bfor update( of \w+)?( skip locked)?")]
    private static partial Regex RowLock();
}

/// <summary>A key turned out to be taken after other rows were written: undo them and look again.</summary>
public sealed class LostRaceException() : Exception("Another node was first.");
