using System.Text.Json;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Sections 3.5 and 4.5 (groups), 4.6 (mass messages).</summary>
public sealed class GroupAndMassTests : IAsyncLifetime
{
    private Bench _bench = null!;
    private Customer _customer = null!;

    private WeComPlatform Platform => _bench.Platform;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _customer = Platform.AddCustomer("王芳");
        await Platform.ScanCode(_customer.Id);
        await _bench.Events();
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_group_is_made_joined_by_code_left_and_dismissed()
    {
        var chat = Platform.Groups.Create("lina", "车友群");
        var way = (await _bench.Call("externalcontact/groupchat/add_join_way", new { scene = 2, chat_id_list = Bench.List(chat), state = "g-d12" })).Text("config_id");
        (await _bench.Events()).ShouldHaveSingleItem().Value("ChangeType").ShouldBe("create");
        var before = (await Group(chat)).Text("member_version");

        await Platform.Groups.Scan(_customer.Id, way);
        var joined = (await _bench.Events()).ShouldHaveSingleItem();
        (joined.Value("UpdateDetail"), joined.Value("JoinScene"), joined.Value("MemChangeCnt"), joined.Value("LastMemVer")).ShouldBe(("add_member", "3", "1", before));
        joined.Element("MemChangeList")!.Value("Item").ShouldBe(_customer.Id);
        var group = await Group(chat);
        group.Text("member_version").ShouldBe(joined.Value("CurMemVer"));
        var member = group.GetProperty("member_list")[1];
        (member.GetProperty("type").GetInt32(), member.GetProperty("join_scene").GetInt32(), member.Text("state"), member.Text("name")).ShouldBe((2, 3, "g-d12", "王芳"));

        await Platform.Groups.Leave(chat, _customer.Id);
        (await _bench.Events()).ShouldHaveSingleItem().Value("QuitScene").ShouldBe("0");
        await Platform.Groups.Dismiss(chat);
        (await _bench.Events()).ShouldHaveSingleItem().Value("ChangeType").ShouldBe("dismiss");
        (await _bench.Call("externalcontact/groupchat/get", new { chat_id = chat })).Code().ShouldBe(49008);
        (await _bench.Call("externalcontact/groupchat/get", new { chat_id = "wrNobody" })).Code().ShouldBe(86001);
    }

    [Fact]
    public async Task Invitations_renames_and_removals_say_what_they_are()
    {
        var chat = Platform.Groups.Create("lina", "车友群");
        await Platform.Groups.Invite(chat, _customer.Id);
        await Platform.Groups.Rename(chat, "新车友群");
        await Platform.Groups.ChangeOwner(chat, "zhangwei");
        await Platform.Groups.Leave(chat, _customer.Id, removed: true);

        (await _bench.Events()).Where(xml => xml.Value("ChangeType") == "update").Select(xml => (xml.Value("UpdateDetail"), xml.Value("JoinScene") + xml.Value("QuitScene")))
            .ShouldBe([("add_member", "0"), ("change_name", ""), ("change_owner", ""), ("del_member", "1")], ignoreOrder: true);
        Platform.Groups.All.ShouldHaveSingleItem().Owner.ShouldBe("zhangwei");
    }

    [Fact]
    public async Task Groups_are_listed_by_owner_in_pages()
    {
        var chats = Enumerable.Range(0, 3).Select(i => Platform.Groups.Create("lina", $"g{i}")).ToArray();
        Platform.Groups.Create("zhangwei", "other");
        var filter = new { userid_list = Bench.List("lina") };

        var first = await _bench.Call("externalcontact/groupchat/list", new { owner_filter = filter, limit = 2 });
        var second = await _bench.Call("externalcontact/groupchat/list", new { owner_filter = filter, limit = 2, cursor = first.Text("next_cursor") });

        first.GetProperty("group_chat_list").EnumerateArray().Concat(second.GetProperty("group_chat_list").EnumerateArray()).Select(group => group.Text("chat_id")).ShouldBe(chats);
        second.TryGetProperty("next_cursor", out _).ShouldBeFalse();
        (await _bench.Call("externalcontact/groupchat/list", new { })).Code().ShouldBe(40058);
        (await _bench.Call("externalcontact/groupchat/list", new { limit = 1001 })).Code().ShouldBe(40058);
    }

    [Fact]
    public async Task A_full_group_passes_on_to_a_new_one()
    {
        var chat = Platform.Groups.Create("lina", "满员", customers: Enumerable.Range(0, 199).Select(i => Platform.AddCustomer($"c{i}").Id));
        var way = (await _bench.Call("externalcontact/groupchat/add_join_way", new { scene = 2, chat_id_list = Bench.List(chat), room_base_name = "车友", room_base_id = 2 })).Text("config_id");

        await Platform.Groups.Scan(_customer.Id, way);

        var opened = Platform.Groups.All[^1];
        (opened.Name, opened.Members.Select(member => member.Id)).ShouldSatisfyAllConditions(x => x.Name.ShouldBe("车友2"), x => x.Item2.ShouldContain(_customer.Id));
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_member_confirms()
    {
        var id = (await Mass()).Text("msgid");
        (await Shares(id)).ShouldBe([("zhangwei", 0)]);
        (await Result(id)).ShouldBe(0);
        Platform.Messages(_customer.Id).ShouldNotContain(message => message.Text == "春季试驾");

        Platform.MassTasks.Confirm(id, "zhangwei");

        (await Shares(id)).ShouldBe([("zhangwei", 2)]);
        (await Result(id)).ShouldBe(1);
        Platform.Messages(_customer.Id)[^1].Text.ShouldBe("春季试驾");
        (await _bench.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_declined_one_stays_unsent_and_a_cancelled_one_cannot_be_confirmed()
    {
        var declined = (await Mass()).Text("msgid");
        Platform.MassTasks.Decline(declined, "zhangwei");
        (await Result(declined)).ShouldBe(0);

        var cancelled = (await Mass()).Text("msgid");
        (await _bench.Call("externalcontact/cancel_groupmsg_send", new { msgid = cancelled })).Code().ShouldBe(0);
        Platform.MassTasks.Confirm(cancelled, "zhangwei");
        (await Result(cancelled)).ShouldBe(0);
    }

    [Fact]
    public async Task Three_reminders_in_24_hours_are_the_most()
    {
        var id = (await Mass()).Text("msgid");
        for (var i = 0; i < 3; i++)
            (await _bench.Call("externalcontact/remind_groupmsg_send", new { msgid = id })).Code().ShouldBe(0);
        (await _bench.Call("externalcontact/remind_groupmsg_send", new { msgid = id })).Code().ShouldBe(45009);
        Platform.Clock.Advance(TimeSpan.FromHours(24));
        (await _bench.Call("externalcontact/remind_groupmsg_send", new { msgid = id })).Code().ShouldBe(0);
        (await _bench.Call("externalcontact/remind_groupmsg_send", new { msgid = "nobody" })).Code().ShouldBe(41047);
    }

    /// <summary>4.6: as many a month as the month has days; March has 31. The month begins at midnight in China.</summary>
    [Fact]
    public async Task A_customers_quota_ends_with_the_days_of_the_month()
    {
        Platform.Maker.Staff.SetHabits("zhangwei", confirmsMassTasks: true);
        for (var i = 0; i < 31; i++)
            (await Result((await Mass()).Text("msgid"))).ShouldBe(1);
        (await Result((await Mass()).Text("msgid"))).ShouldBe(3);

        Platform.Clock.Advance(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(8)) - Platform.Clock.GetUtcNow());
        (await Result((await Mass()).Text("msgid"))).ShouldBe(1);
    }

    [Theory]
    [InlineData(MassQuotaMode.Day, 1)]
    [InlineData(MassQuotaMode.Week, 7)]
    public async Task The_company_may_have_chosen_another_quota(MassQuotaMode mode, int most)
    {
        Platform.MassTasks.Quota = mode;
        Platform.Maker.Staff.SetHabits("zhangwei", confirmsMassTasks: true);
        for (var i = 0; i < most; i++)
            (await Result((await Mass()).Text("msgid"))).ShouldBe(1);
        (await Result((await Mass()).Text("msgid"))).ShouldBe(3);
    }

    [Fact]
    public async Task Only_who_talked_last_gets_the_task_and_who_is_gone_by_then_is_no_friend()
    {
        await Platform.ScanCode(_customer.Id, member: "lina");
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        Platform.Maker.Contacts.Chat(_customer.Id, "在吗", fromCustomer: true, "lina");
        var id = (await Mass(new { chat_type = "single", external_userid = Bench.List(_customer.Id, "wmNobody"), text = new { content = "春季试驾" } })).Text("msgid");
        (await Shares(id)).ShouldBe([("lina", 0)]);

        await Platform.DeleteMember(_customer.Id, "lina");
        Platform.MassTasks.Confirm(id, "lina");

        (await Result(id, "lina")).ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"text":{"content":"x"}}""", 40058)]
    [InlineData("""{"sender":"lina","text":{"content":"x"}}""", 41048)]
    [InlineData("""{"sender":"zhangwei"}""", 40063)]
    [InlineData("""{"chat_type":"group","text":{"content":"x"}}""", 40058)]
    [InlineData("""{"chat_type":"group","sender":"lina","text":{"content":"x"}}""", 41048)]
    [InlineData("""{"chat_type":"all","sender":"lina","text":{"content":"x"}}""", 40058)]
    [InlineData("""{"external_userid":["wmNobody"],"text":{"content":"x"}}""", 41048)]
    [InlineData("""{"sender":"zhangwei","tag_filter":{"group_list":[{"tag_list":["etNobody"]}]},"text":{"content":"x"}}""", 41048)]
    public async Task A_task_is_checked(string body, int code) => (await _bench.Post("externalcontact/add_msg_template", body)).Code().ShouldBe(code);

    [Fact]
    public async Task A_list_spans_a_month_at_most()
    {
        var now = _bench.Time.Now.ToUnixTimeSeconds();
        await Mass();

        (await _bench.Call("externalcontact/get_groupmsg_list_v2", new { chat_type = "single", start_time = now - 32 * 86400, end_time = now })).Code().ShouldBe(40058);
        (await _bench.Call("externalcontact/get_groupmsg_list_v2", new { chat_type = "single", start_time = now, end_time = now, limit = 101 })).Code().ShouldBe(40058);
        (await _bench.Call("externalcontact/get_groupmsg_list_v2", new { chat_type = "single", start_time = now - 60, end_time = now })).GetProperty("group_msg_list")[0].GetProperty("text").Text("content").ShouldBe("春季试驾");
    }

    private Task<JsonElement> Mass(object? body = null) => _bench.Call("externalcontact/add_msg_template", body ?? new { sender = "zhangwei", text = new { content = "春季试驾" } });

    private async Task<(string, int)[]> Shares(string id) => [.. (await _bench.Call("externalcontact/get_groupmsg_task", new { msgid = id }))
        .GetProperty("task_list").EnumerateArray().Select(task => (task.Text("userid"), task.GetProperty("status").GetInt32()))];

    private async Task<int> Result(string id, string member = "zhangwei") =>
        (await _bench.Call("externalcontact/get_groupmsg_send_result", new { msgid = id, userid = member })).GetProperty("send_list")[0].GetProperty("status").GetInt32();

    private async Task<JsonElement> Group(string chat) => (await _bench.Call("externalcontact/groupchat/get", new { chat_id = chat, need_name = 1 })).GetProperty("group_chat");
}
