using System.Globalization;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Configuration;

namespace Crm.Adapters.WeComSandbox;

/// <param name="AllowRemote">Lets other machines play, too. There is no sign-in, so only in a closed network.</param>
internal sealed record SandboxSettings(WeComPlatformOptions Platform, bool AllowRemote)
{
    public static SandboxSettings From(IConfiguration settings, IHostAddress host)
    {
        var path = $"in/wecom/{Need(settings, "CorpKey")}/{Need(settings, "AgentKey")}";
        var url = settings["CallbackUrl"];
        return new SandboxSettings(
            new WeComPlatformOptions
            {
                CorpId = Need(settings, "CorpId"),
                CorpSecret = Need(settings, "CorpSecret"),
                AgentId = long.Parse(Need(settings, "AgentId"), CultureInfo.InvariantCulture),
                Token = Need(settings, "Token"),
                EncodingAESKey = Need(settings, "EncodingAESKey"),
                OpenKfId = Need(settings, "OpenKfId"),
                CallbackUrl = Address(url, path, host),
                Name = settings["Name"] is { Length: > 0 } name ? name : "品牌总部",
                Members = settings.GetSection("Members").Get<string[]>() is { Length: > 0 } members ? members : ["zhangwei", "lina"],
                MoreKfIds = settings.GetSection("MoreKfIds").Get<string[]>() ?? [],
                Dealers = [.. settings.GetSection("Dealers").GetChildren().Select(dealer => Dealer(dealer, host))],
            },
            settings.GetValue("AllowRemote", false));
    }

    private static WeComCorpOptions Dealer(IConfigurationSection settings, IHostAddress host) => new()
    {
        CorpId = Need(settings, "CorpId"),
        Name = Need(settings, "Name"),
        Members = settings.GetSection("Members").Get<string[]>() is { Length: > 0 } members ? members : ["dianzhang"],
        OpenKfIds = settings.GetSection("OpenKfIds").Get<string[]>() ?? [],
        ShareConfirmed = settings.GetValue("ShareConfirmed", true),
        Apps =
        [
            new WeComAppOptions
            {
                AgentId = long.Parse(Need(settings, "AgentId"), CultureInfo.InvariantCulture),
                Secret = settings["CorpSecret"] is { Length: > 0 } secret ? secret : null,
                Token = Need(settings, "Token"),
                EncodingAESKey = Need(settings, "EncodingAESKey"),
                CallbackUrl = Address(settings["CallbackUrl"], $"in/wecom/{Need(settings, "CorpKey")}/{Need(settings, "AgentKey")}", host),
                SharedFrom = settings.GetValue<long?>("SharedFrom"),
            },
        ],
    };

    private static Func<Uri?> Address(string? url, string path, IHostAddress host) =>
        () => string.IsNullOrEmpty(url) ? host.Local is { } local ? new Uri(local, path) : null : new Uri(url);

    private static string Need(IConfiguration settings, string name) =>
        settings[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"The sandbox needs the setting {name}.");
}
