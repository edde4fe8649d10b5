using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 3.2 to 3.4 and 7: what a callback means.</summary>
public sealed class ContactEventTests : IDisposable
{
    private readonly WeComNode _node = new();

    [Theory]
    [InlineData("add_external_contact")]
    [InlineData("add_half_external_contact")]
    [InlineData("ADD_EXTERNAL_CONTACT")]
    public async Task A_scan_is_a_new_contact_with_its_campaign_and_a_code_for_twenty_seconds(string change)
    {
        var item = await ItemAsync(Sealed.Contact(change, rest: "<State>d42-cspring-a1</State><WelcomeCode>CODE/1</WelcomeCode>"));
        item.Kind.ShouldBe(InboundKind.ContactAdded);
        item.Identities.ShouldBe([new ChannelIdentity("channel", $"wecom:{WeComNode.CorpId}:wmCustomer1")]);
        item.Source.ShouldBe(new InquirySource("spring", "d42-cspring-a1"));
        item.ReplyTo.ShouldBe("welcome/maker/crm/CODE/1");
        item.OccurredAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1767225600));
        item.ReplyUntil.ShouldBe(item.OccurredAt.AddSeconds(20));
        item.LookupAddress.ShouldBe("maker/crm/wmCustomer1");
        item.ConversationKey.ShouldBe($"contact:{WeComNode.CorpId}:lisi:wmCustomer1");
        item.DisplayName.ShouldBeNull();
    }

    [Theory]
    [InlineData("<State>dealer-0042:qr:双十一</State>", "dealer-0042:qr:双十一", null)]
    [InlineData("<State>d1-c2</State>", "d1-c2", "2")]
    [InlineData("<State>xd1-c2</State>", "xd1-c2", null)]
    public async Task A_state_outside_our_grammar_is_kept_as_the_scene(string rest, string scene, string? campaign) =>
        (await ItemAsync(Sealed.Contact("add_external_contact", rest: rest))).Source.ShouldBe(new InquirySource(campaign, scene));

    [Fact]
    public async Task A_contact_without_state_or_code_has_no_source_and_no_way_to_greet()
    {
        var item = await ItemAsync(Sealed.Contact("add_external_contact"));
        item.Kind.ShouldBe(InboundKind.ContactAdded);
        (item.Source, item.ReplyTo, item.ReplyUntil).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task With_welcome_switched_off_the_code_is_not_handed_on()
    {
        using var node = new WeComNode(settings => settings["Welcome:Enabled"] = "false");
        var (query, body) = Sealed.Callback(Sealed.Contact("add_external_contact", rest: "<WelcomeCode>C</WelcomeCode>"));
        (await node.ReceiveAsync("POST", query, body)).Items.Single().ReplyTo.ShouldBeNull();
    }

    [Theory]
    [InlineData("del_external_contact", InboundKind.ContactLost)]
    [InlineData("del_follow_user", InboundKind.ContactLost)]
    [InlineData("edit_external_contact", InboundKind.Event)]
    [InlineData("transfer_fail", InboundKind.Event)]
    [InlineData("something_new", InboundKind.Event)]
    public async Task Other_changes_of_a_contact_keep_whom_they_are_about(string change, InboundKind kind)
    {
        var item = await ItemAsync(Sealed.Contact(change));
        item.Kind.ShouldBe(kind);
        item.Identities.Single().Value.ShouldEndWith(":wmCustomer1");
        item.ReplyTo.ShouldBeNull();
    }

    [Fact]
    public async Task Lesson_1_ten_people_scanning_one_code_in_one_second_are_ten_items()
    {
        var keys = new List<string>();
        foreach (var i in Enumerable.Range(0, 10))
            keys.Add((await ItemAsync(Sealed.Contact("add_external_contact", $"wmCustomer{i}", "<State>d42-cspring</State>"))).DedupKey);
        keys.Distinct().Count().ShouldBe(10);
        keys.ShouldAllBe(key => key.Length <= 200);
    }

    [Fact]
    public async Task A_suite_names_the_corp_the_customer_belongs_to()
    {
        var item = await ItemAsync($"<xml><SuiteId>{WeComNode.CorpId}</SuiteId><AuthCorpId>wwOther</AuthCorpId><InfoType>change_external_contact</InfoType>"
            + "<TimeStamp>1767225782</TimeStamp><ChangeType>add_external_contact</ChangeType><ExternalUserID>wo1</ExternalUserID></xml>");
        item.Kind.ShouldBe(InboundKind.ContactAdded);
        item.Identities.Single().Value.ShouldBe("wecom:wwOther:wo1");
        item.OccurredAt.ToUnixTimeSeconds().ShouldBe(1767225782);
    }

    [Fact]
    public async Task A_member_who_writes_is_no_customer_but_can_be_answered()
    {
        var item = await ItemAsync(Sealed.Inner("<FromUserName>ZhangSan</FromUserName><MsgType>text</MsgType><Content>hi</Content><MsgId>77</MsgId>"));
        item.Kind.ShouldBe(InboundKind.Event);
        item.Identities.ShouldBeEmpty();
        item.ReplyTo.ShouldBe("member/maker/crm/zhangsan");
        item.DedupKey.ShouldBe($"{WeComNode.CorpId}:crm:m:77");
    }

    [Fact]
    public async Task A_customer_service_event_wakes_its_account_with_the_lent_token()
    {
        var (query, body) = Sealed.Callback(Sealed.Inner("<MsgType>event</MsgType><Event>KF_MSG_OR_EVENT</Event><Token>ENC1</Token><OpenKfId>wk9</OpenKfId>"));
        var result = await _node.ReceiveAsync("POST", query, body);
        result.Items.Single().Kind.ShouldBe(InboundKind.Event);
        result.Wakes.ShouldBe([new PullWake("maker/crm/wk9", "ENC1")]);
        _node.Platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_app_without_customer_service_is_not_woken()
    {
        using var node = new WeComNode(settings => settings["Corps:0:Agents:0:Capabilities:0"] = "ExternalContact");
        var (query, body) = Sealed.Callback(Sealed.Inner("<Event>kf_msg_or_event</Event><OpenKfId>wk9</OpenKfId>"));
        (await node.ReceiveAsync("POST", query, body)).Wakes.ShouldBeEmpty();
        node.Pull.Sources.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<CreateTime>soon</CreateTime>")]
    [InlineData("<CreateTime>99999999999999999999</CreateTime>")]
    public async Task Without_a_usable_time_it_happened_when_it_came(string time) =>
        (await ItemAsync($"<xml>{time}<MsgType>event</MsgType></xml>")).OccurredAt.ShouldBe(_node.Time.Now);

    public void Dispose() => _node.Dispose();

    private async Task<InboundItem> ItemAsync(string inner)
    {
        var (query, body) = Sealed.Callback(inner);
        var result = await _node.ReceiveAsync("POST", query, body);
        result.Answer().Status.ShouldBe(200);
        return result.Items.ShouldHaveSingleItem();
    }
}
