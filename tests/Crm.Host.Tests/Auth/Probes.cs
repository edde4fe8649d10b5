using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Host.Tests.Auth;

/// <summary>Routes that show what a caller is taken for, and routes that fail in every way.</summary>
internal static class Probes
{
    public const string Secret = "planted-secret-4711";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/who", (Caller caller) => new { caller.Id, caller.Name, Role = caller.Role.ToString(), caller.DealerId, caller.IsAutomation });
        api.MapGet("/admins", (Caller caller) =>
        {
            caller.MustBe(Role.Admin);
            return "yes";
        });
        foreach (var resource in new[] { "leads", "callbacks", "complaints", "inquiries", "dealers", "deliveries" })
        {
            api.MapGet("/" + resource, () => "read");
            api.MapPost("/" + resource, () => "written");
        }

        api.MapGet("/list", (PageRequest page) => new { page.Before, page.Limit });
        api.MapPost("/change", (IfMatch match) =>
        {
            match.Check(3);
            return "changed";
        });
        api.MapPost("/body", (Body body) => body);
        api.MapGet("/number", (int value) => value);
        api.MapGet("/fail", string (HttpContext context) =>
        {
            context.Response.ContentLength = 5;
            context.Response.Headers.ETag = "\"1\"";
            throw new InvalidOperationException("boom " + Secret);
        });
        api.MapGet("/busy", string () => throw new StoreBusyException());
        api.MapGet("/refuse", string () => throw ProblemException.Conflict("taken", "It is taken.").With("state", "open"));
        api.MapGet("/framed", (HttpContext context) => context.Response.Headers.ContentSecurityPolicy = "frame-ancestors *").AllowAnonymous();
    }

    internal sealed record Body(int Number, string? Text, DateTimeOffset? At);
}
