using System.Text.Json;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Section 4.5: codes to scan, and 3.4: what a scan tells.</summary>
public sealed class ContactWayTests : IAsyncLifetime
{
    private Bench _bench = null!;
    private Customer _customer = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _customer = _bench.Platform.AddCustomer("王芳");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("""{"scene":2,"user":["lina"]}""", 41037)]
    [InlineData("""{"type":3,"scene":2,"user":["lina"]}""", 41037)]
    [InlineData("""{"type":1,"scene":0,"user":["lina"]}""", 41038)]
    [InlineData("""{"type":1,"scene":2,"style":9,"user":["lina"]}""", 41039)]
    [InlineData("""{"type":1,"scene":2}""", 41042)]
    [InlineData("""{"type":1,"scene":2,"user":["lina","zhangwei"]}""", 41042)]
    [InlineData("""{"type":1,"scene":2,"user":["ghost"]}""", 60111)]
    [InlineData("""{"type":2,"scene":2,"user":["lina"],"is_temp":true}""", 41043)]
    [InlineData("""{"type":1,"scene":2,"user":["lina"],"expires_in":60}""", 41043)]
    [InlineData("""{"type":1,"scene":2,"user":["lina"],"state":"1234567890123456789012345678901"}""", 40058)]
    [InlineData("""{"type":1,"scene":2,"user":["lina"],"remark":"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"}""", 40058)]
    [InlineData("""{"type":1,"scene":2,"user":"lina"}""", 40058)]
    [InlineData("""{"type":1,"scene":2,"user":["LiNa"],"state":"123456789012345678901234567890"}""", 0)]
    public async Task A_contact_way_is_checked(string body, int code) => (await _bench.Post("externalcontact/add_contact_way", body)).Code().ShouldBe(code);

    [Fact]
    public async Task More_than_100_members_are_41041() =>
        (await _bench.Call("externalcontact/add_contact_way", new { type = 2, scene = 2, user = Enumerable.Range(0, 101).Select(i => $"u{i}") })).Code().ShouldBe(41041);

    [Fact]
    public async Task A_scan_carries_the_state_and_the_members_take_turns()
    {
        var made = await _bench.Call("externalcontact/add_contact_way", new { type = 2, scene = 2, user = Bench.List("zhangwei", "lina"), state = "d12-c3" });
        var other = _bench.Platform.AddCustomer("李伟");

        await _bench.Platform.Maker.Contacts.Scan(_customer.Id, made.Text("qr_code"));
        await _bench.Platform.Maker.Contacts.Scan(other.Id, made.Text("config_id"));

        var events = await _bench.Events();
        events.Select(xml => (xml.Value("ChangeType"), xml.Value("UserID"), xml.Value("State"))).ShouldBe([
            ("add_external_contact", "zhangwei", "d12-c3"), ("add_external_contact", "lina", "d12-c3")]);
    }

    [Fact]
    public async Task Where_members_must_accept_a_scan_is_half_a_contact_with_the_only_code()
    {
        var made = await _bench.Call("externalcontact/add_contact_way", new { type = 1, scene = 2, user = Bench.List("lina"), skip_verify = false });
        await _bench.Platform.Maker.Contacts.Scan(_customer.Id, made.Text("config_id"));
        await _bench.Platform.Maker.Contacts.Accept(_customer.Id, "lina");

        var events = await _bench.Events();
        events.Select(xml => (xml.Value("ChangeType"), xml.Value("WelcomeCode").Length > 0)).ShouldBe([("add_half_external_contact", true), ("add_external_contact", false)]);
    }

    [Fact]
    public async Task A_temporary_code_dies_in_the_platforms_time()
    {
        var made = await _bench.Call("externalcontact/add_contact_way", new { type = 1, scene = 2, user = Bench.List("lina"), is_temp = true, expires_in = 3600 });
        _bench.Platform.Clock.Advance(TimeSpan.FromSeconds(3601));

        (await _bench.Platform.Maker.Contacts.Scan(_customer.Id, made.Text("config_id"))).ShouldBe(CallbackOutcome.Lost);
        (await _bench.Call("externalcontact/list_contact_way", new { })).GetProperty("contact_way").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_contact_way_can_be_read_changed_listed_and_deleted_and_none_of_it_is_an_event()
    {
        var id = (await _bench.Call("externalcontact/add_contact_way", new { type = 1, scene = 2, user = Bench.List("lina"), state = "a" })).Text("config_id");
        (await _bench.Call("externalcontact/update_contact_way", new { config_id = id, state = "b", user = Bench.List("zhangwei") })).Code().ShouldBe(0);

        var way = (await _bench.Call("externalcontact/get_contact_way", new { config_id = id })).GetProperty("contact_way");
        (way.Text("state"), way.GetProperty("user")[0].GetString(), way.GetProperty("skip_verify").GetBoolean()).ShouldBe(("b", "zhangwei", true));
        (await _bench.Call("externalcontact/list_contact_way", new { limit = 1000 })).GetProperty("contact_way")[0].Text("config_id").ShouldBe(id);
        (await _bench.Call("externalcontact/list_contact_way", new { limit = 1001 })).Code().ShouldBe(40058);

        (await _bench.Call("externalcontact/del_contact_way", new { config_id = id })).Code().ShouldBe(0);
        (await _bench.Call("externalcontact/get_contact_way", new { config_id = id })).Code().ShouldBe(41044);
        (await _bench.Call("externalcontact/get_contact_way", new { })).Code().ShouldBe(41040);
        (await _bench.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_update_changes_nothing()
    {
        var id = (await _bench.Call("externalcontact/add_contact_way", new { type = 1, scene = 2, user = Bench.List("lina"), state = "a" })).Text("config_id");
        (await _bench.Call("externalcontact/update_contact_way", new { config_id = id, state = "b", user = Bench.List("lina", "zhangwei") })).Code().ShouldBe(41042);

        (await _bench.Call("externalcontact/get_contact_way", new { config_id = id })).GetProperty("contact_way").Text("state").ShouldBe("a");
    }

    [Fact]
    public async Task A_welcome_set_at_the_console_leaves_no_code()
    {
        _bench.Platform.Faults.ConsoleWelcome = true;
        await _bench.Platform.ScanCode(_customer.Id);

        (await _bench.Events()).ShouldHaveSingleItem().Element("WelcomeCode").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"msgtype":"image","image":{"media_id":"nobody"}}""", 40007)]
    [InlineData("""{"msgtype":"image","image":{"pic_url":"https://x/y.png"}}""", 0)]
    [InlineData("""{"msgtype":"image","image":{"picurl":"https://x/y.png"}}""", 40007)]
    [InlineData("""{"msgtype":"link","link":{"title":"t","url":"x.example"}}""", 45034)]
    [InlineData("""{"msgtype":"link","link":{"title":"t","url":"https://x.example"}}""", 0)]
    [InlineData("""{"msgtype":"miniprogram","miniprogram":{"title":"t","appid":"wx1","pagepath":"p"}}""", 40058)]
    [InlineData("""{"msgtype":"location","location":{}}""", 40008)]
    public async Task Attachments_of_a_welcome_keep_their_three_spellings(string attachment, int code)
    {
        await _bench.Platform.ScanCode(_customer.Id);
        var welcome = (await _bench.Events())[0].Value("WelcomeCode");

        var answer = await _bench.Post("externalcontact/send_welcome_msg", $$"""{"welcome_code":"{{welcome}}","attachments":[{{attachment}}]}""");

        answer.Code().ShouldBe(code);
    }
}
