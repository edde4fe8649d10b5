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
                CallbackUrl = () => string.IsNullOrEmpty(url) ? host.Local is { } local ? new Uri(local, path) : null : new Uri(url),
            },
            settings.GetValue("AllowRemote", false));
    }

    private static string Need(IConfiguration settings, string name) =>
        settings[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"The sandbox needs the setting {name}.");
}
