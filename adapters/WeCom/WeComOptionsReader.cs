using System.Globalization;
using Crm.Adapters.WeCom.Wire;
using Microsoft.Extensions.Configuration;

namespace Crm.Adapters.WeCom;

/// <summary>
/// Reads the settings by hand, so that every refusal names the path it is about and never repeats a secret. Values are
/// strings in every configuration source: numbers may be quoted or not.
/// </summary>
internal static class WeComOptionsReader
{
    private const int HighestBodyLimit = 1 << 20;

    public static WeComOptions Read(IConfiguration settings)
    {
        var apps = settings.GetSection("Corps").GetChildren().SelectMany(ReadCorp).ToList();
        if (apps.Count == 0)
            throw Refuse(settings.GetSection("Corps"), "needs at least one corp with one agent.");
        RefuseTwins(settings.GetSection("Corps"), apps);
        RefuseLooseShares(settings.GetSection("Corps"), apps);
        return new WeComOptions
        {
            ApiBaseUrl = ReadUrl(settings.GetSection("ApiBaseUrl"), WeComOptions.PublicApi),
            SignInUrl = ReadUrl(settings.GetSection("SignInUrl"), WeComOptions.PublicSignIn),
            TimestampWindowSeconds = ReadNumber(settings.GetSection("TimestampWindowSeconds"), 600, 0, int.MaxValue),
            MaxBodyBytes = ReadNumber(settings.GetSection("MaxBodyBytes"), 64 * 1024, 1, HighestBodyLimit),
            WelcomeEnabled = ReadSwitch(settings.GetSection("Welcome:Enabled"), true),
            Apps = apps,
        };
    }

    /// <summary>A shared app lives on the token of the maker's, so that one must be there with a secret of its own.</summary>
    private static void RefuseLooseShares(IConfigurationSection corps, IReadOnlyList<WeComApp> apps)
    {
        foreach (var app in apps.Where(app => app.SharedFrom is not null))
        {
            if (app.AgentId is null || !apps.Any(other => other.Name == app.SharedFrom && other is { CorpSecret: not null, AgentId: not null, SharedFrom: null }))
                throw Refuse(corps, $"shares {app.Name} from an app that is not configured: SharedFrom is corp/agent of the maker's app with AgentId and CorpSecret, and the dealer's agent needs its own AgentId.");
        }
    }

    private static IEnumerable<WeComApp> ReadCorp(IConfigurationSection corp)
    {
        var key = ReadKey(corp.GetSection("Key"));
        var corpId = ReadText(corp.GetSection("CorpId"), 64);
        var agents = corp.GetSection("Agents").GetChildren().ToList();
        if (agents.Count == 0)
            throw Refuse(corp.GetSection("Agents"), "needs at least one agent.");
        var dealer = Optional(corp["Dealer"]);
        var sharedFrom = Optional(corp["SharedFrom"]);
        var members = ReadNumber(corp.GetSection("MemberLimit"), 0, 0, 10_000_000);
        return agents.Select(agent => ReadAgent(agent, key, corpId, dealer, sharedFrom, members));
    }

    private static WeComApp ReadAgent(IConfigurationSection agent, string corpKey, string corpId, string? dealer, string? sharedFrom, int members)
    {
        var receiveId = agent["ReceiveId"] ?? corpId;
        return new WeComApp
        {
            CorpKey = corpKey,
            Dealer = dealer,
            SharedFrom = sharedFrom,
            MemberLimit = members,
            CorpId = corpId,
            Key = ReadKey(agent.GetSection("Key")),
            ReceiveId = receiveId,
            AgentId = ReadAgentId(agent.GetSection("AgentId")),
            CorpSecret = Optional(agent["CorpSecret"]),
            CallbackKeys = [.. ReadCallbackKeys(agent, receiveId)],
            Capabilities = ReadCapabilities(agent.GetSection("Capabilities")),
            OpenKfIds = [.. agent.GetSection("OpenKfIds").GetChildren().Select(id => ReadText(id, 64))],
        };
    }

    /// <summary>A previous set may name only what changed; the rest is as now.</summary>
    private static IEnumerable<CallbackKeys> ReadCallbackKeys(IConfigurationSection agent, string receiveId)
    {
        var token = ReadText(agent.GetSection("Token"), 64);
        var aesKey = ReadAesKey(agent.GetSection("EncodingAESKey"));
        yield return new CallbackKeys(token, aesKey, receiveId);
        var previous = agent.GetSection("Previous");
        var hasToken = Optional(previous["Token"]) is not null;
        var hasKey = Optional(previous["EncodingAESKey"]) is not null;
        if (hasToken || hasKey)
            yield return new CallbackKeys(
                hasToken ? ReadText(previous.GetSection("Token"), 64) : token,
                hasKey ? ReadAesKey(previous.GetSection("EncodingAESKey")) : aesKey,
                receiveId);
    }

    private static string ReadAesKey(IConfigurationSection section) => EncodingAesKey.IsValid(section.Value ?? "")
        ? section.Value!
        : throw Refuse(section, "must have exactly 43 characters of A-Z a-z 0-9 + / (copy it from the app's console page).");

    /// <summary>Keys are parts of addresses and of the callback's URL.</summary>
    private static string ReadKey(IConfigurationSection section)
    {
        var value = ReadText(section, 32);
        return value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? value
            : throw Refuse(section, "may hold letters, digits, - and _ only.");
    }

    private static string ReadText(IConfigurationSection section, int maxLength)
    {
        var value = section.Value ?? "";
        if (value.Length == 0 || value.Any(char.IsWhiteSpace))
            throw Refuse(section, "is required and holds no blanks.");
        return value.Length <= maxLength ? value : throw Refuse(section, $"has more than {maxLength} characters.");
    }

    private static long? ReadAgentId(IConfigurationSection section)
    {
        if (Optional(section.Value) is not { } value)
            return null;
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw Refuse(section, "must be a number such as 1000002.");
    }

    private static Capabilities ReadCapabilities(IConfigurationSection section)
    {
        var result = Capabilities.None;
        foreach (var name in section.GetChildren())
            result |= name.Value switch
            {
                nameof(Capabilities.AppMessage) => Capabilities.AppMessage,
                nameof(Capabilities.ExternalContact) => Capabilities.ExternalContact,
                nameof(Capabilities.CustomerService) => Capabilities.CustomerService,
                _ => throw Refuse(name, "must be AppMessage, ExternalContact or CustomerService."),
            };
        return result == Capabilities.None ? Capabilities.All : result;
    }

    private static string ReadUrl(IConfigurationSection section, string otherwise)
    {
        var value = Optional(section.Value) ?? otherwise;
        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? value.TrimEnd('/')
            : throw Refuse(section, "must be an absolute http or https address.");
    }

    private static int ReadNumber(IConfigurationSection section, int otherwise, int min, int max)
    {
        if (Optional(section.Value) is not { } value)
            return otherwise;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Refuse(section, $"must be a number from {min} to {max}.");
    }

    private static bool ReadSwitch(IConfigurationSection section, bool otherwise)
    {
        if (Optional(section.Value) is not { } value)
            return otherwise;
        return bool.TryParse(value, out var on) ? on : throw Refuse(section, "must be true or false.");
    }

    private static void RefuseTwins(IConfigurationSection corps, IEnumerable<WeComApp> apps)
    {
        if (apps.GroupBy(app => app.Name).FirstOrDefault(group => group.Count() > 1) is { } twins)
            throw Refuse(corps, $"names {twins.Key} twice: a corp key and an agent key together must be unique.");
    }

    private static string? Optional(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static InvalidOperationException Refuse(IConfigurationSection section, string why) => new($"{section.Path} {why}");
}
