using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>spec/wecom.md 3.4, 3.6 and 4.5: who has which customer, tags, remarks and hand-overs.</summary>
public sealed class PeopleTests : IDisposable
{
    private const string Account = "maker/crm";
    private static readonly string[] Two = ["wm1", "wm2"];
    private static readonly string[] TagA = ["tA"];

    private readonly WeComNode _node = new();

    private IContactReads Reads => _node.Get<IContactReads>();

    [Theory]
    [InlineData("del_follow_user", "", "customer")]
    [InlineData("del_external_contact", "", "member")]
    [InlineData("del_external_contact", "<Source>DELETE_BY_TRANSFER</Source>", "transfer")]
    public async Task The_end_of_a_link_says_who_ended_it(string change, string rest, string by)
    {
        var fact = (await ItemAsync(Sealed.Contact(change, rest: rest))).Fact.ShouldBeOfType<MemberUnlinked>();
        (fact.Account, fact.Member, fact.Contact, fact.By).ShouldBe((Account, "lisi", "wmCustomer1", by));
    }

    [Theory]
    [InlineData("customer_refused", "customer-refused")]
    [InlineData("customer_limit_exceed", "customer-limit-exceeded")]
    public async Task A_refused_hand_over_says_why(string reason, string said) =>
        (await ItemAsync(Sealed.Contact("transfer_fail", rest: $"<FailReason>{reason}</FailReason>"))).Fact.ShouldBeOfType<TransferRefused>().Reason.ShouldBe(said);

    [Fact]
    public async Task An_edit_asks_for_the_link_to_be_read_and_a_tag_event_for_the_catalogue()
    {
        (await ItemAsync(Sealed.Contact("edit_external_contact"))).Fact.ShouldBeOfType<LinkChanged>();
        (await ItemAsync(Sealed.Inner("<MsgType>event</MsgType><Event>change_external_tag</Event><Id>t1</Id><TagType>tag</TagType><ChangeType>create</ChangeType>")))
            .Fact.ShouldBe(new TagsChanged(Account));
    }

    [Fact]
    public async Task More_than_500_followers_come_in_pages_and_only_company_tags_count()
    {
        _node.Platform.Answers("externalcontact/get", """
            {"errcode":0,"external_contact":{"external_userid":"wm1","name":"张三","unionid":"oU1"},"next_cursor":"C1","follow_user":[
              {"userid":"ZhangWei","remark":"张总","description":"买车","createtime":1767000000,"add_way":1,"state":"d1-c2",
               "tags":[{"tag_id":"tA","type":1},{"tag_id":"own","type":2}]}]}
            """, """{"errcode":0,"external_contact":{"external_userid":"wm1"},"follow_user":[{"userid":"lisi","createtime":1767000001}]}""");
        var links = await Reads.LinksOfAsync(Account, "wm1", Token);
        links.Select(link => link.Member).ShouldBe(["zhangwei", "lisi"]);
        (links[0].Name, links[0].Remark, links[0].Description, links[0].State, links[0].AddWay).ShouldBe(("张三", "张总", "买车", "d1-c2", 1));
        links[0].Tags.ShouldBe(["tA"]);
        links[0].AddedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1767000000));
        links[0].Identities.ShouldBe([new ChannelIdentity("channel", $"wecom:{WeComNode.CorpId}:wm1"), new ChannelIdentity("unionid", "oU1")]);
        _node.Platform.Last("externalcontact/get").Query["cursor"].ShouldBe("C1");
    }

    [Fact]
    public async Task A_members_customers_come_in_pages_and_no_relation_is_an_empty_list()
    {
        _node.Platform.Answers("externalcontact/batch/get_by_user", """
            {"errcode":0,"next_cursor":"N","external_contact_list":[
              {"external_contact":{"external_userid":"wm1","name":"张三"},"follow_info":{"userid":"zhangwei","tag_id":["tA"],"createtime":1767000000}}]}
            """);
        var page = await Reads.LinksAsync(Account, "zhangwei", null, Token);
        page.NextCursor.ShouldBe("N");
        page.Items.ShouldHaveSingleItem().Tags.ShouldBe(["tA"]);
        using var other = new WeComNode();
        other.Platform.Answers("externalcontact/batch/get_by_user", 84061);
        other.Platform.Answers("externalcontact/get", 84061);
        (await other.Get<IContactReads>().LinksAsync(Account, "zhangwei", null, Token)).Items.ShouldBeEmpty();
        (await other.Get<IContactReads>().LinksOfAsync(Account, "wm1", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_throttled_read_says_when_to_ask_again_and_a_refused_one_that_asking_cannot_help()
    {
        _node.Platform.Answers("externalcontact/get_follow_user_list", 45009);
        (await Should.ThrowAsync<ChannelReadException>(() => Reads.MembersAsync(Account, Token))).After.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60));
        _node.Platform.Answers("externalcontact/get_corp_tag_list", 48002);
        (await Should.ThrowAsync<ChannelReadException>(() => Reads.TagsAsync(Account, Token))).After.ShouldBeNull();
    }

    [Theory]
    [InlineData(false, "externalcontact/transfer_result")]
    [InlineData(true, "externalcontact/resigned/transfer_result")]
    public async Task Results_of_hand_overs_are_read_from_the_list_of_their_kind(bool leaver, string path)
    {
        _node.Platform.Answers(path, """
            {"errcode":0,"customer":[{"external_userid":"a","status":1,"takeover_time":1767000000},{"external_userid":"b","status":2},
              {"external_userid":"c","status":3},{"external_userid":"d","status":4},{"external_userid":"e","status":5}]}
            """);
        var page = await Reads.TransfersAsync(Account, "from", "to", leaver, null, Token);
        page.Items.Select(state => state.State).ShouldBe(["done", "waiting", "refused", "limit", "none"]);
    }

    [Fact]
    public async Task A_hand_over_names_each_customer_that_did_not_begin_and_a_lost_answer_is_not_repeated()
    {
        const string Path = "externalcontact/transfer_customer";
        _node.Platform.Answers(Path, new { errcode = 0, customer = new object[] { new { external_userid = "wm1", errcode = 0 }, new { external_userid = "wm2", errcode = 40128 } } });
        var done = (await RunAsync(new TransferContacts("from", "to", Two, false, "请多关照"))).ShouldBeOfType<OperationResult.Done>();
        done.Answer.ShouldBeOfType<TransferStarted>().Refused.ShouldBe(new Dictionary<string, int> { ["wm2"] = 40128 });
        _node.Platform.Last(Path).Body.GetProperty("transfer_success_msg").GetString().ShouldBe("请多关照");

        using var lost = new WeComNode();
        lost.Platform.Answers(Path, new HttpRequestException(HttpRequestError.ResponseEnded));
        var result = await lost.RunAsync(lost.Get<IChannelOperations>().RunAsync(Operation(new TransferContacts("from", "to", Two, false, null)), Token));
        result.ShouldBeOfType<OperationResult.Unknown>();
        lost.Platform.Count(Path).ShouldBe(1);
    }

    [Fact]
    public async Task A_tag_that_exists_already_is_looked_up_and_used()
    {
        _node.Platform.Answers("externalcontact/add_corp_tag", 40071);
        _node.Platform.Answers("externalcontact/get_corp_tag_list", """
            {"errcode":0,"tag_group":[{"group_id":"g1","group_name":"意向","tag":[{"id":"tA","name":"高"}]},{"group_id":"g2","group_name":"来源","tag":[{"id":"tB","name":"高"}]}]}
            """);
        (await RunAsync(new SaveTag(null, null, "来源", "高"))).ShouldBe(new OperationResult.Done(new TagSaved("g2", "tB")));
    }

    [Fact]
    public async Task Remarks_and_tags_go_out_as_the_platform_wants_them()
    {
        (await RunAsync(new SetRemark("zhangwei", "wm1", "张总"))).ShouldBeOfType<OperationResult.Done>();
        _node.Platform.Last("externalcontact/remark").BodyText.ShouldBe("""{"userid":"zhangwei","external_userid":"wm1","remark":"张总"}""");
        (await RunAsync(new SetRemark("zhangwei", "wm1", null, Phones: []))).ShouldBeOfType<OperationResult.Done>();
        _node.Platform.Last("externalcontact/remark").BodyText.ShouldContain("\"remark_mobiles\":[\"\"]");
        (await RunAsync(new ChangeTags("zhangwei", "wm1", TagA, []))).ShouldBeOfType<OperationResult.Done>();
        _node.Platform.Last("externalcontact/mark_tag").Body.GetProperty("add_tag")[0].GetString().ShouldBe("tA");
        (await RunAsync(new RemoveTag("tA"))).ShouldBeOfType<OperationResult.Done>();
    }

    [Fact]
    public async Task Somebody_who_only_wrote_to_customer_service_gets_a_name_too()
    {
        _node.Platform.Answers("externalcontact/get", 84061);
        _node.Platform.Answers("kf/customer/batchget", """{"errcode":0,"customer_list":[{"external_userid":"wm1","nickname":"小李","unionid":"oU2"}],"invalid_external_userid":[]}""");
        var profile = await _node.Contacts.FindAsync("maker/crm/wm1", Token);
        profile!.DisplayName.ShouldBe("小李");
        profile.Identities.ShouldContain(new ChannelIdentity("unionid", "oU2"));
    }

    public void Dispose() => _node.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ChannelOperation Operation(OperationRequest request) => new("op-1", Account, request, 1, null);

    private Task<OperationResult> RunAsync(OperationRequest request) => _node.Get<IChannelOperations>().RunAsync(Operation(request), Token);

    private async Task<InboundItem> ItemAsync(string inner)
    {
        var (query, body) = Sealed.Callback(inner);
        return (await _node.ReceiveAsync("POST", query, body)).Items.ShouldHaveSingleItem();
    }
}
