using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>A maker and three dealers in companies of their own, one of whom has not confirmed the shared app (上下游).</summary>
public sealed class DealerCorpTests : IAsyncLifetime
{
    private Bench _bench = null!;
    private Customer _customer = null!;

    private WeComPlatform Platform => _bench.Platform;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync(options => options with
        {
            Dealers =
            [
                .. Enumerable.Range(1, 3).Select(i => new WeComCorpOptions
                {
                    CorpId = $"wwDealer{i}", Name = $"经销商{i}", Members = [$"boss{i}", $"sales{i}"], ShareConfirmed = i != 3,
                    Apps = [new WeComAppOptions { AgentId = 2000000 + i, Secret = i == 2 ? null : $"dealerSecret{i}", Token = options.Token, EncodingAESKey = options.EncodingAESKey, CallbackUrl = options.CallbackUrl, SharedFrom = options.AgentId }],
                }),
            ],
        });
        _customer = Platform.AddCustomer("王芳");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Who_has_not_confirmed_is_not_in_the_list_and_gives_no_token()
    {
        (await Shared()).ShouldBe(["wwDealer1", "wwDealer2"]);
        (await Token("wwDealer3", 2000003)).ShouldBe(48001);
        (await Token("wwDealer1", 2000002)).ShouldBe(48001);
        (await Token("wwNobody", 1)).ShouldBe(40013);

        await Platform.Corp("wwDealer3").ConfirmShare(true);

        (await _bench.Events()).ShouldHaveSingleItem().Value("Event").ShouldBe("share_agent_change");
        (await Shared()).ShouldBe(["wwDealer1", "wwDealer2", "wwDealer3"]);
        (await Token("wwDealer3", 2000003)).ShouldBe(0);
    }

    [Fact]
    public async Task The_list_comes_in_pages_and_only_for_linked_companies_of_this_kind()
    {
        var first = await _bench.Call("corpgroup/corp/list_app_share_info", new { agentid = 1000002, business_type = 1, limit = 1 });
        first.GetProperty("ending").GetInt32().ShouldBe(0);
        var second = await _bench.Call("corpgroup/corp/list_app_share_info", new { agentid = 1000002, business_type = 1, limit = 1, cursor = first.Text("next_cursor") });
        (second.GetProperty("corp_list")[0].Text("corp_name"), second.GetProperty("ending").GetInt32()).ShouldBe(("经销商2", 1));
        (await _bench.Call("corpgroup/corp/list_app_share_info", new { agentid = 1000002 })).GetProperty("corp_list").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_card_reaches_a_dealers_phone_through_the_shared_token_and_its_press_comes_from_their_company()
    {
        var token = (await _bench.Call("corpgroup/corp/gettoken", new { corpid = "wwDealer2", business_type = 1, agentid = 2000002 })).Text("access_token");
        token.Length.ShouldBe(512);
        (await _bench.PostWith(token, "message/send", """{"touser":"boss2","msgtype":"template_card","agentid":2000002,"template_card":{"card_type":"button_interaction","task_id":"lead-1","main_title":{"title":"新线索"},"button_list":[{"text":"接受","key":"accept"}]}}""")).Code().ShouldBe(0);

        await Platform.Corp("wwDealer2").Cards.Press("lead-1", "accept");

        var told = (await _bench.Events()).ShouldHaveSingleItem();
        (told.Value("ToUserName"), told.Value("FromUserName"), told.Value("AgentID")).ShouldBe(("wwDealer2", "boss2", "2000002"));
        Platform.Cards.Of().ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_company_has_its_secret_its_members_and_its_own_name_for_the_customer()
    {
        (await _bench.Get("gettoken?corpid=wwDealer1&corpsecret=secret01")).Code().ShouldBe(40001);
        (await _bench.Get("gettoken?corpid=wwDealer2&corpsecret=dealerSecret2")).Code().ShouldBe(40001);
        var token = (await _bench.Get("gettoken?corpid=wwDealer1&corpsecret=dealerSecret1")).Text("access_token");
        await Platform.Corp("wwDealer1").Contacts.Add(_customer.Id, "d1");
        await Platform.ScanCode(_customer.Id);

        var theirs = (await _bench.Events()).First(xml => xml.Value("ToUserName") == "wwDealer1").Value("ExternalUserID");
        theirs.ShouldNotBe(_customer.Id);
        var seen = (await _bench.Get($"externalcontact/get?external_userid={theirs}&access_token={token}")).GetProperty("external_contact");
        (seen.Text("name"), seen.Text("unionid")).ShouldBe(("王芳", _customer.UnionId));
        (await _bench.Get($"externalcontact/get?external_userid={_customer.Id}&access_token={token}")).Code().ShouldBe(40096);
        (await _bench.Get($"user/get?userid=lina&access_token={token}")).Code().ShouldBe(60111);
    }

    [Fact]
    public async Task A_unionid_leads_to_the_ids_of_dealers_who_know_the_customer_and_have_confirmed()
    {
        foreach (var dealer in Platform.Corps.Skip(1))
            await dealer.Contacts.Add(_customer.Id, half: dealer.CorpId == "wwDealer2");

        var found = (await _bench.Call("corpgroup/unionid_to_external_userid", new { unionid = _customer.UnionId, openid = _customer.OpenId })).GetProperty("external_userid_info");

        found.EnumerateArray().Select(entry => (entry.Text("corpid"), entry.Text("external_userid"))).ShouldBe([("wwDealer1", Platform.Corp("wwDealer1").IdOf(_customer.Id))]);
        (await _bench.Call("corpgroup/unionid_to_external_userid", new { unionid = _customer.UnionId, openid = "oSomebodyElse" })).Code().ShouldBe(40003);
        (await _bench.Call("corpgroup/unionid_to_external_userid", new { unionid = _customer.UnionId })).Code().ShouldBe(40058);
    }

    [Fact]
    public async Task A_pending_id_is_found_again_from_a_dealers_contact_for_90_days()
    {
        var pending = (await _bench.Call("corpgroup/unionid_to_pending_id", new { unionid = _customer.UnionId, openid = _customer.OpenId })).Text("pending_id");
        var theirs = Platform.Corp("wwDealer1").IdOf(_customer.Id);
        (await Pending(theirs)).ShouldBeEmpty();
        await Platform.Corp("wwDealer1").Contacts.Add(_customer.Id);
        (await Pending(theirs)).ShouldBe([pending]);

        Platform.Clock.Advance(TimeSpan.FromDays(91));
        (await Pending(theirs)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_maker_may_look_into_the_companies_of_others()
    {
        var token = (await _bench.Get("gettoken?corpid=wwDealer1&corpsecret=dealerSecret1")).Text("access_token");

        (await _bench.PostWith(token, "corpgroup/corp/gettoken", """{"corpid":"ww01","business_type":1,"agentid":1000002}""")).Code().ShouldBe(48001);
    }

    private async Task<string[]> Shared() => [.. (await _bench.Call("corpgroup/corp/list_app_share_info", new { agentid = 1000002, business_type = 1 }))
        .GetProperty("corp_list").EnumerateArray().Select(corp => corp.Text("corpid"))];

    private async Task<int> Token(string corp, long agent) => (await _bench.Call("corpgroup/corp/gettoken", new { corpid = corp, business_type = 1, agentid = agent })).Code();

    private async Task<string[]> Pending(string id) => [.. (await _bench.Call("corpgroup/batch/external_userid_to_pending_id", new { external_userid = Bench.List(id) }))
        .GetProperty("result").EnumerateArray().Select(entry => entry.Text("pending_id"))];
}
