namespace ThrowsOnConfigure;

/// <summary>Registers a little first: a half-done registration must not be used. Quotes its secret, as exceptions do.</summary>
public sealed class Plugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton("half");
        throw new InvalidOperationException($"This plugin cannot be configured with '{context.Settings["Secret"]}'.");
    }
}
