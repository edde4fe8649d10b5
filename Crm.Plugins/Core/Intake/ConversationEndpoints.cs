using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Intake;

/// <summary>The two-way record with a customer, and an agent's answer in it. Dealers have no part in the maker's chats.</summary>
public static class ConversationEndpoints
{
    private const int MostText = 2000;

    private const string ListSql = """
        select id, channel, customer_id, coalesce(reply_to, '') as reply_to, opened_at, coalesce(last_inbound_at, 0) as last_inbound_at, last_message_at
        from conversation
        where id < @before and (@customer_id is null or customer_id = @customer_id) order by id desc limit @take
        """;

    private const string MessagesSql = """
        select id, direction, author, kind, text, at, coalesce(delivery_id, '') as delivery_id
        from message where conversation_id = @id and id < @before order by id desc limit @take
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/conversations", List);
        api.MapGet("/conversations/{id}/messages", Messages);
        api.MapPost("/conversations/{id}/messages", Reply);
    }

    private static async Task<Paged<ConversationItem>> List(Database database, Caller caller, PageRequest page, string? customerId = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<ConversationListRow>(ListSql, new { before = page.Before, customer_id = customerId, take = page.Take });
        return Paged<ConversationItem>.Of([.. rows.Select(ConversationItem.From)], page, item => item.Id);
    }

    private static async Task<Paged<MessageItem>> Messages(Database database, Caller caller, PageRequest page, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<MessageRow>(MessagesSql, new { id, before = page.Before, take = page.Take });
        return Paged<MessageItem>.Of([.. rows.Select(MessageItem.From)], page, item => item.Id);
    }

    private static async Task<Accepted<SentMessage>> Reply(Writer writer, Tell tell, RecordReply replied, Events events, Caller caller, string id, ReplyInput input)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        if (input.Text?.Trim() is not { Length: > 0 and <= MostText } text) throw ProblemException.Invalid("bad-text", $"text has 1 to {MostText} characters.");
        var delivery = await writer.WriteAsync(unit =>
        {
            var conversation = Conversations.ById(unit, id) ?? throw ProblemException.NotFound("conversation");
            var sent = tell.Words(unit, conversation, "agent", text)
                ?? throw ProblemException.Conflict("window-closed", "This channel cannot carry an answer now; call the customer instead.").With("reason", "no-channel");
            replied.Run(unit, conversation, caller);
            events.Add(unit, new NewEvent("conversation.message") { CustomerId = conversation.CustomerId, ConversationId = id });
            return sent;
        });
        return TypedResults.Accepted($"/api/v1/conversations/{id}/messages", new SentMessage(delivery));
    }
}

public sealed record ReplyInput(string? Text);

public sealed record SentMessage(string DeliveryId);

internal sealed record ConversationListRow(string Id, string Channel, string CustomerId, string ReplyTo, long OpenedAt, long LastInboundAt, long LastMessageAt);

/// <param name="CanReply">False where the channel has no way back.</param>
public sealed record ConversationItem(string Id, string Channel, string CustomerId, bool CanReply, string OpenedAt, string? LastInboundAt, string LastMessageAt)
{
    internal static ConversationItem From(ConversationListRow row) => new(
        row.Id, row.Channel, row.CustomerId, row.ReplyTo.Length > 0, Instants.Iso(row.OpenedAt), Instants.IsoOrNull(row.LastInboundAt), Instants.Iso(row.LastMessageAt));
}

internal sealed record MessageRow(string Id, string Direction, string Author, string Kind, string Text, long At, string DeliveryId);

public sealed record MessageItem(string Id, string Direction, string Author, string Kind, string Text, string At, string? DeliveryId)
{
    internal static MessageItem From(MessageRow row) => new(
        row.Id, row.Direction, row.Author, row.Kind, row.Text, Instants.Iso(row.At), row.DeliveryId.Length == 0 ? null : row.DeliveryId);
}
