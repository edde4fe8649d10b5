using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Api;
using Crm.Adapters.WeComSandbox.Http;
using Crm.Adapters.WeComSandbox.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Adapters.WeComSandbox;

/// <summary>The simulated API over HTTP.</summary>
public static class WeComPlatformEndpoints
{
    private const int MostUploadBytes = (20 << 20) + (64 << 10);

    /// <summary>
    /// Maps <c>cgi-bin/*</c> below where <paramref name="endpoints"/> stands; that place is the adapter's ApiBaseUrl.
    /// </summary>
    /// <param name="allowRemote">Answers other machines too.</param>
    public static void MapWeComPlatform(this IEndpointRouteBuilder endpoints, WeComPlatform platform, bool allowRemote = false)
    {
        endpoints.Map("cgi-bin/{**call}", LocalOnly.Guard(allowRemote, context => Answer(context, platform)));
        endpoints.MapGet("connect/oauth2/authorize", LocalOnly.Guard(allowRemote, context => SignIn(context, platform)));
    }

    /// <summary>
    /// The sign-in page (4.7) without the page: it sends the browser back at once, as the member whom <c>as</c> names.
    /// </summary>
    private static Task SignIn(HttpContext context, WeComPlatform platform)
    {
        var query = context.Request.Query;
        var corp = platform.Corps.FirstOrDefault(corp => corp.CorpId == query["appid"]);
        var member = query["as"].ToString();
        if (corp is null || !Uri.TryCreate(query["redirect_uri"], UriKind.Absolute, out var back) || back.Scheme is not ("http" or "https") || query["response_type"] != "code"
            || member.Length > 0 && !corp.Staff.Working.Contains(member, StringComparer.OrdinalIgnoreCase))
            return JsonHttp.Problem(context, 400, "bad-sign-in", "Send appid, redirect_uri, response_type=code, scope, state and agentid; and as=userid of somebody who is there.");
        context.Response.Redirect(corp.SignIn.Authorize(query["redirect_uri"].ToString(), query["state"].ToString(), query["scope"], member.Length > 0 ? member : null).ToString());
        return Task.CompletedTask;
    }

    private static async Task Answer(HttpContext context, WeComPlatform platform)
    {
        var call = ((string?)context.Request.RouteValues["call"] ?? "").TrimEnd('/');
        if (!platform.Enter(call))
        {
            await Write(context, Api.Api.Error(45033, "api concurrent out of limit"));
            return;
        }

        try
        {
            await AnswerOne(context, platform, call);
        }
        finally
        {
            platform.Leave(call);
        }
    }

    private static async Task AnswerOne(HttpContext context, WeComPlatform platform, string call)
    {
        var fault = platform.Faults.Take(call);
        var isUpload = call.StartsWith("media/upload", StringComparison.Ordinal);
        if (await JsonHttp.Body(context.Request, isUpload ? MostUploadBytes : JsonHttp.MostBytes) is not { } body)
        {
            await Write(context, Api.Api.Error(45001, "request is too large"));
            return;
        }

        if (fault is { Processes: false })
        {
            await Fail(context, fault);
            return;
        }

        var upload = isUpload ? await MultipartUpload.Read(context.Request.ContentType, body) : null;
        var request = new ApiRequest(context.Request.Method, call, name => context.Request.Query[name], body, upload);
        var answer = platform.Call(request);
        if (fault?.Pause > TimeSpan.Zero)
            await Task.Delay(fault.Pause, platform.Time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fault is { Reset: true })
            context.Abort();
        else if (request.File is { } file)
            await Write(context, file);
        else
            await Write(context, answer);
    }

    private static async Task Write(HttpContext context, MediaFile file)
    {
        context.Response.ContentType = file.ContentType;
        // The name goes raw in samples; here only what a header may hold, and the rest as in RFC 5987.
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{new string([.. file.Name.Select(c => char.IsAscii(c) && c is not ('"' or '\\') && !char.IsControl(c) ? c : '_')])}\"; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}; filelength={file.Content.Length}";
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private static Task Fail(HttpContext context, Fault fault)
    {
        if (fault.ErrorCode is { } code)
            return Write(context, Api.Api.Error(code, "the sandbox was told to fail"));
        if (fault.HttpStatus is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync($"<html><body>{status}</body></html>", context.RequestAborted);
        }

        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>The status is 200 even for errors.</summary>
    private static Task Write(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json; charset=UTF-8";
        return context.Response.WriteAsync(answer.ToJsonString(ApiJson.Options), context.RequestAborted);
    }
}
