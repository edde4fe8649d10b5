using System.Net;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

public sealed class MemberAndFaultTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Unknown_members_are_named_in_lower_case_and_the_others_get_it()
    {
        var answer = await _bench.Post("message/send", """{"touser":"LiNa|Ghost","msgtype":"text","agentid":1000002,"text":{"content":"新线索"}}""");

        (answer.Code(), answer.Text("invaliduser")).ShouldBe((0, "ghost"));
        var message = _bench.Platform.MemberMessages.ShouldHaveSingleItem();
        (message.Member, message.Text).ShouldBe(("lina", "新线索"));
    }

    [Theory]
    [InlineData("""{"touser":"ghost","msgtype":"text","agentid":1000002,"text":{"content":"x"}}""", 81013)]
    [InlineData("""{"msgtype":"text","agentid":1000002,"text":{"content":"x"}}""", 82001)]
    [InlineData("""{"touser":"lina","msgtype":"text","agentid":7,"text":{"content":"x"}}""", 40056)]
    [InlineData("""{"touser":"lina","msgtype":"text","agentid":1000002,"text":{"content":""}}""", 44004)]
    [InlineData("""{"touser":"lina","msgtype":"text","agentid":1000002}""", 40008)]
    [InlineData("""{"touser":"lina","msgtype":"text","agentid":"1000002","text":{"content":"x"}}""", 0)]
    [InlineData("""{"touser":"@all","msgtype":"template_card","agentid":1000002,"template_card":{"card_type":"button_interaction","task_id":"t1","main_title":{"title":"x"},"button_list":[{"text":"ok","key":"k"}]}}""", 0)]
    public async Task Member_messages_are_checked(string body, int code) => (await _bench.Post("message/send", body)).Code().ShouldBe(code);

    [Fact]
    public async Task The_duplicate_check_shows_a_repeat_once()
    {
        const string body = """{"touser":"lina","msgtype":"text","agentid":1000002,"enable_duplicate_check":1,"text":{"content":"x"}}""";
        await _bench.Post("message/send", body);
        await _bench.Post("message/send", body);
        _bench.Platform.MemberMessages.Count.ShouldBe(1);

        _bench.Time.Advance(TimeSpan.FromMinutes(30));
        await _bench.Post("message/send", body);
        _bench.Platform.MemberMessages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_next_calls_fail_as_told_and_only_those()
    {
        _bench.Platform.Faults.Add("getcallbackip", Fault.Code(-1), times: 2);
        var call = "getcallbackip?access_token=" + await _bench.AccessToken();

        (await _bench.Get(call)).Code().ShouldBe(-1);
        (await _bench.Get(call)).Code().ShouldBe(-1);
        (await _bench.Get(call)).Code().ShouldBe(0);
    }

    [Fact]
    public async Task A_502_is_a_page_and_not_json()
    {
        _bench.Platform.Faults.Add("*", Fault.Http(502));

        using var response = await _bench.Http.GetAsync(new Uri(_bench.Address, "cgi-bin/gettoken"), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        _bench.Platform.TokenRequests.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_connection_hides_whether_the_message_went(bool processed)
    {
        var customer = _bench.Platform.AddCustomer("王芳");
        await _bench.Platform.Write(customer.Id, "hi");
        await _bench.AccessToken();
        _bench.Platform.Faults.Add("kf/send_msg", processed ? Fault.ResetAfter : Fault.ResetBefore);

        await Should.ThrowAsync<HttpRequestException>(() => _bench.SendKf(customer.Id, "hello"));

        _bench.Platform.Messages(customer.Id).Any(message => message.From == "brand").ShouldBe(processed);
    }

    [Fact]
    public async Task A_slow_answer_comes_when_its_time_has_passed()
    {
        _bench.Platform.Faults.Add("gettoken", Fault.Slow(TimeSpan.FromSeconds(30)));
        var call = _bench.AccessToken();
        await Crm.Tests.Support.Probe.Until(() => _bench.Time.PendingTimers == 1, "the pause to begin");
        call.IsCompleted.ShouldBeFalse();

        _bench.Time.Advance(TimeSpan.FromSeconds(30));

        (await call).Length.ShouldBe(512);
    }

    [Fact]
    public async Task Account_and_staff_lists_are_there()
    {
        (await _bench.Post("kf/account/list", """{"offset":0,"limit":100}""")).GetProperty("account_list")[0].Text("open_kfid").ShouldBe(Bench.Kf);
        var staff = await _bench.Get($"kf/servicer/list?open_kfid={Bench.Kf}&access_token={await _bench.AccessToken()}");
        staff.GetProperty("servicer_list").GetArrayLength().ShouldBe(2);
    }
}
