using System.Net;
using System.Text;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Adapters.Tests.Sms;

public sealed class InboxTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task An_answer_is_a_message_of_the_phones_conversation()
    {
        var item = await Item("""{"from":"13800138000","text":"退订","at":"2026-03-02T09:30:00+08:00","id":"u1"}""");

        item.Kind.ShouldBe(InboundKind.Message);
        item.DedupKey.ShouldBe("sms:u1");
        item.Identities.ShouldBe([new ChannelIdentity("phone", "+8613800138000")]);
        (item.ConversationKey, item.ReplyTo).ShouldBe(("+8613800138000", "+8613800138000"));
        item.Message.ShouldBe(new ChatMessage("text", "退订"));
        item.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("+86 138 0013 8000", "+8613800138000")]
    [InlineData("008613800138000", "+8613800138000")]
    [InlineData("8613800138000", "+8613800138000")]
    [InlineData("138-0013-8000", "+8613800138000")]
    [InlineData("+442071838750", "+442071838750")]
    public async Task The_sender_is_kept_in_e164(string from, string phone) =>
        (await Item($$"""{"from":"{{from}}","text":"STOP"}""")).ReplyTo.ShouldBe(phone);

    [Fact]
    public async Task Without_an_id_a_repeat_is_the_same_message_and_next_weeks_stop_another()
    {
        const string body = """{"from":"13800138000","text":"STOP"}""";
        var first = await Item(body);
        var repeat = await Item(body);
        _time.Advance(TimeSpan.FromDays(7));
        var later = await Item(body);

        repeat.DedupKey.ShouldBe(first.DedupKey);
        later.DedupKey.ShouldNotBe(first.DedupKey);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"from":13800138000,"text":"x"}""", 400)]
    [InlineData("""{"from":"10086","text":"x"}""", 202)]
    [InlineData("""{"from":"abc","text":"x"}""", 422)]
    public async Task What_cannot_be_read_is_refused(string body, int status)
    {
        var result = await Receive(body);

        result.Reply([new CaptureReceipt("i1", false, false)]).Status.ShouldBe(status);
        result.Items.Count.ShouldBe(status == 202 ? 1 : 0);
    }

    private async Task<InboundItem> Item(string body) => (await Receive(body)).Items.ShouldHaveSingleItem();

    private Task<InboundResult> Receive(string body) =>
        SmsUnderTest.Create(new() { ["GatewayUrl"] = "http://127.0.0.1:1/" }, _time).ReceiveAsync(
            new InboundRequest("POST", "inbox", new Dictionary<string, string>(), new QueryCollection(), new HeaderDictionary(),
                Encoding.UTF8.GetBytes(body), IPAddress.Loopback, "gateway", _time.GetUtcNow()),
            TestContext.Current.CancellationToken);
}
