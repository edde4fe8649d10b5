namespace NeedsNewerLibrary;

public sealed class Plugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context) =>
        services.AddSingleton(Dapper.Novelty.Name);
}
