namespace Crm.Host.Plugins;

/// <summary>A call into a plugin that gave no result. The code is the one of the problem answer.</summary>
public sealed class PluginCallException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public const string Busy = "plugin-busy";
    public const string Timeout = "plugin-timeout";
    public const string Fault = "plugin-fault";

    public string Code { get; } = code;
}
