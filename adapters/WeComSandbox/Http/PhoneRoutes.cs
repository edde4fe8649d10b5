using Crm.Adapters.WeComSandbox.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>Routes of the phone page: for this machine only, with a problem for whatever is not there or may not be done.</summary>
internal sealed class PhoneRoutes(IEndpointRouteBuilder endpoints, WeComPlatform platform, bool allowRemote)
{
    public void Get(string path, RequestDelegate run) => endpoints.MapGet(path, LocalOnly.Guard(allowRemote, Guarded(run)));

    public void Post(string path, RequestDelegate run) => endpoints.MapPost(path, Write(run));

    public void Put(string path, RequestDelegate run) => endpoints.MapPut(path, Write(run));

    /// <summary>A POST whose body is JSON of this shape. Watching pages are told to look again.</summary>
    public void Act<T>(string path, Action<HttpContext, T> act) where T : class => Post(path, async context =>
    {
        if (await JsonHttp.Read<T>(context) is not { } body)
            return;
        // What an act gives is its callback, which goes its own way: a phone does not wait for a company's server.
        act(context, body);
        platform.Broadcast.Publish("changed", new { });
        await JsonHttp.Write(context, 202, new { });
    });

    public static string Of(HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? "";

    /// <summary>The company named in the path.</summary>
    public SandboxCorp Corp(HttpContext context) => Corp(Of(context, "corp"));

    /// <summary>The maker's where none is named.</summary>
    public SandboxCorp Corp(string? corpId) => string.IsNullOrEmpty(corpId)
        ? platform.Maker
        : platform.Corps.FirstOrDefault(corp => corp.CorpId == corpId) ?? throw new KeyNotFoundException("There is no such company.");

    private RequestDelegate Write(RequestDelegate run) => LocalOnly.Guard(allowRemote, LocalOnly.SameSite(Guarded(run)));

    private static RequestDelegate Guarded(RequestDelegate run) => async context =>
    {
        try
        {
            await run(context);
        }
        catch (Exception e) when (e is KeyNotFoundException or WeComError)
        {
            await JsonHttp.Problem(context, 404, "not-found", e is WeComError ? e.Message : "It is not there, or not any more.");
        }
        catch (ArgumentException e)
        {
            await JsonHttp.Problem(context, 422, "validation", e.Message);
        }
    };
}
