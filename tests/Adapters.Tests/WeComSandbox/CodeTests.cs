using System.Text.Json;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Welcome codes and other one-message codes, sessions, contacts.</summary>
public sealed class CodeTests : IAsyncLifetime
{
    private Bench _bench = null!;
    private Customer _customer = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _customer = _bench.Platform.AddCustomer("王芳");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_contact_is_welcomed_once_and_within_twenty_seconds()
    {
        var code = await Scan();
        _bench.Time.Advance(TimeSpan.FromSeconds(20));
        (await Welcome(code)).ShouldBe(0);
        (await Welcome(code)).ShouldBe(41051);

        var message = _bench.Platform.Messages(_customer.Id)[^1];
        (message.From, message.Kind, message.Text).ShouldBe(("brand", "welcome", "欢迎"));
    }

    [Fact]
    public async Task A_welcome_that_comes_too_late_too_early_or_for_nobody_is_refused()
    {
        (await Welcome("made-up")).ShouldBe(41050);
        (await Welcome("")).ShouldBe(41049);

        var code = await Scan();
        _bench.Platform.Faults.WelcomeBusy = true;
        (await Welcome(code)).ShouldBe(41096);
        _bench.Platform.Faults.WelcomeBusy = false;
        _bench.Time.Advance(TimeSpan.FromSeconds(20.1));
        (await Welcome(code)).ShouldBe(41050);
    }

    [Fact]
    public async Task Who_has_begun_to_chat_is_not_welcomed()
    {
        var code = await Scan();
        await _bench.Platform.Write(_customer.Id, "hi");

        (await Welcome(code)).ShouldBe(41051);
    }

    [Theory]
    [InlineData("""{}""", 40063)]
    [InlineData("""{"text":{"content":""}}""", 40063)]
    [InlineData("""{"attachments":[1,2,3,4,5,6,7,8,9,10]}""", 40058)]
    public async Task A_welcome_needs_content(string part, int code)
    {
        var head = $$"""{"welcome_code":"{{await Scan()}}"{{(part == "{}" ? "" : ",")}}""";

        (await _bench.Post("externalcontact/send_welcome_msg", head + part[1..])).Code().ShouldBe(code);
    }

    [Fact]
    public async Task A_welcome_text_has_at_most_4000_bytes() =>
        (await Welcome(await Scan(), new string('字', 1334))).ShouldBe(45002);

    [Fact]
    public async Task A_session_is_welcomed_once_within_twenty_seconds_with_text_or_menu()
    {
        await _bench.Platform.EnterSession(_customer.Id);
        var code = await SessionCode();

        (await OnEvent(code, """{"msgtype":"image","image":{"media_id":"x"}}""")).ShouldBe(40008);
        (await OnEvent(code, """{"msgtype":"msgmenu","msgmenu":{"head_content":"您好","list":[{"type":"click","click":{"id":"1","content":"试驾"}}]}}""")).ShouldBe(0);
        (await OnEvent(code)).ShouldBe(40029);
    }

    [Fact]
    public async Task A_session_code_dies_after_twenty_seconds()
    {
        await _bench.Platform.EnterSession(_customer.Id);
        var code = await SessionCode();
        _bench.Time.Advance(TimeSpan.FromSeconds(20.1));

        (await OnEvent(code)).ShouldBe(40029);
    }

    [Fact]
    public async Task No_second_welcome_code_within_48_hours()
    {
        await _bench.Platform.EnterSession(_customer.Id);
        (await OnEvent(await SessionCode())).ShouldBe(0);
        await _bench.Platform.EnterSession(_customer.Id);

        var page = await Sync();
        page.GetProperty("msg_list")[1].GetProperty("event").TryGetProperty("welcome_code", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_handed_over_session_gives_a_code_for_one_text_while_it_lasts()
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        (await Move(3, "nobody")).Code().ShouldBe(95014);
        var code = (await Move(3, "lina")).Text("msg_code");
        (await OnEvent(code, """{"msgtype":"msgmenu","msgmenu":{"list":[{"type":"text","text":{"content":"x"}}]}}""")).ShouldBe(40008);
        (await OnEvent(code)).ShouldBe(0);

        (await Move(0)).Code().ShouldBe(95016);
        (await Move(4)).Code().ShouldBe(0);
        (await Move(3, "lina")).Code().ShouldBe(95016);
        (await _bench.Post("kf/service_state/get", $$"""{"open_kfid":"{{Bench.Kf}}","external_userid":"{{_customer.Id}}"}""")).GetProperty("service_state").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task A_profile_is_readable_while_a_member_is_connected()
    {
        (await Get()).Code().ShouldBe(84061);
        await _bench.Platform.ScanCode(_customer.Id, "d12", half: true);
        (await Get()).Code().ShouldBe(84061);
        await _bench.Platform.ScanCode(_customer.Id, "d12");

        var profile = await Get();
        profile.GetProperty("external_contact").Text("name").ShouldBe("王芳");
        (profile.GetProperty("follow_user")[0].Text("userid"), profile.GetProperty("follow_user")[0].Text("state")).ShouldBe(("zhangwei", "d12"));

        await _bench.Platform.DeleteCustomer(_customer.Id);
        (await Get()).Code().ShouldBe(84061);
        (await _bench.Get($"externalcontact/get?external_userid=wmNobody&access_token={await _bench.AccessToken()}")).Code().ShouldBe(40096);
    }

    [Fact]
    public async Task Names_of_service_customers_are_readable_for_48_hours()
    {
        await _bench.Platform.EnterSession(_customer.Id, "site");
        var body = $$"""{"external_userid_list":["{{_customer.Id}}","wmNobody"],"need_enter_session_context":1}""";
        (await _bench.Post("kf/customer/batchget", body)).Code().ShouldBe(95031);
        await _bench.Platform.Write(_customer.Id, "hi");

        var answer = await _bench.Post("kf/customer/batchget", body);

        var found = answer.GetProperty("customer_list")[0];
        (found.Text("nickname"), found.GetProperty("enter_session_context").Text("scene")).ShouldBe(("王芳", "site"));
        answer.GetProperty("invalid_external_userid")[0].GetString().ShouldBe("wmNobody");
    }

    private async Task<string> Scan()
    {
        await _bench.Platform.ScanCode(_customer.Id);
        return _bench.Inbox.Last().Value("WelcomeCode");
    }

    private async Task<int> Welcome(string code, string text = "欢迎") => (await _bench.Post(
        "externalcontact/send_welcome_msg", JsonSerializer.Serialize(new { welcome_code = code, text = new { content = text } }, Bench.Plain))).Code();

    private Task<JsonElement> Sync() => _bench.Post("kf/sync_msg", $$"""{"open_kfid":"{{Bench.Kf}}"}""");

    private async Task<string> SessionCode() => (await Sync()).GetProperty("msg_list")[0].GetProperty("event").Text("welcome_code");

    private async Task<int> OnEvent(string code, string part = """{"msgtype":"text","text":{"content":"您好"}}""") =>
        (await _bench.Post("kf/send_msg_on_event", $$"""{"code":"{{code}}",""" + part[1..])).Code();

    private Task<JsonElement> Move(int state, string? member = null) => _bench.Post("kf/service_state/trans", JsonSerializer.Serialize(
        new { open_kfid = Bench.Kf, external_userid = _customer.Id, service_state = state, servicer_userid = member }, Bench.Plain));

    private async Task<JsonElement> Get() =>
        await _bench.Get($"externalcontact/get?external_userid={_customer.Id}&access_token={await _bench.AccessToken()}");
}
