using System.Net.Sockets;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 3.5, 4.5 (groupchat) and 4.6 on the wire.</summary>
public sealed class GroupAndMassTests : IDisposable
{
    private const string Create = "externalcontact/add_msg_template";
    private static readonly CreateMassSend Send = new(false, ["wm1", "wm2"], [], null, "新车到店", [new MessageAttachment("link", Title: "试驾", Url: "https://example.com/a")]);

    private readonly WeComNode _node = new();

    public static TheoryData<string, string, string?> Changes => new()
    {
        { "<ChangeType>create</ChangeType>", "created", null },
        { "<ChangeType>dismiss</ChangeType>", "dismissed", null },
        { Update("add_member") + "<JoinScene>3</JoinScene><MemChangeCnt>1</MemChangeCnt>", "joined", null },
        { Update("add_member") + "<MemChangeList><Item>wm1</Item><Item>zhangsan</Item></MemChangeList><LastMemVer>v1</LastMemVer><CurMemVer>v2</CurMemVer>", "joined", "v2" },
        { Update("del_member") + "<QuitScene>0</QuitScene>", "left", null },
        { Update("change_owner"), "owner", null },
        { Update("change_name"), "name", null },
        { Update("change_notice"), "notice", null },
        { Update("something_new"), "name", null },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task A_change_of_a_group_says_which_and_what(string rest, string change, string? version)
    {
        var (query, body) = Sealed.Callback(Sealed.Inner(
            $"<FromUserName>sys</FromUserName><MsgType>event</MsgType><Event>change_external_chat</Event><ChatId>wr1</ChatId>{rest}"));
        var item = (await _node.ReceiveAsync("POST", query, body)).Items.ShouldHaveSingleItem();
        item.Kind.ShouldBe(InboundKind.Event);
        var fact = item.Fact.ShouldBeOfType<GroupChanged>();
        (fact.Account, fact.Group, fact.Change, fact.Version).ShouldBe(("maker/crm", "wr1", change, version));
        fact.Changed.ShouldBe(rest.Contains("Item", StringComparison.Ordinal) ? ["wm1", "zhangsan"] : null);
    }

    [Fact]
    public async Task A_group_is_read_with_its_members_and_the_code_they_came_by()
    {
        _node.Platform.Answers("externalcontact/groupchat/get", """
            {"errcode":0,"group_chat":{"chat_id":"wr1","name":"试驾群","owner":"ZhangSan","create_time":1767225600,"notice":"","member_version":"v2","member_list":[
              {"userid":"ZhangSan","type":1,"join_time":1767225600,"join_scene":1,"name":"张三"},
              {"userid":"wmAbC","type":2,"unionid":"oU1","join_time":1767225700,"join_scene":3,"invitor":{"userid":"ZhangSan"},"state":"d42-cspring","name":"王芳"}]}}
            """);
        var group = (await Groups.GroupAsync("maker/crm", "wr1", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (group.Name, group.Owner, group.Version).ShouldBe(("试驾群", "zhangsan", "v2"));
        group.Members[0].ShouldSatisfyAllConditions(m => m.Id.ShouldBe("zhangsan"), m => m.IsContact.ShouldBeFalse(), m => m.Identities.ShouldBeEmpty());
        var guest = group.Members[1];
        (guest.Id, guest.IsContact, guest.Name, guest.JoinScene, guest.State, guest.InvitedBy).ShouldBe(("wmAbC", true, "王芳", 3, "d42-cspring", "zhangsan"));
        guest.Identities.ShouldBe([new ChannelIdentity("channel", $"wecom:{WeComNode.CorpId}:wmAbC"), new ChannelIdentity("unionid", "oU1")]);
    }

    [Theory]
    [InlineData(49008)]
    [InlineData(86001)]
    public async Task A_dissolved_group_is_none(int code)
    {
        _node.Platform.Answers("externalcontact/groupchat/get", code);
        (await Groups.GroupAsync("maker/crm", "wr1", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task The_list_of_groups_goes_on_where_the_cursor_says()
    {
        _node.Platform.Answers("externalcontact/groupchat/list", """{"errcode":0,"group_chat_list":[{"chat_id":"wr1","status":0}],"next_cursor":"c2"}""");
        var page = await Groups.GroupsAsync("maker/crm", null, TestContext.Current.CancellationToken);
        (page.Items.ShouldHaveSingleItem(), page.NextCursor).ShouldBe(("wr1", "c2"));
    }

    [Fact]
    public async Task A_mass_send_is_asked_for_as_the_platform_spells_it_and_names_whom_it_left_out()
    {
        _node.Platform.Answers(Create, """{"errcode":0,"fail_list":["wm2"],"msgid":"msgG1"}""");
        var created = (await RunAsync(Send)).ShouldBeOfType<OperationResult.Done>().Answer.ShouldBeOfType<MassSendCreated>();
        (created.PlatformId, created.Refused.ShouldHaveSingleItem()).ShouldBe(("msgG1", "wm2"));
        var body = _node.Platform.Last(Create).Body;
        body.GetProperty("chat_type").GetString().ShouldBe("single");
        body.GetProperty("external_userid").GetArrayLength().ShouldBe(2);
        body.GetProperty("text").GetProperty("content").GetString().ShouldBe("新车到店");
        body.GetProperty("attachments")[0].GetProperty("link").GetProperty("url").GetString().ShouldBe("https://example.com/a");
        body.TryGetProperty("sender", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Groups_are_asked_for_with_their_owner_as_the_sender()
    {
        _node.Platform.Answers(Create, """{"errcode":0,"msgid":"msgG1"}""");
        await RunAsync(new CreateMassSend(true, [], ["wr1"], "zhangsan", "t", []));
        var body = _node.Platform.Last(Create).Body;
        (body.GetProperty("chat_type").GetString(), body.GetProperty("sender").GetString(), body.GetProperty("chat_id_list")[0].GetString()).ShouldBe(("group", "zhangsan", "wr1"));
    }

    [Theory]
    [InlineData(41048, "nobody-to-send-to")]
    [InlineData(48002, "configuration")]
    [InlineData(45002, "content")]
    public async Task A_refusal_is_final_and_says_why(int code, string reason)
    {
        _node.Platform.Answers(Create, code);
        (await RunAsync(Send)).ShouldBe(new OperationResult.Rejected(reason, code));
    }

    [Fact]
    public async Task A_busy_platform_may_be_asked_again_and_then_makes_one()
    {
        _node.Platform.Answers(Create, 45009, """{"errcode":0,"msgid":"msgG1"}""");
        (await RunAsync(Send)).ShouldBeOfType<OperationResult.Retry>();
        _node.Time.Advance(TimeSpan.FromHours(2));
        (await RunAsync(Send, attempt: 2)).ShouldBeOfType<OperationResult.Done>();
    }

    [Fact]
    public async Task Without_an_answer_nobody_knows_and_it_is_not_asked_twice_even_after_a_restart()
    {
        _node.Platform.Answers(Create, new HttpRequestException("cut", new SocketException(10054)));
        (await RunAsync(Send)).ShouldBeOfType<OperationResult.Unknown>();
        var asked = _node.Platform.Count(Create);
        using var restarted = new WeComNode(state: _node.State, platform: _node.Platform, time: _node.Time);
        (await restarted.Get<IChannelOperations>().RunAsync(new ChannelOperation("op-1", "maker/crm", Send, 2, null), TestContext.Current.CancellationToken)).ShouldBe(new OperationResult.Unknown("interrupted"));
        _node.Platform.Count(Create).ShouldBe(asked);
    }

    [Fact]
    public async Task Recent_mass_sends_members_and_receipts_are_read()
    {
        _node.Platform.Answers("externalcontact/get_groupmsg_list_v2", """
            {"errcode":0,"group_msg_list":[{"msgid":"msgG1","create_time":1767225601,"text":{"content":"新车到店"}}],"next_cursor":""}
            """);
        _node.Platform.Answers("externalcontact/get_groupmsg_task", """
            {"errcode":0,"task_list":[{"userid":"LiSi","status":2,"send_time":1767225700},{"userid":"wang","status":0}],"next_cursor":"c"}
            """);
        _node.Platform.Answers("externalcontact/get_groupmsg_send_result", """
            {"errcode":0,"send_list":[{"external_userid":"a","status":0},{"external_userid":"b","status":1,"send_time":1767225700},
              {"external_userid":"c","status":2},{"chat_id":"wr1","status":3}]}
            """);
        var found = (await Masses.RecentAsync("maker/crm", _node.Time.Now.AddMinutes(-2), false, null, TestContext.Current.CancellationToken)).Items.ShouldHaveSingleItem();
        found.ShouldBe(new MassSendFound("msgG1", "新车到店", DateTimeOffset.FromUnixTimeSeconds(1767225601)));
        var members = await Masses.MembersAsync("maker/crm", "msgG1", null, TestContext.Current.CancellationToken);
        members.Items.ShouldBe([new MassSendMember("lisi", true, DateTimeOffset.FromUnixTimeSeconds(1767225700)), new MassSendMember("wang", false, null)]);
        members.NextCursor.ShouldBe("c");
        (await Masses.ReceiptsAsync("maker/crm", "msgG1", "lisi", null, TestContext.Current.CancellationToken)).Items.Select(r => $"{r.Contact}{r.Group} {r.Outcome}")
            .ShouldBe(["a unsent", "b sent", "c not-a-friend", "wr1 quota-used"]);
    }

    public void Dispose() => _node.Dispose();

    private IGroupReads Groups => _node.Get<IGroupReads>();

    private IMassSendReads Masses => _node.Get<IMassSendReads>();

    private static string Update(string detail) => $"<ChangeType>update</ChangeType><UpdateDetail>{detail}</UpdateDetail>";

    private Task<OperationResult> RunAsync(OperationRequest request, int attempt = 1) =>
        _node.RunAsync(_node.Get<IChannelOperations>().RunAsync(new ChannelOperation("op-1", "maker/crm", request, attempt, null), TestContext.Current.CancellationToken));
}
