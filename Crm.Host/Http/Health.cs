using Crm.Host.Plugins;

namespace Crm.Host.Http;

/// <summary><c>/health/live</c> tells that the process answers, <c>/health/ready</c> that it may have traffic.</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => new HealthView("live", []));
        health.MapGet("/ready", (IEnumerable<ReadyCheck> checks, HttpContext context) =>
        {
            var waiting = checks.Where(check => !check.IsReady()).Select(check => check.Name).ToList();
            // A plugin that failed has settled too: one broken channel must not keep the others from working.
            if (context.RequestServices.GetService<PluginCatalog>() is { Settled.IsCompleted: false }) waiting.Add("plugins");
            var notes = context.RequestServices.GetServices<HealthNote>().ToDictionary(note => note.Name, note => note.State());
            return TypedResults.Json(new HealthView(waiting.Count == 0 ? "ready" : "starting", waiting) { Notes = notes.Count == 0 ? null : notes }, statusCode: waiting.Count == 0 ? 200 : 503);
        });
    }
}
