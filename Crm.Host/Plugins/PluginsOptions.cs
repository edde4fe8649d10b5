namespace Crm.Host.Plugins;

/// <summary>Where plugins lie and which of them load; from <c>Crm:Plugins</c> and <c>Crm:Demo</c>.</summary>
/// <param name="Enabled">Ids to load; empty loads all that are found, except those for the demo only.</param>
internal sealed record PluginsOptions(string Path, IReadOnlyList<string> Enabled, bool Demo, int PerIpPerMinute)
{
    public static PluginsOptions From(IConfiguration configuration, IHostEnvironment environment) => new(
        System.IO.Path.GetFullPath(configuration["Crm:Plugins:Path"] ?? System.IO.Path.Combine(AppContext.BaseDirectory, "plugins")),
        configuration.GetSection("Crm:Plugins:Enabled").Get<string[]>() ?? [],
        configuration.GetValue<bool?>("Crm:Demo") ?? environment.IsDevelopment(),
        configuration.GetValue("Crm:Plugins:PerIpPerMinute", 60));

    public bool Names(string id) => Enabled.Contains(id, StringComparer.Ordinal);
}
