namespace ThrowsOnLoad;

public sealed class Plugin : IPlugin
{
    static Plugin() => throw new InvalidOperationException("The type initialiser of this plugin throws.");

    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
    }
}
