using Dapper;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// Dapper must be set before the first row type is mapped, or it silently yields default values.
/// Rows are positional records whose parameter names equal the SQL column aliases.
/// </summary>
public static class DapperSetup
{
    private static readonly Lazy<bool> Done = new(() =>
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        return true;
    });

    public static void Once() => _ = Done.Value;
}
