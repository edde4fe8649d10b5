using System.Text.Json;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Sections 3.8, 3.9 and 4.4: accounts, staff, links, sessions as people move them, recalls.</summary>
public sealed class KfDeskTests : IAsyncLifetime
{
    private const string Second = "wkSandbox02";
    private Bench _bench = null!;
    private Customer _customer = null!;

    private SandboxService Service => _bench.Platform.Maker.Service;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync(options => options with { MoreKfIds = [Second] });
        _customer = _bench.Platform.AddCustomer("王芳");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Accounts_have_their_own_log_window_and_state()
    {
        await Service.Write(_customer.Id, "hi", account: Second);

        (await _bench.Events()).ShouldHaveSingleItem().Value("OpenKfId").ShouldBe(Second);
        (await Log(Bench.Kf)).ShouldBeEmpty();
        (await Log(Second)).ShouldHaveSingleItem().Text("open_kfid").ShouldBe(Second);
        (await _bench.SendKf(_customer.Id, "x")).Code().ShouldBe(95002);
        (await _bench.Call("kf/send_msg", new { touser = _customer.Id, open_kfid = Second, msgtype = "text", text = new { content = "x" } })).Code().ShouldBe(0);
    }

    [Fact]
    public async Task An_account_is_made_renamed_and_deleted()
    {
        var picture = await _bench.Picture();
        (await _bench.Call("kf/account/add", new { name = "一二三四五六七八九十一二三四五六七", media_id = picture })).Code().ShouldBe(95006);
        (await _bench.Call("kf/account/add", new { name = "售后", media_id = "nobody" })).Code().ShouldBe(40007);
        var id = (await _bench.Call("kf/account/add", new { name = "售后", media_id = picture })).Text("open_kfid");
        (await _bench.Call("kf/account/update", new { open_kfid = id, name = "售后服务" })).Code().ShouldBe(0);

        var list = (await _bench.Call("kf/account/list", new { offset = 2, limit = 1 })).GetProperty("account_list");
        (list[0].Text("open_kfid"), list[0].Text("name")).ShouldBe((id, "售后服务"));
        (await _bench.Call("kf/account/del", new { open_kfid = id })).Code().ShouldBe(0);
        (await _bench.Call("kf/account/del", new { open_kfid = id })).Code().ShouldBe(95004);
    }

    [Fact]
    public async Task Staff_are_added_removed_and_must_be_receiving()
    {
        var result = (await _bench.Call("kf/servicer/del", new { open_kfid = Bench.Kf, userid_list = Bench.List("lina", "ghost") })).GetProperty("result_list");
        (result[0].Code(), result[1].Code()).ShouldBe((0, 60111));
        await Service.Write(_customer.Id, "hi");
        (await Move(3, "lina")).Code().ShouldBe(95014);
        (await _bench.Call("kf/servicer/add", new { open_kfid = Bench.Kf, userid_list = Bench.List("lina") })).Code().ShouldBe(0);

        await Service.SetReceiving("lina", receiving: false, paused: true);
        (await Move(3, "lina")).Code().ShouldBe(95019);
        var staff = (await _bench.Ask($"kf/servicer/list?open_kfid={Bench.Kf}")).GetProperty("servicer_list")[1];
        (staff.GetProperty("status").GetInt32(), staff.GetProperty("stop_type").GetInt32()).ShouldBe((1, 1));
        var told = (await Log())[^1].GetProperty("event");
        (told.Text("event_type"), told.GetProperty("status").GetInt32(), told.GetProperty("stop_type").GetInt32()).ShouldBe(("servicer_status_change", 2, 1));
        told.TryGetProperty("external_userid", out _).ShouldBeFalse();

        await Service.SetReceiving("lina", receiving: true);
        (await Move(3, "lina")).Code().ShouldBe(0);
    }

    [Fact]
    public async Task A_link_carries_its_scene_and_gives_the_parameter_back_as_it_stands()
    {
        (await _bench.Call("kf/add_contact_way", new { open_kfid = Bench.Kf, scene = "has blank" })).Code().ShouldBe(40058);
        var url = (await _bench.Call("kf/add_contact_way", new { open_kfid = Bench.Kf, scene = "site" })).Text("url");

        await Service.EnterByLink(_customer.Id, new Uri(url + "&scene_param=a%3Db"));

        var entered = (await Log()).ShouldHaveSingleItem().GetProperty("event");
        (entered.Text("scene"), entered.Text("scene_param")).ShouldBe(("site", "a%3Db"));
    }

    [Fact]
    public async Task A_pool_customer_is_taken_passed_on_ended_and_taken_again()
    {
        await Service.Write(_customer.Id, "hi");
        (await Move(2)).Text("msg_code").ShouldNotBeEmpty();
        await Service.Take(_customer.Id, "lina");
        await Service.PassOn(_customer.Id, "zhangwei");
        await Service.End(_customer.Id);
        await Service.Take(_customer.Id, "lina");

        var changes = (await Log()).Where(message => message.Text("msgtype") == "event").Select(message => message.GetProperty("event")).ToArray();
        changes.Select(change => (change.GetProperty("change_type").GetInt32(), Maybe(change, "old_servicer_userid"), Maybe(change, "new_servicer_userid"), Maybe(change, "msg_code").Length > 0))
            .ShouldBe([(1, "", "lina", true), (2, "lina", "zhangwei", false), (3, "zhangwei", "", true), (4, "zhangwei", "lina", false)]);
        var state = await _bench.Call("kf/service_state/get", new { open_kfid = Bench.Kf, external_userid = _customer.Id });
        (state.GetProperty("service_state").GetInt32(), state.Text("servicer_userid")).ShouldBe((3, "lina"));
    }

    /// <summary>4.3: the code of a pool lives 48 hours, is for text, and only while the customer still waits.</summary>
    [Theory]
    [InlineData(48, false, 0)]
    [InlineData(49, false, 40029)]
    [InlineData(0, true, 95018)]
    public async Task The_pools_code_holds_while_the_customer_waits(int hours, bool taken, int code)
    {
        await Service.Write(_customer.Id, "hi");
        var message = (await Move(2)).Text("msg_code");
        _bench.Time.Advance(TimeSpan.FromHours(hours));
        if (taken)
            await Service.Take(_customer.Id, "lina");

        (await _bench.Call("kf/send_msg_on_event", new { code = message, msgtype = "text", text = new { content = "请稍候" } })).Code().ShouldBe(code);
    }

    [Fact]
    public async Task The_end_code_lives_20_seconds_and_may_ask_how_it_was()
    {
        await Service.Write(_customer.Id, "hi");
        await Move(3, "lina");
        await Service.End(_customer.Id);
        var code = (await Log())[^1].GetProperty("event").Text("msg_code");
        var menu = new { code, msgtype = "msgmenu", msgmenu = new { head_content = "满意吗", list = new[] { new { type = "click", click = new { id = "5", content = "满意" } } } } };

        _bench.Time.Advance(TimeSpan.FromSeconds(20));
        (await _bench.Call("kf/send_msg_on_event", menu)).Code().ShouldBe(0);
        (await _bench.Call("kf/send_msg_on_event", menu)).Code().ShouldBe(40029);
    }

    [Fact]
    public async Task A_session_lapses_after_48_hours()
    {
        await Service.Write(_customer.Id, "hi");
        await Move(3, "lina");
        _bench.Time.Advance(TimeSpan.FromHours(48) + TimeSpan.FromSeconds(1));

        Service.StateOf(_customer.Id).ShouldBe(4);
        (await Move(2)).Code().ShouldBe(95016);
    }

    [Fact]
    public async Task A_recall_names_the_message_and_who_did_it()
    {
        await Service.Write(_customer.Id, "说错了");
        var id = (await Log())[0].Text("msgid");
        await Service.Recall(_customer.Id, id);
        await Service.StaffWrites(_customer.Id, "也说错了", "lina");
        await Service.Recall(_customer.Id, (await Log())[2].Text("msgid"), "lina");

        var log = await Log();
        (log[1].GetProperty("event").Text("event_type"), log[1].GetProperty("event").Text("recall_msgid")).ShouldBe(("user_recall_msg", id));
        (log[3].GetProperty("event").Text("event_type"), log[3].GetProperty("event").Text("servicer_userid")).ShouldBe(("servicer_recall_msg", "lina"));
        _bench.Platform.Messages(_customer.Id)[0].Kind.ShouldBe("recalled");
    }

    [Fact]
    public async Task An_account_taken_away_is_told_and_then_48007()
    {
        await Service.Grant(Second, granted: false);

        var told = (await _bench.Events()).ShouldHaveSingleItem();
        (told.Value("Event"), told.Value("AuthDelOpenKfId")).ShouldBe(("kf_account_auth_change", Second));
        (await _bench.Call("kf/sync_msg", new { open_kfid = Second })).Code().ShouldBe(48007);
    }

    [Fact]
    public async Task An_app_without_the_module_is_48002()
    {
        await using var bench = await Bench.StartAsync(options => options with
        {
            MoreApps = [new WeComAppOptions { AgentId = 1000003, Secret = "secret02", Token = options.Token, EncodingAESKey = options.EncodingAESKey, CallbackUrl = options.CallbackUrl, Contacts = false, Service = false }],
        });
        var token = (await bench.Get("gettoken?corpid=ww01&corpsecret=secret02")).Text("access_token");

        (await bench.PostWith(token, "kf/account/list", "{}")).Code().ShouldBe(48002);
        (await bench.Get("externalcontact/get_follow_user_list?access_token=" + token)).Code().ShouldBe(48002);
        (await bench.PostWith(token, "message/send", """{"touser":"lina","msgtype":"text","agentid":1000002,"text":{"content":"x"}}""")).Code().ShouldBe(301002);
    }

    private async Task<List<JsonElement>> Log(string account = Bench.Kf) => [.. (await _bench.Call("kf/sync_msg", new { open_kfid = account })).GetProperty("msg_list").EnumerateArray()];

    private Task<JsonElement> Move(int state, string? member = null) =>
        _bench.Call("kf/service_state/trans", new { open_kfid = Bench.Kf, external_userid = _customer.Id, service_state = state, servicer_userid = member });

    private static string Maybe(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
