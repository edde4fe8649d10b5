using Crm.Plugins.Contract;

namespace Crm.Host.Plugins;

/// <summary>Gives each plugin its own corner of the shared store.</summary>
public interface IPluginStates
{
    IPluginState OfPlugin(string pluginId);
}

/// <summary>Gives each plugin its own conversations in the shared store.</summary>
public interface IPluginLogs
{
    IChannelLog OfPlugin(string pluginId);
}
