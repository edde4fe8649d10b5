using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Crm.Plugins.Core;
using Crm.Plugins.Core.ChatKeys;
using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Store.Tests.Flow;

/// <summary>The API of the core without a server: the mapped endpoints, called as a signed-in person calls them.</summary>
public sealed class ApiDoor
{
    private readonly IServiceProvider _services;
    private readonly List<RouteEndpoint> _endpoints;

    public ApiDoor(WebApplication app)
    {
        _services = app.Services;
        app.MapGroup("").MapCrm();
        app.MapGroup("/my").MapMyService();
        app.MapGroup("/chat").MapChatDoor();
        _endpoints = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }

    /// <summary>Every GET that answers with a list or a figure, as a path template.</summary>
    public IReadOnlyList<string> Readable => [.. _endpoints.Where(endpoint => Methods(endpoint).Contains("GET") && endpoint.RoutePattern.RawText is { } path && !path.StartsWith("/my", StringComparison.Ordinal) && !path.StartsWith("/chat/", StringComparison.Ordinal)).Select(endpoint => endpoint.RoutePattern.RawText!)];

    /// <summary>The answer's status and body; a refusal carries its code as <c>code</c>.</summary>
    public Task<(int Status, JsonElement Body)> CallAsync(string method, string path, Caller caller, object? body = null, long? ifMatch = null) =>
        CallAsync(method, path, Principal(caller), body, ifMatch);

    /// <summary>As a customer does who opened a link to My service.</summary>
    public Task<(int Status, JsonElement Body)> CallMyAsync(string method, string path, string customerId, object? body = null) =>
        CallAsync(method, "/my" + path, new ClaimsPrincipal(new ClaimsIdentity([new Claim(MyCaller.CustomerClaim, customerId)], "test")), body, null);

    /// <summary>As anybody does who has the key of a chat window.</summary>
    public Task<(int Status, JsonElement Body)> CallChatAsync(string method, string path, object? body = null) =>
        CallAsync(method, "/chat" + path, new ClaimsPrincipal(new ClaimsIdentity()), body, null);

    private async Task<(int Status, JsonElement Body)> CallAsync(string method, string path, ClaimsPrincipal caller, object? body, long? ifMatch)
    {
        var parts = path.Split('?', 2);
        var (endpoint, values) = Find(method, parts[0]);
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = _services, User = caller };
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        context.Request.Method = method;
        context.Request.Path = parts[0];
        context.Request.RouteValues = values;
        if (parts.Length > 1) context.Request.Query = new QueryCollection(QueryHelpers.ParseQuery(parts[1]));
        if (ifMatch is { } version) context.Request.Headers.IfMatch = $"\"{version}\"";
        if (body is not null)
        {
            context.Request.ContentType = "application/json";
            var bytes = JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
            context.Request.Body = new MemoryStream(bytes);
            context.Request.ContentLength = bytes.Length;
            context.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        }

        try
        {
            await endpoint.RequestDelegate!(context);
        }
        catch (ProblemException problem)
        {
            return (problem.Status, JsonSerializer.SerializeToElement(
                new Dictionary<string, object?>(problem.Extensions) { ["code"] = problem.Code }, JsonSerializerOptions.Web));
        }

        // A file is shown to the test as its kind, name and bytes.
        if (context.Response.ContentType is { } type && !type.Contains("json"))
            return (context.Response.StatusCode, JsonSerializer.SerializeToElement(
                new { type, disposition = context.Response.Headers.ContentDisposition.ToString(), bytes = answer.ToArray() }, JsonSerializerOptions.Web));
        var text = Encoding.UTF8.GetString(answer.ToArray());
        return (context.Response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private (RouteEndpoint Endpoint, RouteValueDictionary Values) Find(string method, string path)
    {
        foreach (var endpoint in _endpoints.Where(endpoint => Methods(endpoint).Contains(method)).OrderBy(endpoint => endpoint.RoutePattern.Parameters.Count))
        {
            var values = new RouteValueDictionary();
            var matcher = new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!.TrimStart('/')), []);
            if (matcher.TryMatch(path, values)) return (endpoint, values);
        }

        throw new InvalidOperationException($"There is no {method} {path}.");
    }

    private static IReadOnlyList<string> Methods(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private static ClaimsPrincipal Principal(Caller caller)
    {
        var claims = new List<Claim>
        {
            new(Caller.IdClaim, caller.Id), new(ClaimTypes.Name, caller.Name),
            new(Caller.RoleClaim, Crm.Plugins.Core.Shared.Words.Of(caller.Role)),
        };
        if (caller.DealerId is { } dealer) claims.Add(new Claim(Caller.DealerClaim, dealer));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
