namespace MissingDependency;

public sealed class Plugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context) =>
        services.AddSingleton(new Absent.Helper());
}
