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
    [InlineData("\"msgmenu\",\"msgmenu\":{\"head_content\":\"H\",\"list\":[{\"type\":\"click\",\"click\":{\"id\":\"1\",\"content\":\"A\"}},{\"type\":\"text\",\"text\":{\"content\":\"B\"}}]}", "text", "H\nA\nB", null, null)]
    [InlineData("\"meeting\",\"meeting\":{\"x\":1}", "other", "", null, null)]
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
        item.Source.ShouldBe(new InquirySource("spring", "d7-cspring"));
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

    [Theory]
    [InlineData("session_status_change")]
    [InlineData("user_recall_msg")]
    [InlineData("something_new")]
    public void Other_events_are_kept(string type) => Event(type, "\"change_type\":1").Kind.ShouldBe(InboundKind.Event);

    [Fact]
    public void A_staff_event_is_about_no_customer() =>
        Item("""{"msgid":"e1","send_time":1767225590,"origin":4,"msgtype":"event","event":{"event_type":"servicer_status_change","servicer_userid":"u","status":1,"open_kfid":"wk1"}}""")
            .ShouldSatisfyAllConditions(item => item.Identities.ShouldBeEmpty(), item => item.ConversationKey.ShouldBeNull());

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
