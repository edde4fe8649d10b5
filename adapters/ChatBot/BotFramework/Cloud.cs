namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>One of the clouds the Bot Framework runs in: who signs tokens there, and where its keys are.</summary>
/// <param name="Issuer">Of channel tokens, exactly; also the scope of our own tokens towards its channels.</param>
/// <param name="ChannelMetadata">OpenID metadata of the keys that sign channel tokens.</param>
/// <param name="EmulatorMetadata">OpenID metadata of the keys that sign emulator and skill tokens.</param>
/// <param name="Login">Where our own tokens are bought, before the tenant.</param>
/// <param name="DefaultTenant">Of a bot that belongs to many tenants.</param>
/// <param name="TokenIssuers">Issuers of emulator and skill tokens per tenant; <c>{0}</c> is the tenant.</param>
/// <param name="Tenants">Tenants of the emulator and of Microsoft's own bots.</param>
internal sealed record Cloud(
    string Issuer, string ChannelMetadata, string EmulatorMetadata, string Login, string DefaultTenant, IReadOnlyList<string> TokenIssuers, IReadOnlyList<string> Tenants)
{
    /// <summary>By setting <c>Auth:Cloud</c>. Sources: BotBuilder's AuthenticationConstants and GovernmentAuthenticationConstants, Microsoft's guide for 21Vianet.</summary>
    public static Cloud Named(string? name) => name?.ToUpperInvariant() switch
    {
        null or "" or "PUBLIC" => Public,
        "USGOV" => UsGov,
        "CHINA" => China,
        _ => throw new InvalidOperationException($"Auth:Cloud is Public, UsGov or China, not '{name}'."),
    };

    private static Cloud Public { get; } = new(
        "https://api.botframework.com",
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.com", "botframework.com",
        ["https://sts.windows.net/{0}/", "https://login.microsoftonline.com/{0}/v2.0"],
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8"]);

    private static Cloud UsGov { get; } = new(
        "https://api.botframework.us",
        "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        "https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.us", "MicrosoftServices.onmicrosoft.us",
        ["https://sts.windows.net/{0}/", "https://login.microsoftonline.us/{0}/v2.0"],
        ["cab8a31a-1906-4287-a0d8-4eef66b95f6e"]);

    private static Cloud China { get; } = new(
        "https://api.botframework.azure.cn",
        "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        "https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0/.well-known/openid-configuration",
        "https://login.partner.microsoftonline.cn", "microsoftservices.partner.onmschina.cn",
        ["https://sts.chinacloudapi.cn/{0}/", "https://login.partner.microsoftonline.cn/{0}/v2.0"],
        ["a55a4d5b-9241-49b1-b4ff-befa8db00269"]);
}
