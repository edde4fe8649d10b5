using Crm.Plugins.Contract;

namespace Crm.Host.Plugins;

/// <summary>Gives each plugin its own corner of the shared store.</summary>
public interface IPluginStates
{
    IPluginState OfPlugin(string pluginId);
}
