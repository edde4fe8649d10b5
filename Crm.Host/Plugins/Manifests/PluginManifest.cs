using System.Text.Json.Serialization;

namespace Crm.Host.Plugins.Manifests;

/// <summary>What a plugin says about itself, before any of its code runs. One file, <c>manifest.json</c>, in its folder.</summary>
public sealed record PluginManifest
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Lower-case letters, digits and hyphens; also the folder's name, the channel's name and the route prefix.</summary>
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>Assembly with the <c>IPlugin</c> type, relative to the plugin's folder and inside it.</summary>
    public required string Entry { get; init; }

    /// <summary>Contract versions it was written for, such as <c>[1.0,2.0)</c>.</summary>
    public required string Contract { get; init; }

    /// <summary>Name to show, by locale.</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    public required IReadOnlyList<string> Provides { get; init; }

    /// <summary>Loaded only in the demo, or where the operator names it.</summary>
    public bool DemoOnly { get; init; }

    public ManifestPermissions Permissions { get; init; } = new();

    public IReadOnlyList<ManifestRoute> Routes { get; init; } = [];

    /// <summary>Well-known paths with everything below them, and the path below <c>/in/{id}/</c> each leads to; routes and endpoints alike.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    public ChannelFacts? Channel { get; init; }

    public ManifestLimits Limits { get; init; } = new();

    public SettingsSchema? Settings { get; init; }
}

/// <param name="Http">Hosts the plugin's <see cref="HttpClient"/> may reach: <c>api.example.com</c>, <c>*.example.com</c>, or <c>*</c> for any public address over https.</param>
public sealed record ManifestPermissions(IReadOnlyList<string>? Http = null);

/// <summary>One route of the channel below <c>/in/{id}/</c>.</summary>
public sealed record ManifestRoute
{
    /// <summary>Template of literal segments and <c>{parameters}</c>, without constraints.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    public required RouteAuth Auth { get; init; }

    /// <summary>The ceiling of the body; a setting of the plugin may only lower it.</summary>
    public int MaxBodyKb { get; init; } = 64;

    public RouteRateLimit? RateLimit { get; init; }

    /// <summary>A well-known path that leads here too; see <see cref="WellKnownAliases"/>.</summary>
    public string? Alias { get; init; }
}

/// <summary>Who checks the caller of a route.</summary>
public enum RouteAuth
{
    /// <summary>The plugin, for example by a signature.</summary>
    Plugin,
    /// <summary>The host, by an API key; the plugin learns the key's id.</summary>
    ApiKey,
    /// <summary>Nobody: open to the world.</summary>
    None,
}

public enum RouteRateLimit
{
    PerIp,
}

/// <summary>What the platform allows and expects, for the parts of the CRM that plan around it.</summary>
public sealed record ChannelFacts(int? ReplyWindowHours = null, int? MaxTextBytes = null, int? AckDeadlineMs = null);

/// <param name="TimeoutMs">Of one inbound call.</param>
/// <param name="Concurrency">Calls of one kind at a time.</param>
public sealed record ManifestLimits(int TimeoutMs = 4000, int Concurrency = 32);
