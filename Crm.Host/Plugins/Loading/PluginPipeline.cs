using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Loading;

/// <summary>
/// A plugin's own endpoints behind a router of their own, built with the plugin's container. The host's router never
/// sees them: it builds the metadata of all endpoints together, and one that cannot be built, or a duplicate name,
/// would make every route of the host answer 500, health included.
/// </summary>
internal sealed class PluginPipeline
{
    private static readonly object Rehearsal = new();
    private static readonly object Unmatched = new();
    private readonly ServiceProvider _services;
    private readonly RequestDelegate _run;

    private PluginPipeline(ServiceProvider services, RequestDelegate run)
    {
        _services = services;
        _run = run;
    }

    /// <summary>Maps the modules and makes the router once, so that whatever cannot be built fails here.</summary>
    public static async Task<PluginPipeline> BuildAsync(IReadOnlyList<IEndpointModule> modules, ServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.Use(next => context => context.Items.ContainsKey(Rehearsal) ? Task.CompletedTask : next(context));
        app.UseEndpoints(endpoints =>
        {
            foreach (var module in modules) module.Map(endpoints);
        });
        app.Run(context =>
        {
            context.Items[Unmatched] = true;
            return Task.CompletedTask;
        });
        var run = app.Build();

        // The router is made lazily, at the first request: make one.
        var context = new DefaultHttpContext { RequestServices = services, Items = { [Rehearsal] = true } };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/";
        await run(context);
        return new PluginPipeline(services, run);
    }

    /// <summary>Runs one request; <paramref name="rest"/> is the path below <paramref name="prefix"/>. False, with nothing written, where no endpoint has this path.</summary>
    public async Task<bool> RunAsync(HttpContext context, PathString prefix, PathString rest)
    {
        var (services, pathBase, path, endpoint) = (context.RequestServices, context.Request.PathBase, context.Request.Path, context.GetEndpoint());
        await using var scope = _services.CreateAsyncScope();
        try
        {
            context.RequestServices = scope.ServiceProvider;
            context.Request.PathBase = pathBase.Add(prefix);
            context.Request.Path = rest;
            // The host's router chose the dispatcher; with an endpoint set, the plugin's router would not look.
            context.SetEndpoint(null);
            context.Request.RouteValues.Clear();
            await _run(context);
            return !context.Items.Remove(Unmatched);
        }
        finally
        {
            (context.RequestServices, context.Request.PathBase, context.Request.Path) = (services, pathBase, path);
            context.SetEndpoint(endpoint);
        }
    }
}
