using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Contract;

/// <summary>The one public entry type of a plugin assembly. It has a parameterless constructor.</summary>
/// <remarks>
/// The host builds a private container per plugin. It already holds <see cref="TimeProvider"/>, logging,
/// <see cref="PluginContext"/>, <see cref="IPluginState"/>, <see cref="IChannelLog"/>, <see cref="IHostMedia"/>, <see cref="IHostUploads"/>,
/// <see cref="IHostTyping"/>, <see cref="IHostAddress"/>, <see cref="IHostLife"/> and, where the manifest names hosts,
/// an <see cref="HttpClient"/> that refuses every other host. The plugin adds its <see cref="IChannelAdapter"/>,
/// <see cref="IChannelPull"/>, <see cref="IContactDirectory"/>, <see cref="IEndpointModule"/>, <see cref="IChannelOperations"/>
/// and the reads it offers as singletons.
/// </remarks>
public interface IPlugin
{
    /// <summary>Adds the plugin's services. A throw here stops this plugin only.</summary>
    void ConfigureServices(IServiceCollection services, PluginContext context);
}

/// <summary>What a plugin knows about itself.</summary>
/// <param name="Id">Manifest id, also the channel's name: lower-case letters, digits and hyphens.</param>
/// <param name="Settings">The section <c>Crm:Plugins:{Id}:Settings</c>, already checked against the manifest's schema.</param>
/// <param name="Folder">Absolute path of the plugin's folder, read-only.</param>
public sealed record PluginContext(string Id, IConfiguration Settings, string Folder)
{
    /// <summary>The host runs on a developer's machine (environment <c>Development</c>).</summary>
    public bool IsDevelopment { get; init; }
}

/// <summary>Where this host listens; known once it has started.</summary>
public interface IHostAddress
{
    /// <summary>For example <c>http://localhost:5080/</c>; null before the server has started.</summary>
    Uri? Local { get; }

    /// <summary>Nobody but this machine can reach it: every address it listens on is a loopback one. False before the server has started.</summary>
    bool IsLoopback => false;
}
