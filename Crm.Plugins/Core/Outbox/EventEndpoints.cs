using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Server-sent events for desk and portal, resumable by <c>Last-Event-ID</c>. A dealer hears of its own only.</summary>
public static class EventEndpoints
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/events", StreamAsync).ExcludeFromDescription();

    private static async Task StreamAsync(HttpContext context, EventFeed feed, LiveNotes live, TimeProvider time, IHostApplicationLifetime host, Caller caller)
    {
        // A stream never ends by itself: without the host's own token each open page would hold up a polite end.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var stopping = end.Token;
        var from = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } text
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : await feed.LastAsync(stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.WriteAsync(": hello\n\n", stopping);
        await context.Response.Body.FlushAsync(stopping);
        await using var events = feed.ReadAsync(from, new EventFilter { DealerId = caller.DealerId }, stopping).GetAsyncEnumerator(stopping);
        using var notes = live.Listen();
        var next = events.MoveNextAsync().AsTask();
        var note = notes.Notes.WaitToReadAsync(stopping).AsTask();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                // Proxies close a silent connection; a comment line keeps it open.
                await ((Task)Task.WhenAny(next, note)).WaitAsync(KeepAlive, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stopping.IsCancellationRequested) return;
                if (note.IsCompleted)
                {
                    while (notes.Notes.TryRead(out var told)) await WriteNoteAsync(context, told, caller, stopping);
                    note = notes.Notes.WaitToReadAsync(stopping).AsTask();
                }
                else if (!next.IsCompleted) await context.Response.WriteAsync(": still here\n\n", stopping);

                if (next.IsCompleted)
                {
                    if (!await next) return;
                    await context.Response.WriteAsync(Frame(events.Current), stopping);
                    next = events.MoveNextAsync().AsTask();
                }

                await context.Response.Body.FlushAsync(stopping);
            }
        }
        finally
        {
            // An iterator cannot be disposed while it still waits for its next event.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Without an id: whoever resumes does not get it again. Dealers have no part in the maker's chats.</summary>
    private static Task WriteNoteAsync(HttpContext context, LiveNote note, Caller caller, CancellationToken stopping) => caller.IsDealer
        ? Task.CompletedTask
        : context.Response.WriteAsync($"event: {note.Type}\ndata: {JsonSerializer.Serialize(new { note.Type, note.ConversationId }, JsonSerializerOptions.Web)}\n\n", stopping);

    private static string Frame(PublishedEvent e)
    {
        var data = JsonNode.Parse(e.Data) as JsonObject ?? [];
        data["seq"] = e.Seq;
        data["type"] = e.Type;
        data["at"] = Instants.Iso(e.At);
        data["customerId"] = e.CustomerId;
        data["leadId"] = e.LeadId;
        data["callbackId"] = e.PromiseId;
        data["complaintId"] = e.ComplaintId;
        data["conversationId"] = e.ConversationId;
        data["dealerId"] = e.DealerId;
        return $"id: {e.Seq}\nevent: {e.Type}\ndata: {data.ToJsonString(JsonSerializerOptions.Web)}\n\n";
    }
}
