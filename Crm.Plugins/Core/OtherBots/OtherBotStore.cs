using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.OtherBots;

/// <summary>SQL of the conversations another bot answers.</summary>
internal static class OtherBotStore
{
    private const string MarkSql = """
        insert into other_bot (conversation_id, conversation_key, account) values (@id, @key, @account)
        on conflict (conversation_id) do update set account = @account where other_bot.account <> @account
        """;

    private const string FindSql = "select conversation_key, account from other_bot where conversation_id = @id";

    private const string FailedSql = "update other_bot set failed_at = @now where conversation_id = @id and failed_at <= @since";

    public static void Mark(Unit unit, string conversationId, string key, string account) =>
        unit.Add(MarkSql, ("id", conversationId), ("key", key), ("account", account));

    /// <summary>Null where our own dialogs answer.</summary>
    public static (string Key, string Account)? Find(Unit unit, string conversationId)
    {
        var rows = unit.Read(FindSql, row => (row.GetString(0), row.GetString(1)), ("id", conversationId));
        return rows is [var found] ? found : null;
    }

    /// <summary>True for the first failure within that time, so that customers hear of an outage once.</summary>
    public static bool Failed(Unit unit, string conversationId, TimeSpan within) =>
        unit.Execute(FailedSql, ("now", unit.NowMs), ("id", conversationId), ("since", unit.NowMs - (long)within.TotalMilliseconds)) == 1;
}
