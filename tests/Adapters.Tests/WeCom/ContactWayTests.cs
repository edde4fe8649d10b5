using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 4.5 and 4.8: codes to scan, made once whatever is lost, and the welcome with its files.</summary>
public sealed class ContactWayTests : IDisposable
{
    private const string Add = "externalcontact/add_contact_way";
    private const string Update = "externalcontact/update_contact_way";
    private const string List = "externalcontact/list_contact_way";
    private const string Get = "externalcontact/get_contact_way";
    private const string Welcome = "externalcontact/send_welcome_msg";
    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];
    private static readonly SaveContactWay Way = new(null, "d1-c2-abc", ["zhang", "li"], "春季车展");

    private readonly WeComNode _node = new();

    private FakePlatform Platform => _node.Platform;

    [Fact]
    public async Task A_new_code_is_for_many_members_and_comes_as_a_picture_to_scan()
    {
        Platform.Answers(Add, new { errcode = 0, config_id = "cfg1", qr_code = "https://work.example/ca/1" });
        (await RunAsync(Way)).ShouldBe(new OperationResult.Done(new ContactWaySaved("cfg1", "https://work.example/ca/1")));
        Platform.Last(Add).BodyText.ShouldBe(
            """{"type":2,"scene":2,"remark":"春季车展","skip_verify":true,"state":"d1-c2-abc","user":["zhang","li"]}""");
        Platform.Count(List).ShouldBe(0);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_by_state_before_another_code_is_made()
    {
        Platform.Answers(Add, new HttpRequestException("cut off", new IOException()), new { errcode = 0, config_id = "second" });
        (await RunAsync(Way)).ShouldBeOfType<OperationResult.Retry>();
        Platform.Answers(List,
            new { errcode = 0, contact_way = new[] { new { config_id = "other" } }, next_cursor = "more" }, new { errcode = 0, contact_way = new[] { new { config_id = "mine" } } });
        Platform.Answers(Get,
            call => new { errcode = 0, contact_way = new { config_id = call.Body.Text("config_id"), state = call.Body.Text("config_id") == "mine" ? Way.State : "d9-c9", qr_code = "https://work.example/ca/mine" } });
        (await RunAsync(Way, attempt: 2)).ShouldBe(new OperationResult.Done(new ContactWaySaved("mine", "https://work.example/ca/mine")));
        Platform.Count(Add).ShouldBe(1, "never a second code");
        Platform.Last(Update).Body.Text("config_id").ShouldBe("mine", "the members may have changed meanwhile");
    }

    [Fact]
    public async Task Where_nothing_was_made_the_search_ends_and_the_code_is_made()
    {
        Platform.Answers(List, new { errcode = 0, contact_way = Array.Empty<object>() });
        Platform.Answers(Add, new { errcode = 0, config_id = "cfg1", qr_code = "https://work.example/ca/1" });
        var since = _node.Time.Now.AddHours(-1);
        (await RunAsync(Way with { MadeSince = since })).ShouldBeOfType<OperationResult.Done>();
        Platform.Last(List).Body.Number("start_time").ShouldBeLessThanOrEqualTo(since.ToUnixTimeSeconds());
        Platform.Count(Add).ShouldBe(1);
    }

    [Fact]
    public async Task A_search_that_fails_makes_no_code()
    {
        Platform.Answers(List, 45009);
        (await RunAsync(Way, attempt: 2)).ShouldBeOfType<OperationResult.Retry>();
        Platform.Count(Add).ShouldBe(0);
    }

    [Fact]
    public async Task A_change_and_a_removal_name_the_code_and_may_be_repeated()
    {
        (await RunAsync(Way with { PlatformId = "cfg1" })).ShouldBe(new OperationResult.Done(new ContactWaySaved("cfg1", null)));
        Platform.Last(Update).Body.Items("user").Count().ShouldBe(2);
        (await RunAsync(new RemoveContactWay("cfg1"))).ShouldBeOfType<OperationResult.Done>();
        Platform.Last("externalcontact/del_contact_way").BodyText.ShouldBe("""{"config_id":"cfg1"}""");
        Platform.Answers(Update, 60111);
        (await RunAsync(Way with { PlatformId = "cfg1" })).ShouldBe(new OperationResult.Rejected("recipient-gone", 60111));
    }

    [Fact]
    public async Task A_welcome_carries_link_and_picture_that_was_uploaded_beforehand()
    {
        _node.Media.Files["p1"] = new MediaContent("image/png", "car.png", Png);
        Platform.Answers("media/upload", new { errcode = 0, media_id = "MEDIA1" }, new { errcode = 0, media_id = "MEDIA2" });
        var kept = (await RunAsync(new KeepMedia("p1", "image"))).ShouldBeOfType<OperationResult.Done>().Answer.ShouldBeOfType<MediaKept>();
        kept.Until.ShouldBeGreaterThan(_node.Time.Now.AddDays(2));
        kept.Until.ShouldBeLessThan(_node.Time.Now.AddDays(3));
        await SendAsync();
        Platform.Count("media/upload").ShouldBe(1, "nothing is uploaded while the customer waits");
        Platform.Last(Welcome).BodyText.ShouldBe(
            """{"welcome_code":"CODE","text":{"content":"您好"},"attachments":[{"msgtype":"image","image":{"media_id":"MEDIA1"}},{"msgtype":"link","link":{"title":"新车","url":"https://example.com"}}]}""");
        (await RunAsync(new KeepMedia("p1", "image"))).ShouldBeOfType<OperationResult.Done>();
        await SendAsync();
        Platform.Last(Welcome).BodyText.ShouldContain("MEDIA2", Case.Sensitive, "uploaded again before it ran out");
    }

    [Fact]
    public async Task A_picture_that_is_gone_does_not_hold_up_the_words()
    {
        (await SendAsync()).ShouldBeOfType<SendResult.Sent>();
        Platform.Last(Welcome).BodyText.ShouldNotContain("media_id");
    }

    [Theory]
    [InlineData(41050, "dead-code")]
    [InlineData(41051, "already-welcomed")]
    [InlineData(48002, "configuration")]
    public async Task A_welcome_that_was_refused_in_time_says_why(int code, string reason)
    {
        Platform.Answers(Welcome, code);
        (await SendAsync()).ShouldBe(new SendResult.Rejected(reason));
    }

    [Theory]
    [InlineData("add_external_contact", false)]
    [InlineData("add_half_external_contact", true)]
    public async Task A_scan_tells_who_was_added_and_how_to_reach_them(string change, bool half)
    {
        var (query, body) = Sealed.Callback(Sealed.Contact(change, rest: "<State>d1-c2-abc</State>"));
        var fact = (await _node.ReceiveAsync("POST", query, body)).Items.Single().Fact.ShouldBeOfType<MemberLinked>();
        (fact.Account, fact.Member, fact.Contact, fact.Half, fact.State, fact.MemberAddress)
            .ShouldBe(("maker/crm", "lisi", "wmCustomer1", half, "d1-c2-abc", "member/maker/crm/lisi"));
    }

    public void Dispose() => _node.Dispose();

    private Task<OperationResult> RunAsync(OperationRequest request, int attempt = 1) => _node.RunAsync(_node.Get<IChannelOperations>().RunAsync(
        new ChannelOperation("op-1", "maker/crm", request, attempt, null), TestContext.Current.CancellationToken));

    private Task<SendResult> SendAsync() => _node.RunAsync(_node.SendAsync(WeComNode.Message("welcome/maker/crm/CODE", deadline: _node.Time.Now.AddSeconds(20)) with
    {
        Attachments = [new MessageAttachment("image", "p1"), new MessageAttachment("link", Title: "新车", Url: "https://example.com")],
    }));
}
