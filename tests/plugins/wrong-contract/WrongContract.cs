namespace WrongContract;

/// <summary>Written for contract 2: none of this may run.</summary>
public sealed class Plugin : IPlugin
{
    static Plugin() => throw new InvalidOperationException("An incompatible plugin was loaded.");

    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
    }
}
