namespace Crm.Host.Plugins;

/// <summary>What happened in calls so far.</summary>
/// <param name="Busy">Calls turned away because all places were taken.</param>
public sealed record PluginCounters(long Calls, long Faults, long Timeouts, long Busy);
