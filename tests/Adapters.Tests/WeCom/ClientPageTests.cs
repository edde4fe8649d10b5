using Crm.Adapters.WeCom.Reads;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.WebUtilities;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 4.7: pages inside the client.</summary>
public sealed class ClientPageTests : IDisposable
{
    private readonly WeComNode _node = new();

    private IClientPages Pages => _node.Get<IClientPages>();

    [Fact]
    public void The_official_example_is_signed_as_the_page_says() => ClientPages.Signature(
        "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg", "Wm3WZYTPz0wzccnW", 1414587457, "http://mp.weixin.qq.com?params=value")
        .ShouldBe("0f9de62fce790f9a083d5c99e95740ceb90c27ed");

    [Fact]
    public async Task Company_and_app_are_signed_with_tickets_of_their_own_which_are_asked_for_once()
    {
        _node.Platform.Answers("get_jsapi_ticket", new { errcode = 0, ticket = "T-company", expires_in = 7200 });
        _node.Platform.Answers("ticket/get", new { errcode = 0, ticket = "T-app", expires_in = 7200 });
        var signed = await SignAsync("https://crm.example/desk/?a=1#part");
        await SignAsync("https://crm.example/desk/");
        (signed.Company, signed.AppId, signed.Timestamp).ShouldBe((WeComNode.CorpId, "1000002", _node.Time.GetUtcNow().ToUnixTimeSeconds()));
        signed.CompanySignature.ShouldBe(ClientPages.Signature("T-company", signed.Nonce, signed.Timestamp, "https://crm.example/desk/?a=1"));
        signed.AppSignature.ShouldBe(ClientPages.Signature("T-app", signed.Nonce, signed.Timestamp, "https://crm.example/desk/?a=1"));
        (_node.Platform.Count("get_jsapi_ticket"), _node.Platform.Count("ticket/get")).ShouldBe((1, 1));
        _node.Platform.Last("ticket/get").Query["type"].ShouldBe("agent_config");
    }

    [Fact]
    public void The_sign_in_address_names_company_app_and_state()
    {
        var address = Pages.SignInAddress("maker/crm", new Uri("https://crm.example/back?x=1&y=2"), "st/ate");
        QueryHelpers.ParseQuery(address.Query).Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(
            [$"appid={WeComNode.CorpId}", "redirect_uri=https://crm.example/back?x=1&y=2", "response_type=code", "scope=snsapi_base", "state=st/ate", "agentid=1000002"]);
        address.Fragment.ShouldBe("#wechat_redirect");
    }

    [Fact]
    public async Task A_code_tells_who_came()
    {
        _node.Platform.Answers("auth/getuserinfo", new { errcode = 0, userid = "ZhangWei" }, new { errcode = 0, openid = "o1", external_userid = "wm1" });
        (await VisitorAsync("code-1")).ShouldBe(new PageVisitor("zhangwei", null, null));
        _node.Platform.Last("auth/getuserinfo").Query["code"].ShouldBe("code-1");
        (await VisitorAsync("code-2")).ShouldBe(new PageVisitor(null, "wm1", "o1"));
    }

    [Theory]
    [InlineData(40029)]
    [InlineData(42003)]
    [InlineData(42022)]
    public async Task A_code_that_was_used_or_is_wrong_sends_the_visitor_to_sign_in_again(int code)
    {
        _node.Platform.Answers("auth/getuserinfo", code);
        var refused = await Should.ThrowAsync<ChannelReadException>(() => VisitorAsync("used"));
        (refused.Reason, refused.After, refused.PlatformCode).ShouldBe(("sign-in-code", null, code));
    }

    [Fact]
    public async Task A_page_whose_domain_is_not_trusted_shows_in_health()
    {
        _node.Platform.Answers("auth/getuserinfo", 50001);
        (await Should.ThrowAsync<ChannelReadException>(() => VisitorAsync("c"))).Reason.ShouldBe("configuration");
        _node.Get<IChannelAccounts>().Accounts[0].Features.Single(feature => feature.Name == "client-pages").Reason.ShouldBe("50001");
    }

    public void Dispose() => _node.Dispose();

    private Task<PageVisitor> VisitorAsync(string code) => Pages.VisitorAsync("maker/crm", code, TestContext.Current.CancellationToken);

    private Task<PageSignatures> SignAsync(string address) => Pages.SignAsync("maker/crm", new Uri(address), TestContext.Current.CancellationToken);
}
