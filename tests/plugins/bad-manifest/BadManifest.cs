namespace BadManifest;

/// <summary>The code is fine; the manifest misspells a member.</summary>
public sealed class Plugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
    }
}
