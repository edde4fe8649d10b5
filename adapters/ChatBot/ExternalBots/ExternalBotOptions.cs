using Microsoft.Extensions.Configuration;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>A Bot Framework bot of somebody else's that answers the conversations of our pages, in section <c>ExternalBot</c>.</summary>
/// <param name="Url">Where it takes activities, such as <c>https://bot.example/api/messages</c>; null = there is none.</param>
/// <param name="AppId">Its app id: the audience of our tokens, and who its own tokens must speak for.</param>
/// <param name="Secret">For tokens it buys from us; null where it brings those of another login service.</param>
/// <param name="TokenIssuer">Who signs such tokens of another login service.</param>
/// <param name="TokenMetadataUrl">OpenID metadata of that service's keys.</param>
/// <param name="TokenAudience">What such tokens are for.</param>
/// <param name="Timeout">Of one activity, as a channel of the platform gives a bot.</param>
internal sealed record ExternalBotOptions(
    Uri? Url, string AppId, string? Secret, string? TokenIssuer, string? TokenMetadataUrl, string TokenAudience, TimeSpan Timeout)
{
    public static ExternalBotOptions Read(IConfiguration settings)
    {
        var bot = settings.GetSection("ExternalBot");
        var url = Text(bot["Url"]);
        if (url is not null && Text(bot["AppId"]) is null) throw new InvalidOperationException("ExternalBot has a Url: set its AppId too.");
        return new(
            url is null ? null : new Uri(url), Text(bot["AppId"]) ?? "", Text(bot["Secret"]), Text(bot["TokenIssuer"]), Text(bot["TokenMetadataUrl"]),
            Text(bot["TokenAudience"]) ?? "https://api.botframework.com", TimeSpan.FromSeconds(bot.GetValue("TimeoutSeconds", 15)));
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
