namespace Crm.Host.Plugins;

/// <summary>Where a plugin is in its life.</summary>
public enum PluginState
{
    /// <summary>Its folder was found; nothing has been read yet.</summary>
    Discovered,
    /// <summary>Manifest, contract range and settings are good; no code of it has run.</summary>
    Validated,
    /// <summary>Its assemblies are in the process and its entry type exists.</summary>
    Loaded,
    /// <summary>It serves.</summary>
    Started,
    /// <summary>It serves, but its last calls failed. The next success brings it back.</summary>
    Degraded,
    /// <summary>The host is going down and has stopped it.</summary>
    Stopped,
    /// <summary>Required settings are absent. Not a failure: give them and restart.</summary>
    Unconfigured,
    /// <summary>Its manifest or its settings are wrong. Nothing was loaded.</summary>
    Rejected,
    /// <summary>It was written for another contract. Nothing was loaded.</summary>
    Incompatible,
    /// <summary>Loading, configuring or starting it failed or took too long.</summary>
    Faulted,
}

/// <summary>A plugin's state with its reason, replaced as a whole.</summary>
/// <param name="Stage">The last step taken: discover, manifest, contract, settings, load, configure, start, endpoints, or the call that failed.</param>
/// <param name="Message">One sentence for the operator; null while all is well.</param>
/// <param name="Detail">Exception text, for administrators.</param>
public sealed record PluginStatus(PluginState State, string Stage, DateTimeOffset Since, string? Message = null, string? Detail = null);

/// <summary>The stages a plugin passes, named as operators see them.</summary>
internal static class Stage
{
    public const string Discover = "discover";
    public const string Manifest = "manifest";
    public const string Contract = "contract";
    public const string Settings = "settings";
    public const string Load = "load";
    public const string Configure = "configure";
    public const string Start = "start";
    public const string Endpoints = "endpoints";
    public const string Stop = "stop";
}
