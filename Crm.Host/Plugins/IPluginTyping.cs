using Crm.Plugins.Contract;

namespace Crm.Host.Plugins;

/// <summary>Gives each plugin a way to tell that a customer of its channel is writing.</summary>
public interface IPluginTyping
{
    IHostTyping OfPlugin(string pluginId);
}
