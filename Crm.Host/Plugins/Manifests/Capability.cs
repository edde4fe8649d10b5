namespace Crm.Host.Plugins.Manifests;

/// <summary>What a manifest's <c>provides</c> may name. Compared with what the plugin really registered.</summary>
public static class Capability
{
    public const string Inbound = "channel.inbound";
    public const string Outbound = "channel.outbound";
    public const string Pull = "channel.pull";
    public const string Lookup = "contact.lookup";
    public const string Endpoints = "endpoints";

    public static IReadOnlyList<string> All { get; } = [Inbound, Outbound, Pull, Lookup, Endpoints];
}

/// <summary>Paths outside <c>/in/</c> that platforms expect and a route may claim.</summary>
public static class WellKnownAliases
{
    public static IReadOnlyList<string> All { get; } = ["/api/messages", "/v3/directline"];
}
