using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Http;

/// <summary><c>GET /api/v1/plugins</c>: every plugin with its state and why.</summary>
public static class PluginEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/plugins", (PluginCatalog catalog, HttpContext context) =>
            new PluginList([.. catalog.Plugins.Select(p => View(p, context.User.IsInRole("admin")))], null))
            .WithName("listPlugins").WithTags("plugins").WithSummary("All plugins of this node with their state and its reason.");

    private static PluginView View(PluginHandle plugin, bool admin)
    {
        var (status, manifest) = (plugin.Status, plugin.Manifest);
        return new PluginView(
            plugin.Id, manifest?.Version, manifest?.Title, status.State.ToString().ToLowerInvariant(), status.Stage, status.Message,
            admin ? status.Detail : null, manifest?.Provides ?? [], status.Since, plugin.Counters, plugin.Accounts);
    }
}

public sealed record PluginList(IReadOnlyList<PluginView> Items, string? NextCursor);

/// <param name="Title">By locale; null where the manifest could not be read.</param>
/// <param name="State">discovered, validated, loaded, started, degraded, stopped, unconfigured, rejected, incompatible or faulted.</param>
/// <param name="Stage">The step that ended in this state.</param>
/// <param name="Message">Why, in one sentence.</param>
/// <param name="Accounts">Companies and apps it is configured for, with what works in each.</param>
/// <param name="Detail">Exception text, for administrators only.</param>
public sealed record PluginView(
    string Id, string? Version, IReadOnlyDictionary<string, string>? Title, string State, string Stage, string? Message,
    string? Detail, IReadOnlyList<string> Provides, DateTimeOffset Since, PluginCounters Counters, IReadOnlyList<ChannelAccount> Accounts);
