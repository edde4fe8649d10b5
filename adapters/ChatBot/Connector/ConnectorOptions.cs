using Crm.Adapters.ChatBot.BotFramework;
using Microsoft.Extensions.Configuration;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>How we call back the channels that reach us over Bot Framework.</summary>
/// <param name="AppId">Empty: calls go out without a token, as a local emulator wants them.</param>
/// <param name="CertificatePath">A PKCS#12 file in place of <paramref name="AppPassword"/>.</param>
/// <param name="TokenUrl">The login service's token address, tenant included.</param>
/// <param name="Scope">What tokens towards channels are asked for.</param>
/// <param name="AllowedHosts">Hosts of service addresses that may be inside our own network, without https, and without a token that vouched for them.</param>
/// <param name="NewConversationOn">Channels where a bot may open a conversation with somebody it knows.</param>
/// <param name="Timeout">Of one call; below the host's limit for a send.</param>
internal sealed record ConnectorOptions(
    string AppId,
    string? AppPassword,
    string? CertificatePath,
    string? CertificatePassword,
    Uri TokenUrl,
    string Scope,
    IReadOnlySet<string> AllowedHosts,
    IReadOnlySet<string> NewConversationOn,
    TimeSpan Timeout)
{
    private static readonly string[] OpenByBots = ["msteams", "slack", "sms", "email"];

    public static ConnectorOptions From(IConfiguration settings, BotOptions bot)
    {
        var connector = settings.GetSection("Connector");
        var login = Text(connector["LoginUrl"])?.TrimEnd('/') ?? bot.Cloud.Login;
        return new(
            bot.AppId, Text(settings["MicrosoftAppPassword"]), Text(connector["CertificatePath"]), Text(connector["CertificatePassword"]),
            new Uri($"{login}/{bot.TenantId ?? bot.Cloud.DefaultTenant}/oauth2/v2.0/token"),
            $"{bot.Cloud.Issuer}/.default",
            List(connector.GetSection("AllowedHosts")).ToHashSet(StringComparer.OrdinalIgnoreCase),
            (List(connector.GetSection("NewConversationOn")) is { Count: > 0 } channels ? channels : [.. OpenByBots]).ToHashSet(StringComparer.Ordinal),
            TimeSpan.FromSeconds(connector.GetValue("TimeoutSeconds", 10)));
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static List<string> List(IConfigurationSection section) =>
        [.. section.GetChildren().Select(child => child.Value ?? "").Where(value => value.Length > 0)];
}
