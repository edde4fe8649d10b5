using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Conversations with who has them, and their messages with files, recalls and what became of ours.</summary>
public static class ConversationQueries
{
    private const string ListSql = """
        select c.id, c.channel, c.customer_id, coalesce(u.name, '') as customer_name, coalesce(c.reply_to, '') as reply_to, c.opened_at,
            coalesce(c.last_inbound_at, 0) as last_inbound_at, c.last_message_at, coalesce(s.state, 'bot') as state,
            coalesce(s.owner_kind, '') as owner_kind, coalesce(s.owner_name, '') as owner_name, coalesce(s.since, 0) as since
        from conversation c left join service_session s on s.conversation_id = c.id left join customer u on u.id = c.customer_id
        where c.id < @before and (@customer_id is null or c.customer_id = @customer_id)
            and (@state is null or coalesce(s.state, 'bot') = @state)
        order by c.id desc limit @take
        """;

    private const string MessagesSql = """
        select m.id, m.direction, m.author, m.kind, case when m.recalled_at is null or @audit = 1 then m.text else '' end as text, m.at,
            coalesce(m.delivery_id, '') as delivery_id, coalesce(m.media_id, '') as media_id, coalesce(f.content_type, '') as content_type,
            coalesce(f.file_name, '') as file_name, coalesce(f.size, 0) as size, coalesce(q.state, -1) as fetching, coalesce(q.reason, '') as fetch_reason,
            coalesce(m.recalled_at, 0) as recalled_at, coalesce(m.recalled_by, '') as recalled_by,
            coalesce(d.state, -1) as delivery, coalesce(d.reason, '') as delivery_reason, coalesce(m.author_name, '') as author_name,
            coalesce(m.edited_at, 0) as edited_at
        from message m left join media f on f.id = m.media_id left join media_fetch q on q.message_id = m.id left join delivery d on d.id = m.delivery_id
        where m.conversation_id = @id and m.id < @before order by m.id desc limit @take
        """;

    public static async Task<Paged<ConversationItem>> ListAsync(Database database, Caller caller, PageRequest page, string? customerId = null, string? state = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<ConversationListRow>(ListSql, new { before = page.Before, customer_id = customerId, state, take = page.Take });
        return Paged<ConversationItem>.Of([.. rows.Select(ConversationItem.From)], page, item => item.Id);
    }

    /// <summary>What a recalled message said is for team leads and administrators only.</summary>
    public static async Task<Paged<MessageItem>> MessagesAsync(Database database, Caller caller, PageRequest page, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var audit = caller.Role == Role.Agent ? 0 : 1;
        var rows = await database.QueryAsync<MessageRow>(MessagesSql, new { id, before = page.Before, take = page.Take, audit });
        return Paged<MessageItem>.Of([.. rows.Select(row => MessageItem.From(row, audit == 1))], page, item => item.Id);
    }
}

internal sealed record ConversationListRow(
    string Id, string Channel, string CustomerId, string CustomerName, string ReplyTo, long OpenedAt, long LastInboundAt, long LastMessageAt, string State,
    string OwnerKind, string OwnerName, long Since);

/// <param name="CanReply">False where the channel has no way back; whether its window is open says <c>/conversations/{id}/window</c>.</param>
/// <param name="State">bot, waiting, agent or ended.</param>
public sealed record ConversationItem(
    string Id, string Channel, string CustomerId, string? CustomerName, bool CanReply, string OpenedAt, string? LastInboundAt, string LastMessageAt, string State,
    string? OwnerKind, string? OwnerName, string? Since)
{
    internal static ConversationItem From(ConversationListRow row) => new(
        row.Id, row.Channel, row.CustomerId, CustomerViews.None(row.CustomerName), row.ReplyTo.Length > 0, Instants.Iso(row.OpenedAt),
        Instants.IsoOrNull(row.LastInboundAt), Instants.Iso(row.LastMessageAt), row.State, CustomerViews.None(row.OwnerKind),
        CustomerViews.None(row.OwnerName), Instants.IsoOrNull(row.Since));
}

internal sealed record MessageRow(
    string Id, string Direction, string Author, string Kind, string Text, long At, string DeliveryId, string MediaId, string ContentType, string FileName,
    long Size, long Fetching, string FetchReason, long RecalledAt, string RecalledBy, long Delivery, string DeliveryReason, string AuthorName,
    long EditedAt);

/// <param name="AuthorName">The agent who wrote it; null for customer and bot.</param>
/// <param name="Media">The file, once we have it.</param>
/// <param name="MediaState">waiting or lost, while or since we do not have it; null else.</param>
/// <param name="EditedAt">When whoever wrote it last changed it; null = never.</param>
/// <param name="Delivery">What became of a message of ours; null for others'.</param>
public sealed record MessageItem(
    string Id, string Direction, string Author, string Kind, string Text, string At, string? DeliveryId, MediaItem? Media, string? MediaState,
    string? MediaReason, RecallItem? Recalled, DeliveryMark? Delivery, string? AuthorName, string? EditedAt)
{
    private const long GivenUp = 3;

    internal static MessageItem From(MessageRow row, bool audit) => new(
        row.Id, row.Direction, row.Author, row.Kind, row.Text, Instants.Iso(row.At), CustomerViews.None(row.DeliveryId),
        row.MediaId.Length == 0 || row.RecalledAt > 0 && !audit ? null
            : new MediaItem(row.MediaId, row.ContentType, CustomerViews.None(row.FileName), row.Size, MediaKinds.IsPicture(row.ContentType)),
        row.MediaId.Length > 0 || row.Fetching < 0 ? null : row.Fetching == GivenUp ? "lost" : "waiting", CustomerViews.None(row.FetchReason),
        row.RecalledAt == 0 ? null : new RecallItem(row.RecalledBy, Instants.Iso(row.RecalledAt)),
        row.Delivery < 0 ? null : new DeliveryMark(Words.Of((DeliveryState)row.Delivery), CustomerViews.None(row.DeliveryReason)), CustomerViews.None(row.AuthorName),
        Instants.IsoOrNull(row.EditedAt));
}

/// <param name="Inline">A picture, to be shown; all else is a download.</param>
public sealed record MediaItem(string Id, string ContentType, string? FileName, long Size, bool Inline);

/// <param name="By">customer or member.</param>
public sealed record RecallItem(string By, string At);

/// <param name="State">queued, sending, sent, dead, unknown or expired; the last three did not surely arrive.</param>
public sealed record DeliveryMark(string State, string? Reason);
