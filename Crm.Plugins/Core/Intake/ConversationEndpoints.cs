using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
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

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/conversations", ConversationQueries.ListAsync);
        api.MapGet("/conversations/{id}/messages", ConversationQueries.MessagesAsync);
        api.MapGet("/conversations/{id}/transcript", Transcript.DownloadAsync);
        api.MapPost("/conversations/{id}/messages", Reply);
    }

    private static async Task<Accepted<SentMessage>> Reply(
        Writer writer, Database database, Tell tell, RecordReply replied, ChangeSession sessions, ReplyWindows windows, Events events, Caller caller, string id,
        ReplyInput input, CancellationToken cancellationToken)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var text = input.Text?.Trim() ?? "";
        if (text.Length > MostText || text.Length == 0 && input.MediaId is null) throw ProblemException.Invalid("bad-text", $"text has 1 to {MostText} characters, unless a file goes alone.");
        var found = await Conversations.FindAsync(database, id, cancellationToken) ?? throw ProblemException.NotFound("conversation");
        var window = await windows.ReadAsync(found, cancellationToken);
        if (!window.CanReply) throw Closed(window.Reason!);
        if (window.MessagesLeft < Count(text, input)) throw Closed("message-limit");
        var delivery = await writer.WriteAsync(unit =>
        {
            var conversation = Conversations.ById(unit, id) ?? throw ProblemException.NotFound("conversation");
            sessions.Reply(unit, conversation, caller);
            var sent = (text.Length > 0 ? tell.Words(unit, conversation, caller, text) : null) ?? (input.MediaId is null ? throw Closed("no-channel") : null);
            if (input.MediaId is { } media) sent = tell.Words(unit, conversation, caller, "", Attached(unit, conversation, media)) ?? throw Closed("no-channel");
            replied.Run(unit, conversation, caller);
            events.Add(unit, new NewEvent("conversation.message") { CustomerId = conversation.CustomerId, ConversationId = id });
            return sent!;
        });
        return TypedResults.Accepted($"/api/v1/conversations/{id}/messages", new SentMessage(delivery));
    }

    /// <summary>Text and file are two messages there.</summary>
    private static int Count(string text, ReplyInput input) => (text.Length > 0 ? 1 : 0) + (input.MediaId is null ? 0 : 1);

    private static MessageAttachment Attached(Unit unit, ConversationRow conversation, string mediaId)
    {
        var kind = MediaStore.TypeOf(unit, mediaId) is { } type ? MediaKinds.Sendable(type) : null;
        if (kind is null) throw ProblemException.Invalid("no-such-file", "mediaId names no file that can be sent; upload it first.");
        MediaStore.SentTo(unit, mediaId, conversation.CustomerId);
        return new MessageAttachment(kind, mediaId);
    }

    private static ProblemException Closed(string reason) =>
        ProblemException.Conflict("window-closed", "This channel cannot carry an answer now; call the customer instead.").With("reason", reason);
}

/// <param name="MediaId">A file uploaded before; goes after the text.</param>
public sealed record ReplyInput(string? Text, string? MediaId = null);

public sealed record SentMessage(string DeliveryId);
