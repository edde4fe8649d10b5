using System.Net.Http.Headers;
using System.Text;
using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 3.8, 4.3, 4.4, 4.8: sessions, accounts, links, media both ways.</summary>
public sealed class ServiceTests : IDisposable
{
    private const string Kf = "kf/maker/crm/wk1/wm1";
    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];

    private readonly WeComNode _node = new();

    private FakePlatform Platform => _node.Platform;

    [Fact]
    public async Task Putting_a_session_in_the_pool_lends_a_code_for_48_hours()
    {
        Platform.Answers("kf/service_state/trans", new { errcode = 0, msg_code = "C2" });
        (await MoveAsync("waiting")).ShouldBe(new OperationResult.Done(new SessionStateSet("kfevent/maker/crm/C2", _node.Time.Now.AddHours(48))));
        Platform.Last("kf/service_state/trans").BodyText.ShouldBe("""{"open_kfid":"wk1","external_userid":"wm1","service_state":2}""");
    }

    [Fact]
    public async Task Ending_lends_a_code_for_eighteen_seconds_and_a_member_is_named()
    {
        Platform.Answers("kf/service_state/trans", new { errcode = 0, msg_code = "C4" }, new { errcode = 0 });
        (await MoveAsync("ended")).ShouldBe(new OperationResult.Done(new SessionStateSet("kfevent/maker/crm/C4", _node.Time.Now.AddSeconds(18))));
        (await MoveAsync("agent", "lisi")).ShouldBe(new OperationResult.Done(new SessionStateSet(null, null)));
        Platform.Last("kf/service_state/trans").Body.Text("servicer_userid").ShouldBe("lisi");
    }

    [Theory]
    [InlineData(95016)]
    [InlineData(95013)]
    [InlineData(95018)]
    public async Task A_refused_move_reads_the_state_again_and_then_decides(int code)
    {
        Platform.Answers("kf/service_state/trans", code);
        Platform.Answers("kf/service_state/get", State(3, "LiSi"), State(4), State(3, "other"));
        (await MoveAsync("agent", "lisi")).ShouldBe(new OperationResult.Done(new SessionStateSet(null, null)));
        (await MoveAsync("agent", "lisi")).ShouldBe(new OperationResult.Rejected("session-ended", code));
        (await MoveAsync("agent", "lisi")).ShouldBe(new OperationResult.Rejected("session-state", code));
        Platform.Count("kf/service_state/trans").ShouldBe(4);
    }

    [Fact]
    public async Task A_lost_answer_is_found_out_by_reading()
    {
        Platform.Answers("kf/service_state/trans", new HttpRequestException("cut off", new IOException()));
        Platform.Answers("kf/service_state/get", State(2));
        (await MoveAsync("waiting")).ShouldBe(new OperationResult.Done(new SessionStateSet(null, null)));
        Platform.Count("kf/service_state/trans").ShouldBe(1);
    }

    [Fact]
    public async Task A_paused_member_is_told_apart_so_that_another_can_be_asked()
    {
        Platform.Answers("kf/service_state/trans", 95019);
        (await MoveAsync("agent", "lisi")).ShouldBe(new OperationResult.Rejected("member-unavailable", 95019));
    }

    [Fact]
    public async Task Giving_back_ends_the_platforms_session_and_asks_nothing_where_it_is_ours_already()
    {
        Platform.Answers("kf/service_state/get", State(1), State(3, "lisi"));
        (await MoveAsync("bot")).ShouldBe(new OperationResult.Done());
        Platform.Count("kf/service_state/trans").ShouldBe(0);
        (await MoveAsync("bot")).ShouldBe(new OperationResult.Done());
        Platform.Last("kf/service_state/trans").Body.Text("service_state").ShouldBe("4");
    }

    [Theory]
    [InlineData(2, "session-waiting")]
    [InlineData(3, "with-member")]
    [InlineData(4, "session-ended")]
    public async Task A_message_into_a_session_that_is_not_ours_says_whose_it_is(int state, string reason)
    {
        Platform.Answers("kf/send_msg", 95018);
        Platform.Answers("kf/service_state/get", State(state));
        (await _node.SendAsync(WeComNode.Message(Kf))).ShouldBe(new SendResult.Rejected(reason));
        Platform.Count("kf/send_msg").ShouldBe(1);
    }

    [Fact]
    public async Task New_accounts_are_pulled_without_a_restart()
    {
        Platform.Answers("kf/account/list", new { errcode = 0, account_list = new object[] { new { open_kfid = "wk1", name = "售后" }, new { open_kfid = "wk9", name = "售前" } } });
        var page = await _node.Pull.PullAsync(new PullRequest("maker/crm/accounts", null, null, null), TestContext.Current.CancellationToken);
        (page.Items.Count, page.HasMore).ShouldBe((0, false));
        _node.Pull.Sources.Select(source => source.Key).ShouldBe(["maker/crm/wk1", "maker/crm/wk9", "maker/crm/accounts"]);
    }

    [Fact]
    public async Task Staff_counts_zero_as_receiving_and_departments_are_left_out()
    {
        Platform.Answers("kf/servicer/list", new { errcode = 0, servicer_list = new object[] { new { userid = "LiSi", status = 0 }, new { userid = "wang", status = 1 }, new { department_id = 3 } } });
        (await Service.StaffAsync("maker/crm", "wk1", TestContext.Current.CancellationToken)).ShouldBe([new ServiceMember("lisi", true), new ServiceMember("wang", false)]);
    }

    [Fact]
    public async Task A_link_carries_its_parameter_escaped_and_only_with_a_scene()
    {
        Platform.Answers("kf/add_contact_way", new { errcode = 0, url = "https://work.weixin.qq.com/kf/kfc1?enc_scene=E" });
        (await LinkAsync("poster", "d7-cmay 春")).ShouldBe("https://work.weixin.qq.com/kf/kfc1?enc_scene=E&scene_param=d7-cmay%20%E6%98%A5");
        (await LinkAsync("poster", null)).ShouldBe("https://work.weixin.qq.com/kf/kfc1?enc_scene=E");
        foreach (var (scene, param) in new[] { ("has blank", null), (new string('s', 33), null), ("", "p"), ("s", new string('p', 129)) })
            (await Should.ThrowAsync<ChannelReadException>(() => LinkAsync(scene, param))).Reason.ShouldBe("content");
    }

    [Fact]
    public async Task The_window_counts_down_and_closes_after_48_hours()
    {
        (await Service.WindowAsync(Kf, TestContext.Current.CancellationToken)).ShouldBeNull();
        Platform.Answers("kf/sync_msg", new { errcode = 0, next_cursor = "c", has_more = 0, msg_list = new object[] { new { msgid = "m", open_kfid = "wk1", external_userid = "wm1", send_time = _node.Time.Now.ToUnixTimeSeconds(), origin = 3, msgtype = "text", text = new { content = "hi" } } } });
        await _node.Pull.PullAsync(new PullRequest("maker/crm/wk1", null, null, null), TestContext.Current.CancellationToken);
        var closes = _node.Time.Now.AddHours(48);
        for (var left = 5; left > 0; left--)
        {
            (await Service.WindowAsync(Kf, TestContext.Current.CancellationToken)).ShouldBe(new SendWindow(closes, left));
            await _node.SendAsync(WeComNode.Message(Kf, id: $"m-{left}"));
        }

        (await Service.WindowAsync(Kf, TestContext.Current.CancellationToken)).ShouldBe(new SendWindow(closes, 0));
        _node.Time.Advance(TimeSpan.FromHours(48) + TimeSpan.FromSeconds(1));
        (await Service.WindowAsync(Kf, TestContext.Current.CancellationToken)).ShouldBe(new SendWindow(null, 0));
    }

    [Fact]
    public async Task A_picture_is_uploaded_with_its_name_in_plain_utf8_once_for_many_messages()
    {
        _node.Media.Files["f1"] = new MediaContent("image/png", "试驾 \"照片\".png", Png);
        Platform.Answers("media/upload", new { errcode = 0, type = "image", media_id = "MID1", created_at = "1380000000" });
        await SendAsync("a", new MessageAttachment("image", "f1"));
        await SendAsync("b", new MessageAttachment("image", "f1"));
        Platform.Count("media/upload").ShouldBe(1);
        var upload = Platform.Last("media/upload");
        upload.Query["type"].ShouldBe("image");
        upload.ContentType.ShouldStartWith("multipart/form-data; boundary=");
        upload.BodyText.ShouldContain($"Content-Disposition: form-data; name=\"media\"; filename=\"试驾 照片.png\"; filelength={Png.Length}\r\n");
        Platform.Last("kf/send_msg").BodyText.ShouldBe("""{"touser":"wm1","open_kfid":"wk1","msgid":"b","msgtype":"image","image":{"media_id":"MID1"}}""");
        // Ids live three days there; after two and a half a new one is made.
        _node.Time.Advance(TimeSpan.FromHours(61));
        await SendAsync("c", new MessageAttachment("image", "f1"));
        Platform.Count("media/upload").ShouldBe(2);
    }

    [Fact]
    public async Task A_dead_media_id_is_uploaded_again_once()
    {
        _node.Media.Files["f1"] = new MediaContent("image/png", null, Png);
        Platform.Answers("media/upload", new { errcode = 0, media_id = "OLD" }, new { errcode = 0, media_id = "NEW" }, new { errcode = 0, media_id = "NEWER" });
        Platform.Answers("kf/send_msg", new { errcode = 0, msgid = "a" }, 40007, new { errcode = 0, msgid = "b" }, 40007, 40007);
        await SendAsync("a", new MessageAttachment("image", "f1"));
        (await SendAsync("b", new MessageAttachment("image", "f1"))).ShouldBeOfType<SendResult.Sent>();
        Platform.Last("kf/send_msg").Body.Child("image").Text("media_id").ShouldBe("NEW");
        (await SendAsync("c", new MessageAttachment("image", "f1"))).ShouldBe(new SendResult.Rejected("content"));
        Platform.Count("media/upload").ShouldBe(3);
    }

    [Fact]
    public async Task What_the_platform_would_refuse_is_not_uploaded()
    {
        _node.Media.Files["gif"] = new MediaContent("image/gif", null, Png);
        _node.Media.Files["big"] = new MediaContent("image/png", null, new byte[(10 << 20) + 1]);
        (await SendAsync("a", new MessageAttachment("image", "gif"))).ShouldBe(new SendResult.Rejected("content"));
        (await SendAsync("b", new MessageAttachment("image", "big"))).ShouldBe(new SendResult.Rejected("too-large"));
        (await SendAsync("c", new MessageAttachment("image", "none"))).ShouldBe(new SendResult.Rejected("media-gone"));
        Platform.Count("media/upload").ShouldBe(0);
    }

    [Fact]
    public async Task Text_and_attachments_go_one_after_the_other_and_a_retry_goes_on_behind_what_has_left()
    {
        Platform.Answers("kf/send_msg", new { errcode = 0 }, 45009, new { errcode = 0 });
        var message = WeComNode.Message(Kf, "资料", "m-9") with { Attachments = [new MessageAttachment("link", Url: "https://a.example/x", Title: "配置表")] };
        (await _node.SendAsync(message)).ShouldBeOfType<SendResult.Retry>();
        _node.Time.Advance(TimeSpan.FromMinutes(2));
        (await _node.SendAsync(message)).ShouldBeOfType<SendResult.Sent>();
        Platform.Calls.Where(call => call.Path == "kf/send_msg").Select(call => call.Body.Child("text").Text("content"))
            .ShouldBe(["资料", "配置表\nhttps://a.example/x", "配置表\nhttps://a.example/x"]);
    }

    [Fact]
    public async Task Media_is_a_file_or_an_error_by_its_content_type()
    {
        Platform.Answers("media/get", _ => File(Png, "图.png"), _ => 40007, _ => File(new byte[100], "x.bin"), _ => -1);
        var content = await MediaAsync();
        (content.ContentType, content.FileName, content.Bytes.Length).ShouldBe(("image/png", "图.png", Png.Length));
        Platform.Last("media/get").Query["media_id"].ShouldBe("MID/1");
        (await Should.ThrowAsync<ChannelReadException>(() => MediaAsync())).ShouldSatisfyAllConditions(e => e.PlatformCode.ShouldBe(40007), e => e.After.ShouldBeNull());
        (await Should.ThrowAsync<ChannelReadException>(() => MediaAsync(50))).Reason.ShouldBe("too-large");
    }

    [Fact]
    public async Task A_large_file_is_fetched_in_parts()
    {
        const int part = 20 << 20;
        Platform.Answers("media/get", _ => 830002, _ => Part(part, 0, part + 7), _ => Part(7, part, part + 7));
        (await MediaAsync(30 << 20)).Bytes.Length.ShouldBe(part + 7);
        Platform.Calls.Where(call => call.Path == "media/get").Select(call => call.Range).ShouldBe([null, $"bytes=0-{part - 1}", $"bytes={part}-{2 * part - 1}"]);
    }

    public void Dispose() => _node.Dispose();

    private IServiceReads Service => _node.Get<IServiceReads>();

    private Task<OperationResult> MoveAsync(string state, string? member = null) => _node.Get<IChannelOperations>().RunAsync(
        new ChannelOperation("o1", "", new MoveSession(Kf, state, member), 1, null), TestContext.Current.CancellationToken);

    private Task<string> LinkAsync(string scene, string? param) => Service.LinkAsync("maker/crm", "wk1", scene, param, TestContext.Current.CancellationToken);

    private Task<SendResult> SendAsync(string id, MessageAttachment attachment) =>
        _node.SendAsync(WeComNode.Message(Kf, "", id) with { Attachments = [attachment] });

    private Task<MediaContent> MediaAsync(long most = 1 << 20) => _node.Get<IMediaReads>().FetchAsync("maker/crm/MID/1", most, TestContext.Current.CancellationToken);

    private static object State(int state, string? member = null) => new { errcode = 0, service_state = state, servicer_userid = member };

    private static HttpResponseMessage File(byte[] bytes, string name) => new()
    {
        Content = new ByteArrayContent(bytes)
        {
            Headers =
            {
                ContentType = new MediaTypeHeaderValue("image/png"),
                // As it comes over the wire: raw UTF-8, which the client shows as Latin-1.
                ContentDisposition = ContentDispositionHeaderValue.Parse($"attachment; filename=\"{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name))}\""),
            },
        },
    };

    private static HttpResponseMessage Part(int length, int from, int total) => new(System.Net.HttpStatusCode.PartialContent)
    {
        Content = new ByteArrayContent(new byte[length])
        {
            Headers = { ContentType = new MediaTypeHeaderValue("video/mp4"), ContentRange = new ContentRangeHeaderValue(from, from + length - 1, total) },
        },
    };
}
