namespace Echo;

/// <summary>The good neighbour of the broken ones: it does a little of everything.</summary>
public sealed class EchoPlugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton<EchoAdapter>();
        services.AddSingleton<IChannelAdapter>(s => s.GetRequiredService<EchoAdapter>());
        services.AddSingleton<IChannelPull>(s => s.GetRequiredService<EchoAdapter>());
        services.AddSingleton<IContactDirectory>(s => s.GetRequiredService<EchoAdapter>());
        services.AddSingleton<IEndpointModule, EchoEndpoints>();
    }
}
