using System.Text.Json;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

public sealed class KfSendTests : IAsyncLifetime
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
    public async Task A_message_reaches_the_phone_under_the_id_it_was_sent_with()
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        var answer = await _bench.SendKf(_customer.Id, "您好", "lead-42-1");

        (answer.Code(), answer.Text("msgid")).ShouldBe((0, "lead-42-1"));
        var message = _bench.Platform.Messages(_customer.Id)[^1];
        (message.Id, message.From, message.Kind, message.Text).ShouldBe(("lead-42-1", "brand", "text", "您好"));
    }

    [Fact]
    public async Task Five_messages_may_follow_one_of_the_customer()
    {
        (await _bench.SendKf(_customer.Id, "too early")).Code().ShouldBe(95002);
        await _bench.Platform.Write(_customer.Id, "hi");
        for (var i = 0; i < 5; i++)
            (await _bench.SendKf(_customer.Id, "ok")).Code().ShouldBe(0);
        (await _bench.SendKf(_customer.Id, "sixth")).Code().ShouldBe(95001);

        await _bench.Platform.Write(_customer.Id, "again");
        (await _bench.SendKf(_customer.Id, "first of the next five")).Code().ShouldBe(0);
    }

    [Fact]
    public async Task Forty_eight_hours_may_pass_and_not_a_second_more()
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        _bench.Time.Advance(TimeSpan.FromHours(48));
        (await _bench.SendKf(_customer.Id, "ok")).Code().ShouldBe(0);

        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        (await _bench.SendKf(_customer.Id, "late")).Code().ShouldBe(95002);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 95018)]
    [InlineData(3, 95018)]
    [InlineData(4, 95018)]
    public async Task Only_new_and_assistant_sessions_may_be_written_to(int state, int code)
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        _bench.Platform.SetSessionState(_customer.Id, state);

        (await _bench.SendKf(_customer.Id, "hello")).Code().ShouldBe(code);
    }

    [Fact]
    public async Task Text_is_limited_in_bytes()
    {
        await _bench.Platform.Write(_customer.Id, "hi");

        (await _bench.SendKf(_customer.Id, new string('字', 682) + "ab")).Code().ShouldBe(0);
        (await _bench.SendKf(_customer.Id, new string('字', 683))).Code().ShouldBe(45002);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("0123456789abcdefABCDEF-_01234567", 0)]
    [InlineData("0123456789abcdefABCDEF-_012345678", 40058)]
    [InlineData("has blank", 40058)]
    [InlineData("钥匙", 40058)]
    public async Task A_message_id_has_at_most_32_plain_characters(string id, int code)
    {
        await _bench.Platform.Write(_customer.Id, "hi");

        (await _bench.SendKf(_customer.Id, "hello", id)).Code().ShouldBe(code);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task Whether_a_repeated_id_shows_twice_can_be_chosen(bool suppress, int shown)
    {
        _bench.Platform.Faults.SuppressRepeatedMessages = suppress;
        await _bench.Platform.Write(_customer.Id, "hi");
        await _bench.SendKf(_customer.Id, "hello", "m1");
        (await _bench.SendKf(_customer.Id, "hello", "m1")).Code().ShouldBe(0);

        _bench.Platform.Messages(_customer.Id).Count(message => message.From == "brand").ShouldBe(shown);
    }

    [Theory]
    [InlineData("""{"msgtype":"text","text":{"content":""}}""", 44004)]
    [InlineData("""{"msgtype":"text"}""", 40008)]
    [InlineData("""{"msgtype":"poem","poem":{}}""", 40008)]
    [InlineData("""{}""", 40008)]
    [InlineData("""{"msgtype":"msgmenu","msgmenu":{"head_content":"?","list":[]}}""", 95009)]
    [InlineData("""{"msgtype":"msgmenu","msgmenu":{"list":[{"type":"shout"}]}}""", 95009)]
    [InlineData("""{"msgtype":"msgmenu","msgmenu":{"list":[{"type":"click","click":{"id":"","content":"x"}}]}}""", 40058)]
    [InlineData("""{"msgtype":"link","link":{"title":"a","url":"example.com","thumb_media_id":"m"}}""", 45034)]
    [InlineData("""{"msgtype":"link","link":{"title":"a","url":"https://example.com"}}""", 40007)]
    public async Task Content_is_checked(string part, int code)
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        var head = $$"""{"touser":"{{_customer.Id}}","open_kfid":"{{Bench.Kf}}"{{(part == "{}" ? "" : ",")}}""";

        (await _bench.Post("kf/send_msg", head + part[1..])).Code().ShouldBe(code);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 95008)]
    public async Task A_menu_has_at_most_ten_items(int count, int code)
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        var items = Enumerable.Range(1, count).Select(i => new { type = "click", click = new { id = $"c{i}", content = $"选项{i}" } });
        var body = new { touser = _customer.Id, open_kfid = Bench.Kf, msgtype = "msgmenu", msgmenu = new { head_content = "请选择", list = items, tail_content = "谢谢" } };

        (await _bench.Post("kf/send_msg", JsonSerializer.Serialize(body, Bench.Plain))).Code().ShouldBe(code);

        if (code == 0)
        {
            var message = _bench.Platform.Messages(_customer.Id)[^1];
            (message.Kind, message.Text, message.Tail, message.Choices.Count).ShouldBe(("menu", "请选择", "谢谢", 10));
            message.Choices[2].ShouldBe(new PhoneChoice("c3", "选项3"));
        }
    }

    [Theory]
    [InlineData("nobody", "wkSandbox01", 40096)]
    [InlineData("", "wkSandbox01", 40003)]
    [InlineData("nobody", "wkOther", 95004)]
    public async Task Unknown_people_and_accounts_are_refused(string to, string account, int code) => (await _bench.Post(
        "kf/send_msg", $$$"""{"touser":"{{{to}}}","open_kfid":"{{{account}}}","msgtype":"text","text":{"content":"x"}}""")).Code().ShouldBe(code);

    [Fact]
    public async Task A_later_failure_is_told_by_an_event()
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        _bench.Platform.Faults.FailSendsLater(10);
        (await _bench.SendKf(_customer.Id, "hello", "m1")).Code().ShouldBe(0);
        await _bench.Platform.WhenQuiet();

        _bench.Inbox.Count.ShouldBe(2);
        var page = await _bench.Post("kf/sync_msg", $$"""{"open_kfid":"{{Bench.Kf}}"}""");
        var content = page.GetProperty("msg_list")[1].GetProperty("event");
        (content.Text("event_type"), content.Text("fail_msgid"), content.GetProperty("fail_type").GetInt32()).ShouldBe(("msg_send_fail", "m1", 10));
        _bench.Platform.Messages(_customer.Id)[^1].Failed.ShouldBeTrue();
    }
}
