using Crm.Host.Plugins.Manifests;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;

namespace Crm.Host.Plugins.Http;

/// <summary>Brings a request to the plugin it is meant for: first its channel routes, then its own endpoints.</summary>
internal sealed class InboundDispatch(PluginCatalog catalog, PerIpLimit perIp, TimeProvider time)
{
    private readonly Dictionary<string, RouteTable> _routes =
        catalog.Plugins.Where(p => p.Manifest is not null).ToDictionary(p => p.Id, p => new RouteTable(p.Manifest!), StringComparer.Ordinal);

    public Task ToPluginAsync(HttpContext context)
    {
        var id = (string?)context.GetRouteValue("plugin") ?? "";
        var prefix = new PathString("/in").Add("/" + id);
        return catalog.TryGet(id, out var plugin) && context.Request.Path.StartsWithSegments(prefix, out var rest)
            ? RunAsync(context, plugin, prefix, rest)
            : NotFound(context, "plugin-unknown", "There is no such plugin.");
    }

    public Task ToAliasAsync(HttpContext context, string alias)
    {
        foreach (var plugin in catalog.Plugins)
        {
            if (plugin.Manifest is null || RouteTable.Behind(plugin.Manifest, alias) is not { } start) continue;
            context.Request.Path.StartsWithSegments(alias, out var rest);
            return RunAsync(context, plugin, alias, new PathString("/" + start).Add(rest));
        }

        return NotFound(context, "route-unknown", "No plugin serves this path.");
    }

    private async Task RunAsync(HttpContext context, PluginHandle plugin, PathString prefix, PathString rest)
    {
        var receivedAt = time.GetUtcNow();
        try
        {
            if (!await ServesAsync(context, plugin)) return;
            var match = _routes[plugin.Id].Match(context.Request.Method, rest);
            if (match.Route is { } route) await ReceiveAsync(context, plugin, route, match.Values, rest, receivedAt);
            // A plugin may serve another method of the same path with an endpoint of its own.
            else if (plugin.Pipeline is { } pipeline && await EndpointAsync(context, plugin, pipeline, prefix, rest)) return;
            else if (match.Allowed.Count > 0) await MethodNotAllowed(context, plugin, rest, match.Allowed);
            else await RefuseAsync(context, plugin, rest, 404, "route-unknown", "This plugin has no such route.");
        }
        catch (PluginCallException e) when (!context.Response.HasStarted)
        {
            var status = e.Code == PluginCallException.Fault ? 500 : 503;
            context.Response.Clear();
            await RefuseAsync(context, plugin, rest, status, e.Code, "The channel could not take the request.", status == 503 ? TimeSpan.FromSeconds(1) : null);
        }
        catch (CaptureBusyException)
        {
            await RefuseAsync(context, plugin, rest, 503, "capture-busy", "Too much is coming in; send it again.", TimeSpan.FromSeconds(1));
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, plugin, rest, e.StatusCode, e.StatusCode == 413 ? "body-too-large" : "bad-request", "The request could not be read.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody is left to answer.
        }
    }

    /// <summary>Waits for a plugin that is still starting, as long as a call to it may take.</summary>
    private async Task<bool> ServesAsync(HttpContext context, PluginHandle plugin)
    {
        if (plugin.State is PluginState.Validated or PluginState.Loaded)
        {
            var patience = TimeSpan.FromMilliseconds(plugin.Manifest!.Limits.TimeoutMs);
            await plugin.Settled.WaitAsync(patience, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (plugin.Serves) return true;
        await PluginProblems.WriteAsync(context, 503, PluginProblems.NotServing(plugin.State), "This channel is not in service.");
        return false;
    }

    private async Task ReceiveAsync(HttpContext context, PluginHandle plugin, ManifestRoute route, IReadOnlyDictionary<string, string> values, PathString rest, DateTimeOffset receivedAt)
    {
        var gate = new RouteGate(perIp);
        if (!await gate.AdmitAsync(context, plugin.Id, route)) return;
        if (await LimitedBody.ReadAsync(context.Request, route.MaxBodyKb * 1024, context.RequestAborted) is not { } body)
        {
            await RefuseAsync(context, plugin, rest, 413, "body-too-large", $"The body may have {route.MaxBodyKb} KiB.");
            return;
        }

        var request = new InboundRequest(
            context.Request.Method, rest.Value!.TrimStart('/'), values, context.Request.Query, Copy(context.Request.Headers, route.Auth),
            body, context.Connection.RemoteIpAddress, gate.Caller, receivedAt);
        var result = await plugin.ReceiveAsync(request, context.RequestAborted);
        var receipts = result.Items.Count + result.Wakes.Count == 0 ? []
            // Once the plugin has spoken the caller's going away stops nothing: it is stored, and a repeat is a duplicate.
            : await context.RequestServices.GetRequiredService<IInboundSink>().CaptureAsync(plugin.Id, result.Items, result.Wakes, CancellationToken.None);
        await ReplyWriter.WriteAsync(context, await plugin.ReplyAsync(result, receipts, context.RequestAborted));
    }

    private static async Task<bool> EndpointAsync(HttpContext context, PluginHandle plugin, Loading.PluginPipeline pipeline, PathString prefix, PathString rest)
    {
        try
        {
            if (!await pipeline.RunAsync(context, prefix, rest)) return false;
            plugin.ReportEndpoint(null);
            return true;
        }
        catch (Exception e) when (e is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            plugin.ReportEndpoint(e);
            if (!context.Response.HasStarted) throw new PluginCallException(PluginCallException.Fault, "An endpoint threw.", e);
            context.Abort();
            return true;
        }
    }

    /// <summary>
    /// A copy, because the server uses its own again for the next request while a plugin that overstays may still look
    /// into it; without the host's credentials, which are not the plugin's business.
    /// </summary>
    private static HeaderDictionary Copy(IHeaderDictionary headers, RouteAuth auth)
    {
        var copy = new HeaderDictionary(headers.Count);
        foreach (var header in headers) copy[header.Key] = header.Value;
        copy.Remove("Cookie");
        if (auth == RouteAuth.ApiKey) copy.Remove("Authorization");
        return copy;
    }

    private static Task MethodNotAllowed(HttpContext context, PluginHandle plugin, PathString rest, IReadOnlyList<string> allowed)
    {
        context.Response.Headers.Allow = string.Join(", ", allowed.Distinct());
        return RefuseAsync(context, plugin, rest, 405, "method-not-allowed", "This route does not know the method.");
    }

    /// <summary>A refusal in the form the plugin's clients know, or in ours.</summary>
    private static Task RefuseAsync(HttpContext context, PluginHandle plugin, PathString rest, int status, string code, string title, TimeSpan? retryAfter = null)
    {
        var refusal = new HostRefusal(context.Request.Method, rest.Value!.TrimStart('/'), context.Request.Headers, status, code, title, retryAfter);
        return plugin.Word(refusal) is { } reply
            ? ReplyWriter.WriteAsync(context, reply)
            : PluginProblems.WriteAsync(context, status, code, title, retryAfter);
    }

    private static Task NotFound(HttpContext context, string code, string title) => PluginProblems.WriteAsync(context, 404, code, title);
}
