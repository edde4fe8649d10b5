using Microsoft.Extensions.Configuration;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>
/// The bot's registration and how its callers are checked, under the names Bot Framework users know
/// (<c>MicrosoftAppId</c>, …) in <c>Crm:Plugins:chatbot:Settings</c>.
/// </summary>
internal sealed record BotOptions
{
    /// <summary>Empty: the bot is not registered, and the endpoint answers 503.</summary>
    public required string AppId { get; init; }

    /// <summary>The tenant of a single-tenant bot; null where it belongs to many.</summary>
    public required string? TenantId { get; init; }

    public required Cloud Cloud { get; init; }

    /// <summary>Nobody is checked. Works in Development on a loopback address only.</summary>
    public required bool AuthDisabled { get; init; }

    /// <summary>App ids of bots that may call us as a skill; <c>*</c> is any. Empty: none may.</summary>
    public required IReadOnlyList<string> AllowedCallers { get; init; }

    /// <summary>Endorsements a channel's key needs besides that for the channel itself.</summary>
    public required IReadOnlyList<string> RequiredEndorsements { get; init; }

    /// <summary>Everybody who may sign emulator and skill tokens. Made from settings only, never from what a token says.</summary>
    public required IReadOnlySet<string> TokenIssuers { get; init; }

    public static BotOptions Read(IConfiguration settings)
    {
        var auth = settings.GetSection("Auth");
        var cloud = Cloud.Named(auth["Cloud"]);
        var single = settings["MicrosoftAppType"] is { Length: > 0 } type && !type.Equals("MultiTenant", StringComparison.OrdinalIgnoreCase);
        var tenant = Text(settings["MicrosoftAppTenantId"]);
        if (single && tenant is null) throw new InvalidOperationException("MicrosoftAppType says one tenant: set MicrosoftAppTenantId.");
        return new BotOptions
        {
            AppId = settings["MicrosoftAppId"]?.Trim() ?? "",
            TenantId = single ? tenant : null,
            Cloud = cloud with
            {
                ChannelMetadata = Text(auth["ChannelMetadataUrl"]) ?? cloud.ChannelMetadata,
                EmulatorMetadata = Text(auth["EmulatorMetadataUrl"]) ?? cloud.EmulatorMetadata,
            },
            AuthDisabled = "Disabled".Equals(auth["Mode"], StringComparison.OrdinalIgnoreCase),
            AllowedCallers = List(auth.GetSection("AllowedCallers")),
            TokenIssuers = (from issuer in cloud.TokenIssuers
                            from known in single ? [.. cloud.Tenants, tenant!] : cloud.Tenants
                            select issuer.Replace("{0}", known, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal),
            RequiredEndorsements = List(auth.GetSection("RequiredEndorsements")),
        };
    }

    private static string[] List(IConfigurationSection section) => [.. section.GetChildren().Select(child => Text(child.Value)).OfType<string>()];

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
