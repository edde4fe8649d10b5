using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>A message was taken back: it is marked, whether it has been handled or has yet to come. Its words stay in the audit copy.</summary>
public sealed class RecallMessage(Events events) : IFactHandler
{
    private const string RememberSql = """
        insert into message_recall (channel, message_key, recalled_by, at) values (@channel, @message_key, @by, @at)
        on conflict (channel, message_key) do nothing
        """;

    private const string MarkSql = """
        update message set recalled_at = @at, recalled_by = @by
        where recalled_at is null and inbox_id in (select id from inbox where channel = @channel and dedup_key = @message_key)
        """;

    private const string WasSql = "select recalled_by, at from message_recall where channel = @channel and message_key = @message_key";

    private const string MarkOneSql = "update message set recalled_at = @at, recalled_by = @by where id = @id";

    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is not MessageRecalled recalled) return;
        var at = context.OccurredAt.ToUnixTimeMilliseconds();
        unit.Add(RememberSql, ("channel", context.Channel), ("message_key", recalled.MessageKey), ("by", recalled.By), ("at", at));
        unit.Add(MarkSql, ("at", at), ("by", recalled.By), ("channel", context.Channel), ("message_key", recalled.MessageKey));
        events.Add(unit, new NewEvent("conversation.message") { CustomerId = context.CustomerId, ConversationId = context.Conversation?.Id });
    }

    /// <summary>True where the message was recalled before it came to us; it is then marked and nobody answers it.</summary>
    public static bool WasRecalled(Unit unit, string channel, string messageKey, string messageId)
    {
        var rows = unit.Read(WasSql, row => (By: row.GetString(0), At: row.GetInt64(1)), ("channel", channel), ("message_key", messageKey));
        if (rows.Count == 0) return false;
        unit.Add(MarkOneSql, ("at", rows[0].At), ("by", rows[0].By), ("id", messageId));
        return true;
    }
}
