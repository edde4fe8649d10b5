namespace Crm.Host;

/// <summary>The operator's configuration cannot be used. The message is one sentence that names the key and the remedy; the host ends with code 2.</summary>
public sealed class ConfigurationException(string message) : InvalidOperationException(message);
