using System.Text.Json;
using Crm.Adapters.WeCom;
using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 3.9: what a pulled message or event means.</summary>
public sealed class KfMessageTests
{
    private static readonly WeComApp App = WeComOptionsReader.Read(WeComNode.Settings()).Apps[0];
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1767225600);

    [Fact]
    public void A_customers_text_is_a_message_that_can_be_answered()
    {
        var item = Message("\"text\",\"text\":{\"content\":\"我想试驾\"}");
        item.Kind.ShouldBe(InboundKind.Message);
        item.DedupKey.ShouldBe($"kf:{WeComNode.CorpId}:m1");
        item.OccurredAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1767225590));
        item.Message.ShouldBe(new ChatMessage("text", "我想试驾"));
        item.Identities.ShouldBe([new ChannelIdentity("channel", $"wecom:{WeComNode.CorpId}:wm1")]);
        item.ConversationKey.ShouldBe($"kf:{WeComNode.CorpId}:wk1:wm1");
        item.ReplyTo.ShouldBe("kf/maker/crm/wk1/wm1");
        item.LookupAddress.ShouldBe("maker/crm/wm1");
        item.ReplyUntil.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"text\",\"text\":{\"content\":\"是\",\"menu_id\":\"yes\"}", "text", "是", null, "yes")]
    [InlineData("\"image\",\"image\":{\"media_id\":\"MID\"}", "image", "", "maker/crm/MID", null)]
    [InlineData("\"voice\",\"voice\":{\"media_id\":\"MID\"}", "voice", "", "maker/crm/MID", null)]
    [InlineData("\"location\",\"location\":{\"latitude\":31.2,\"longitude\":121.5,\"name\":\"门店\",\"address\":\"路1号\"}", "location", "门店 路1号 31.2,121.5", null, null)]
    [InlineData("\"link\",\"link\":{\"title\":\"T\",\"desc\":\"D\",\"url\":\"https://a\"}", "link", "T\nD\nhttps://a", null, null)]
    [InlineData("\"business_card\",\"business_card\":{\"userid\":\"u1\"}", "card", "u1", null, null)]
    [InlineData("\"miniprogram\",\"miniprogram\":{\"title\":\"M\"}", "card", "M", null, null)]
    [InlineData("\"channels_shop_product\",\"channels_shop_product\":{\"title\":\"车模\",\"sales_price\":\"99\",\"shop_nickname\":\"店\"}", "card", "车模\n99\n店", null, null)]
    [InlineData("\"channels_shop_order\",\"channels_shop_order\":{\"product_titles\":\"车模\",\"price_wording\":\"¥99\",\"state\":\"待发货\",\"order_id\":\"77\"}", "card", "车模\n¥99 待发货\n77", null, null)]
    [InlineData("\"channels\",\"channels\":{\"sub_type\":1,\"nickname\":\"号\",\"title\":\"新车\"}", "card", "号\n新车", null, null)]
    [InlineData("\"merged_msg\",\"merged_msg\":{\"title\":\"聊天记录\",\"item\":[{\"msgtype\":\"text\",\"sender_name\":\"李\",\"msg_content\":\"{\\\"text\\\":{\\\"content\\\":\\\"好\\\"}}\"},{\"msgtype\":\"image\",\"sender_name\":\"王\",\"msg_content\":\"not json\"}]}", "card", "聊天记录\n李: 好\n王: [image]", null, null)]
    [InlineData("\"brand_new\",\"brand_new\":{\"x\":1}", "other", "", null, null)]
    [InlineData("\"msgmenu\",\"msgmenu\":{\"head_content\":\"H\",\"list\":[{\"type\":\"click\",\"click\":{\"id\":\"1\",\"content\":\"A\"}},{\"type\":\"text\",\"text\":{\"content\":\"B\"}}]}", "text", "H\nA\nB", null, null)]
    [InlineData("\"meeting\",\"meeting\":{\"title\":\"看车\"}", "card", "看车", null, null)]
    public void Each_kind_of_content_becomes_what_can_be_shown(string body, string kind, string text, string? media, string? choice) =>
        Message(body).Message.ShouldBe(new ChatMessage(kind, text, media, choice));

    [Fact]
    public void A_colleagues_answer_is_a_staff_message()
    {
        var item = Message("\"text\",\"text\":{\"content\":\"您好\"},\"servicer_userid\":\"lisi\"", origin: 5);
        (item.Kind, item.Message!.Text, item.ConversationKey).ShouldBe((InboundKind.StaffMessage, "您好", $"kf:{WeComNode.CorpId}:wk1:wm1"));
    }

    [Fact]
    public void Entering_lends_a_code_for_eighteen_seconds()
    {
        var item = Event("enter_session", "\"scene\":\"d7-cspring\",\"scene_param\":\"p\",\"welcome_code\":\"WC\"");
        item.Kind.ShouldBe(InboundKind.SessionEntered);
        item.ReplyTo.ShouldBe("kfevent/maker/crm/WC");
        item.ReplyUntil.ShouldBe(item.OccurredAt.AddSeconds(18));
        item.Source.ShouldBe(new InquirySource("spring", "d7-cspring") { Detail = "p" });
        item.Identities.Single().Value.ShouldEndWith(":wm1");
    }

    [Fact]
    public void Entering_without_a_code_or_with_welcome_off_cannot_be_greeted()
    {
        Event("enter_session", "\"scene\":\"s\"").ReplyTo.ShouldBeNull();
        Event("enter_session", "\"welcome_code\":\"WC\"", welcome: false).ReplyTo.ShouldBeNull();
    }

    [Theory]
    [InlineData(4, "window-closed")]
    [InlineData(6, "message-limit")]
    [InlineData(10, "refused-by-customer")]
    [InlineData(0, "unknown-error")]
    [InlineData(99, "unknown-error")]
    public void A_late_failure_names_our_message_and_why(int failType, string fault)
    {
        var item = Event("msg_send_fail", $"\"fail_msgid\":\"our-1\",\"fail_type\":{failType}");
        (item.Kind, item.DeliveryId, item.Fault).ShouldBe((InboundKind.DeliveryFailed, "our-1", fault));
    }

    [Fact]
    public void Where_they_came_from_is_kept_the_links_parameter_and_the_video_channel_too() =>
        Event("enter_session", "\"scene\":\"poster\",\"scene_param\":\"dsh01-cmay-k2\",\"wechat_channels\":{\"nickname\":\"新车号\",\"scene\":1}").Source
            .ShouldBe(new InquirySource("may", "poster") { Detail = "dsh01-cmay-k2 新车号" });

    [Theory]
    [InlineData("\"change_type\":1,\"new_servicer_userid\":\"LiSi\",\"msg_code\":\"C1\"", "agent", "lisi", null, "kfevent/maker/crm/C1", 172800)]
    [InlineData("\"change_type\":2,\"old_servicer_userid\":\"A\",\"new_servicer_userid\":\"B\"", "agent", "b", "a", null, 0)]
    [InlineData("\"change_type\":3,\"old_servicer_userid\":\"A\",\"msg_code\":\"C3\"", "ended", null, "a", "kfevent/maker/crm/C3", 18)]
    [InlineData("\"change_type\":4,\"old_servicer_userid\":\"A\",\"new_servicer_userid\":\"A\"", "agent", "a", "a", null, 0)]
    public void A_moved_session_says_who_has_it_and_lends_a_code_for_its_life(string body, string state, string? member, string? before, string? code, int seconds)
    {
        var item = Event("session_status_change", body);
        item.Fact.ShouldBe(new SessionMoved(state, member, before, code, code is null ? null : item.OccurredAt.AddSeconds(seconds)));
        item.ConversationKey.ShouldBe($"kf:{WeComNode.CorpId}:wk1:wm1");
    }

    [Theory]
    [InlineData("user_recall_msg", "customer")]
    [InlineData("servicer_recall_msg", "member")]
    public void A_recall_names_the_message_by_its_key(string type, string by) =>
        Event(type, "\"recall_msgid\":\"m1\"").Fact.ShouldBe(new MessageRecalled(Message("\"text\",\"text\":{\"content\":\"x\"}").DedupKey, by));

    [Theory]
    [InlineData("session_status_change")]
    [InlineData("reject_customer_msg_switch_change")]
    [InlineData("something_new")]
    public void Other_events_are_kept(string type) => Event(type, "\"change_type\":9").ShouldSatisfyAllConditions(
        item => item.Kind.ShouldBe(InboundKind.Event), item => item.Fact.ShouldBeNull(), item => item.Raw.Length.ShouldBeGreaterThan(50));

    [Fact]
    public void A_staff_event_is_about_no_customer() =>
        Item("""{"msgid":"e1","send_time":1767225590,"origin":4,"msgtype":"event","event":{"event_type":"servicer_status_change","servicer_userid":"u","status":1,"open_kfid":"wk1"}}""")
            .ShouldSatisfyAllConditions(item => item.Identities.ShouldBeEmpty(), item => item.ConversationKey.ShouldBeNull(),
                item => item.Fact.ShouldBe(new MemberAvailability("maker/crm", "wk1", "u", true)));

    [Fact]
    public void Without_an_id_the_bytes_are_the_key()
    {
        var first = Item("""{"origin":4,"msgtype":"event","event":{"event_type":"a"}}""");
        var second = Item("""{"origin":4,"msgtype":"event","event":{"event_type":"b"}}""");
        first.DedupKey.ShouldStartWith($"kf:{WeComNode.CorpId}:h:");
        second.DedupKey.ShouldNotBe(first.DedupKey);
        first.OccurredAt.ShouldBe(Now);
    }

    private static InboundItem Message(string typeAndBody, int origin = 3) => Item(
        $$"""{"msgid":"m1","open_kfid":"wk1","external_userid":"wm1","send_time":1767225590,"origin":{{origin}},"msgtype":{{typeAndBody}}}""");

    private static InboundItem Event(string type, string rest, bool welcome = true) => Item(
        $$"""{"msgid":"e1","send_time":1767225590,"origin":4,"msgtype":"event","event":{"event_type":"{{type}}","open_kfid":"wk1","external_userid":"wm1",{{rest}} } }""", welcome);

    private static InboundItem Item(string json, bool welcome = true) => KfMapper.Item(App, "wk1", JsonElement.Parse(json), Now, welcome);
}
