using Crm.Adapters.WeComSandbox;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Adapters.Tests.WeComSandbox;

public sealed class CallbackTests : IAsyncLifetime
{
    private Bench _bench = null!;
    private Customer _customer = null!;

    private WeComPlatform Platform => _bench.Platform;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _customer = Platform.AddCustomer("王芳");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_scan_tells_who_added_whom_with_state_and_welcome_code()
    {
        (await Platform.ScanCode(_customer.Id, "d12-spring")).ShouldBe(new CallbackOutcome(true, 1, 200));

        var xml = _bench.Inbox.ShouldHaveSingleItem();
        (xml.Value("ToUserName"), xml.Value("FromUserName"), xml.Value("MsgType"), xml.Value("Event"), xml.Value("ChangeType"))
            .ShouldBe(("ww01", "sys", "event", "change_external_contact", "add_external_contact"));
        (xml.Value("UserID"), xml.Value("ExternalUserID"), xml.Value("State")).ShouldBe(("zhangwei", _customer.Id, "d12-spring"));
        xml.Value("CreateTime").ShouldBe("1772416800");
        xml.Value("WelcomeCode").ShouldStartWith("CODE");
    }

    [Fact]
    public async Task A_scan_by_somebody_who_has_added_the_member_already_causes_nothing()
    {
        await Platform.ScanCode(_customer.Id);
        (await Platform.ScanCode(_customer.Id)).Attempts.ShouldBe(0);

        await Platform.DeleteMember(_customer.Id);
        await Platform.ScanCode(_customer.Id);
        _bench.Inbox.Select(xml => xml.Value("ChangeType")).ShouldBe(["add_external_contact", "del_follow_user", "add_external_contact"]);
    }

    [Fact]
    public async Task A_customers_message_is_only_a_wake_up()
    {
        await Platform.Write(_customer.Id, "试驾");

        var xml = _bench.Inbox.ShouldHaveSingleItem();
        xml.Elements().Select(element => element.Name.LocalName).ShouldBe(["ToUserName", "CreateTime", "MsgType", "Event", "Token", "OpenKfId"]);
        (xml.Value("Event"), xml.Value("OpenKfId")).ShouldBe(("kf_msg_or_event", Bench.Kf));
    }

    [Fact]
    public async Task What_our_people_write_and_press_comes_from_them()
    {
        await Platform.MemberWrites("收到", "lina");
        await Platform.PressCard("lead-1", "accept");

        var (text, card) = (_bench.Inbox.ElementAt(0), _bench.Inbox.ElementAt(1));
        (text.Value("FromUserName"), text.Value("Content"), text.Value("AgentID")).ShouldBe(("lina", "收到", "1000002"));
        long.Parse(text.Value("MsgId"), System.Globalization.CultureInfo.InvariantCulture).ShouldBePositive();
        (card.Value("Event"), card.Value("TaskId"), card.Value("EventKey")).ShouldBe(("template_card_event", "lead-1", "accept"));
    }

    [Fact]
    public async Task A_refused_callback_comes_three_times_more_each_with_a_new_nonce()
    {
        _bench.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        (await Platform.Write(_customer.Id, "hi")).ShouldBe(new CallbackOutcome(false, 4, 500));
        _bench.Nonces.Distinct().Count().ShouldBe(4);
        _bench.Inbox.Select(xml => xml.ToString()).Distinct().Count().ShouldBe(1);
        Platform.CallbacksFailed.ShouldBe(1);
    }

    [Fact]
    public async Task A_receiver_slower_than_five_seconds_is_cut_off_and_tried_again()
    {
        var aborted = new TaskCompletionSource();
        _bench.Answer = async context =>
        {
            _bench.Answer = _ => Task.CompletedTask;
            context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
        };
        var callback = Platform.Write(_customer.Id, "hi");
        await Probe.Until(() => _bench.Inbox.Count == 1, "the first try");
        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        await aborted.Task;

        (await callback).ShouldBe(new CallbackOutcome(true, 2, 200));
    }

    [Fact]
    public async Task Duplicates_have_the_same_content_and_another_nonce()
    {
        Platform.Faults.DuplicateCallbacks = true;
        await Platform.Write(_customer.Id, "hi");
        await Platform.WhenQuiet();

        _bench.Inbox.Count.ShouldBe(2);
        _bench.Inbox.Select(xml => xml.ToString()).Distinct().Count().ShouldBe(1);
        _bench.Nonces.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Reordering_lets_the_second_overtake_the_first()
    {
        Platform.Faults.ReorderCallbacks = true;
        var first = Platform.MemberWrites("one");
        await Platform.MemberWrites("two");
        await first;

        _bench.Inbox.Select(xml => xml.Value("Content")).ShouldBe(["two", "one"]);
    }

    [Fact]
    public async Task A_lost_callback_never_leaves()
    {
        Platform.Faults.LoseCallbacks(1);

        (await Platform.MemberWrites("one")).ShouldBe(CallbackOutcome.Lost);
        await Platform.MemberWrites("two");
        _bench.Inbox.ShouldHaveSingleItem().Value("Content").ShouldBe("two");
    }

    [Fact]
    public async Task An_encrypted_passive_reply_is_opened()
    {
        _bench.Answer = context =>
        {
            var encrypted = _bench.Encrypt("<xml><Content>好的</Content></xml>");
            return context.Response.WriteAsync($"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature>{_bench.Sign("1", "n", encrypted)}</MsgSignature><TimeStamp>1</TimeStamp><Nonce>n</Nonce></xml>");
        };

        (await Platform.MemberWrites("hi")).PassiveReply.ShouldBe("<xml><Content>好的</Content></xml>");
    }

    [Fact]
    public async Task The_address_is_verified_with_an_encrypted_echo() =>
        (await Platform.VerifyUrl(TestContext.Current.CancellationToken)).ShouldBeTrue();
}
