using System.Collections.Frozen;

namespace Crm.Adapters.WeCom.Api;

/// <summary>What the operator can do about an error code, in the languages of the pages; docs/wecom.md says more.</summary>
internal static class Remedies
{
    private static readonly FrozenDictionary<int, (string Chinese, string English)> Known = new Dictionary<int, (string, string)>
    {
        [Features.ShareNotConfirmed] = ("下游企业尚未确认应用共享：请该经销商的企业微信管理员在管理后台确认，确认前其线索在经销商工作台处理。", "The dealer's company has not confirmed the shared app: ask its WeCom administrator to confirm it; until then its leads wait in the dealer portal."),
        [0] = ("设置中缺少 CorpSecret，或主机地址未被允许。", "CorpSecret is missing in the settings, or the address is not allowed."),
        [40001] = ("CorpSecret 不正确：在管理后台的应用详情中核对 Secret。", "CorpSecret is wrong: compare it with the app's Secret on the console."),
        [40091] = ("CorpSecret 不正确：在管理后台的应用详情中核对 Secret。", "CorpSecret is wrong: compare it with the app's Secret on the console."),
        [40013] = ("CorpId 不正确：在“我的企业”页底部核对企业 ID。", "CorpId is wrong: it stands at the bottom of the console's My company page."),
        [40056] = ("AgentId 不正确：在应用详情中核对。", "AgentId is wrong: compare it on the app's page."),
        [301002] = ("AgentId 属于另一个应用：AgentId 与 CorpSecret 必须来自同一应用。", "AgentId belongs to another app: it and CorpSecret must come from the same one."),
        [43009] = ("企业未完成认证。", "The company is not verified yet."),
        [95003] = ("企业未完成认证，不能使用微信客服。", "The company is not verified and may not use customer service."),
        [48001] = ("该 Secret 无此接口权限：使用自建应用的 Secret。", "This secret may not call the API: use the secret of your own app."),
        [48002] = ("应用不在“可调用接口的应用”列表：在客户联系或微信客服的 API 页面中加入本应用。", "The app is not on the callable list: add it under API on the Customer contact or Customer service page."),
        [48004] = ("接口被禁用：查看管理后台通知。", "The API is disabled: see the notices on the console."),
        [48005] = ("接口已下线。", "The platform has retired this API."),
        [48006] = ("接口权限已被收回。", "The permission was withdrawn."),
        [48007] = ("该客服账号未授权给本应用：在微信客服中将账号交给 API 管理。", "This customer-service account was not granted: let the API manage it on the Customer service page."),
        [50001] = ("网页域名未设为可信域名。", "The page's domain is not among the trusted domains."),
        [50002] = ("成员不在应用的可见范围内。", "The member is outside the app's visible range."),
        [50003] = ("应用已停用。", "The app is disabled."),
        [60020] = ("服务器 IP 不在企业可信 IP 中：添加后约一分钟生效。", "The server's address is not a trusted IP: add it; it counts after about a minute."),
        [95011] = ("该客服账号在其他模式下使用，不能由 API 管理。", "This customer-service account is run in another mode."),
        [95012] = ("该客服账号在其他模式下使用，不能由 API 管理。", "This customer-service account is run in another mode."),
        [95017] = ("未开启微信客服 API：在微信客服页面开启。", "The customer-service API is off: switch it on on its page."),
        [95023] = ("未开启微信客服 API：在微信客服页面开启。", "The customer-service API is off: switch it on on its page."),
        [301007] = ("企业已解散。", "The company no longer exists."),
        [701008] = ("许可证不足。", "Licences are missing."),
        [701099] = ("许可证不足。", "Licences are missing."),
    }.ToFrozenDictionary();

    public static IReadOnlyDictionary<string, string> Of(int code)
    {
        var (chinese, english) = Known.GetValueOrDefault(code, ("请按错误码查阅平台文档。", "Look the code up in the platform's documentation."));
        return new Dictionary<string, string> { ["zh-CN"] = chinese, ["en"] = english };
    }
}
