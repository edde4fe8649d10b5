using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>
/// A message was changed by who wrote it: it shows the new words and that they are new. Nobody answers it again. Of an
/// activity with several files only the first message carries words.
/// </summary>
public sealed class EditMessage(Events events) : IFactHandler
{
    private const string EditSql = """
        update message set text = @text, edited_at = @at
        where recalled_at is null and inbox_id in (select id from inbox where channel = @channel and dedup_key = @message_key)
        """;

    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is not MessageEdited edited) return;
        unit.Add(EditSql, ("text", edited.Text), ("at", context.OccurredAt.ToUnixTimeMilliseconds()), ("channel", context.Channel), ("message_key", edited.MessageKey));
        events.Add(unit, new NewEvent("conversation.message") { CustomerId = context.CustomerId, ConversationId = context.Conversation?.Id });
    }
}
