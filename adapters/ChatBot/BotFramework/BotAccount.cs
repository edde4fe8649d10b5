using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>The bot's registration as the operator sees it: whether channels can reach it, and what to do where they cannot.</summary>
internal sealed class BotAccount(BotOptions options, TokenCheck tokens) : IChannelAccounts
{
    private const string Feature = "bot-framework";

    private static readonly Dictionary<string, string> NobodyIsChecked = new()
    {
        ["zh-CN"] = "Auth:Mode=Disabled：任何人都能以任意客户身份写入，仅用于本机开发。正式使用前请删除该设置并填写 MicrosoftAppId。",
        ["en"] = "Auth:Mode=Disabled: anybody can write as any customer. For development on this machine only; remove it and set MicrosoftAppId.",
    };

    private static readonly Dictionary<string, string> NoKeys = new()
    {
        ["zh-CN"] = "无法取得渠道签名公钥：请检查本机能否访问登录服务（login.botframework.com 等）。",
        ["en"] = "The keys that sign the channels' tokens cannot be fetched: check that this machine reaches the login service (login.botframework.com and others).",
    };

    public IReadOnlyList<ChannelAccount> Accounts =>
        options.AuthDisabled ? [Account(new ChannelFeature(Feature, false, "auth-disabled") { Remedy = NobodyIsChecked })]
        : options.AppId.Length == 0 ? []
        : tokens.KeysMissingSince is { } since ? [Account(new ChannelFeature(Feature, false, Refusal.KeysUnavailable.Code, since) { Remedy = NoKeys })]
        : [Account(new ChannelFeature(Feature, true))];

    private ChannelAccount Account(ChannelFeature feature) => new("bot", options.AppId, [feature]);
}
