using System.Text.Json.Nodes;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>The calls that store nothing which must not be lost: tokens, reconnecting, reading, the stream, files.</summary>
internal sealed class DirectLineEndpoints(
    Callers callers, Conversations conversations, SessionAnswer answer, ActivityView view, StreamEndpoint stream, FileEndpoint files, Cors cors, IChannelLog log, TimeProvider time)
    : IEndpointModule
{
    private const int PageSize = 500;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var routes = endpoints.MapGroup(DirectLineReceiver.Root);
        routes.MapMethods("{**any}", ["OPTIONS"], Preflight);
        routes.MapPost("tokens/generate", (RequestDelegate)(context => ReplyAsync(context, GenerateAsync)));
        routes.MapPost("tokens/refresh", (RequestDelegate)(context => ReplyAsync(context, RefreshAsync)));
        routes.MapGet("conversations/{c}", (RequestDelegate)(context => ReplyAsync(context, ReconnectAsync)));
        routes.MapPost("conversations/{c}/revoke", (RequestDelegate)(context => ReplyAsync(context, RevokeAsync)));
        routes.MapGet("conversations/{c}/activities", (RequestDelegate)(context => ReplyAsync(context, PollAsync)));
        routes.MapGet("conversations/{c}/stream", stream.RunAsync);
        routes.MapGet("session/getsessionid", Session);
        routes.MapGet("files/{id}", files.RunAsync);
        routes.Map("{**any}", context => WriteAsync(context, answer.Error(context.Request.Headers, new DirectLineError(404, "NotFound", "There is no such call."))));
    }

    private async Task<ChannelReply> GenerateAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var (caller, error) = callers.Check(headers);
        if (caller is null) return answer.Error(headers, error!);
        if (!caller.HasSecret) return answer.Error(headers, DirectLineError.SecretOnly);
        var (token, bad) = TokenRequest.Read(await BodyAsync(context));
        return token is null ? answer.Error(headers, bad!) : answer.Json(200, headers, answer.Token(token));
    }

    private async Task<ChannelReply> RefreshAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var (caller, error) = callers.Check(headers);
        if (caller is null) return answer.Error(headers, error!);
        if (caller.Token is not { } token) return answer.Error(headers, DirectLineError.TokenOnly);
        var conversation = await conversations.FindAsync(token.Conversation, context.RequestAborted);
        if (conversation is null && token.Started) return answer.Error(headers, DirectLineError.NoConversation);
        if (conversation is not null && Callers.Admit(caller, conversation) is { } refused) return answer.Error(headers, refused);
        return conversation is { Head.Closed: true }
            ? answer.Error(headers, DirectLineError.Ended)
            : answer.Json(200, headers, answer.Token(token with { Started = token.Started || conversation is not null }));
    }

    private async Task<ChannelReply> ReconnectAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var (caller, conversation, error) = await FindAsync(context);
        if (conversation is null) return answer.Error(headers, error!);
        var from = Watermark.ForStream(Mark(context), conversation.Head);
        // The last words of a conversation that ended meanwhile are still to be had.
        return conversation.Head.Closed && from >= conversation.Head.Last
            ? answer.Error(headers, DirectLineError.Ended)
            : answer.Session(200, headers, caller!, conversation, from);
    }

    private async Task<ChannelReply> RevokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var (caller, conversation, error) = await FindAsync(context);
        if (conversation is null) return answer.Error(headers, error!);
        if (!caller!.HasSecret) return answer.Error(headers, DirectLineError.SecretOnly);
        await conversations.RevokeAsync(conversation, time.GetUtcNow(), context.RequestAborted);
        return answer.Json(200, headers, new JsonObject { ["conversationId"] = conversation.Id });
    }

    private async Task<ChannelReply> PollAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        try
        {
            var (_, conversation, error) = await FindAsync(context);
            if (conversation is null) return answer.Error(headers, error!);
            var after = Watermark.ForPoll(Mark(context), conversation.Head);
            var records = await log.ReadAsync(conversation.Id, after, PageSize, context.RequestAborted);
            return answer.Text(200, headers, view.Set(conversation.Id, records, records.Count > 0 ? records[^1].Seq : after));
        }
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Any other answer would end the client's polling for good; with this one it asks again in a second.
            return answer.Text(200, headers, """{"activities":[]}""");
        }
    }

    private async Task<(Caller? Caller, Conversation? Conversation, DirectLineError? Error)> FindAsync(HttpContext context)
    {
        var id = (string)context.GetRouteValue("c")!;
        var (caller, error) = callers.Check(context.Request.Headers, id);
        if (caller is null) return (null, null, error);
        if (await conversations.FindAsync(id, context.RequestAborted) is not { } conversation) return (null, null, DirectLineError.NoConversation);
        return Callers.Admit(caller, conversation) is { } refused ? (null, null, refused) : (caller, conversation, null);
    }

    private static string? Mark(HttpContext context) => context.Request.Query.TryGetValue("watermark", out var given) ? given.ToString() : null;

    private Task Session(HttpContext context) => WriteAsync(context, new ChannelReply(
        200, "application/json; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["sessionId"] = Ids.New(time.GetUtcNow()) }.ToJsonString()),
        cors.Headers(context.Request.Headers, cookies: true)));

    private Task Preflight(HttpContext context) => WriteAsync(context, new ChannelReply(
        204, Headers: cors.Preflight(context.Request.Headers, cookies: context.Request.Path.Value!.EndsWith("/getsessionid", StringComparison.Ordinal))));

    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > TokenRequest.MaxBytes) return null;
        var buffer = new byte[TokenRequest.MaxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length > TokenRequest.MaxBytes ? null : buffer.AsMemory(0, length);
    }

    private static async Task ReplyAsync(HttpContext context, Func<HttpContext, Task<ChannelReply>> run) => await WriteAsync(context, await run(context));

    internal static async Task WriteAsync(HttpContext context, ChannelReply reply)
    {
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers ?? new Dictionary<string, string>()) context.Response.Headers[name] = value;
        if (reply.Status == 204) return;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }
}
