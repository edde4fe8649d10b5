using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.OtherBots;

/// <summary>SQL of the conversations another bot answers.</summary>
internal static class OtherBotStore
{
    private const string MarkSql = """
        update conversation set answered_by = @account where id = @id and coalesce(answered_by, '') <> @account
        """;

    private const string FindSql = """
        select conversation_key, coalesce(answered_by, '') from conversation where id = @id
        """;

    private const string FailedSql = "update conversation set bot_failed_at = @now where id = @id and bot_failed_at <= @since";

    public static void Mark(Unit unit, string conversationId, string account) => unit.Add(MarkSql, ("account", account), ("id", conversationId));

    /// <summary>Null where our own dialogs answer.</summary>
    public static (string Key, string Account)? Find(Unit unit, string conversationId)
    {
        var rows = unit.Read(FindSql, row => (row.GetString(0), row.GetString(1)), ("id", conversationId));
        return rows is [{ Item2.Length: > 0 } found] ? found : null;
    }

    /// <summary>True for the first failure within that time, so that customers hear of an outage once.</summary>
    public static bool Failed(Unit unit, string conversationId, TimeSpan within) =>
        unit.Execute(FailedSql, ("now", unit.NowMs), ("id", conversationId), ("since", unit.NowMs - (long)within.TotalMilliseconds)) == 1;
}
