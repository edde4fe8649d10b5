using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Api;
using Crm.Adapters.WeComSandbox.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Adapters.WeComSandbox;

/// <summary>The simulated API over HTTP.</summary>
public static class WeComPlatformEndpoints
{
    /// <summary>
    /// Maps <c>cgi-bin/*</c> below where <paramref name="endpoints"/> stands; that place is the adapter's ApiBaseUrl.
    /// </summary>
    /// <param name="allowRemote">Answers other machines too.</param>
    public static void MapWeComPlatform(this IEndpointRouteBuilder endpoints, WeComPlatform platform, bool allowRemote = false) =>
        endpoints.Map("cgi-bin/{**call}", LocalOnly.Guard(allowRemote, context => Answer(context, platform)));

    private static async Task Answer(HttpContext context, WeComPlatform platform)
    {
        var call = ((string?)context.Request.RouteValues["call"] ?? "").TrimEnd('/');
        var fault = platform.Faults.Take(call);
        if (await JsonHttp.Body(context.Request) is not { } body)
        {
            await Write(context, Api.Api.Error(45001, "request is too large"));
            return;
        }

        if (fault is { Processes: false })
        {
            await Fail(context, fault);
            return;
        }

        var request = new ApiRequest(context.Request.Method, call, name => context.Request.Query[name], body);
        var answer = platform.Call(request);
        if (fault?.Pause > TimeSpan.Zero)
            await Task.Delay(fault.Pause, platform.Time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fault is { Reset: true })
            context.Abort();
        else
            await Write(context, answer);
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
