using System.Text;
using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 3.9 and lesson 3: pages, cursors and lent tokens.</summary>
public sealed class PullTests : IDisposable
{
    private const string Source = "maker/crm/wk1";

    private readonly WeComNode _node = new();

    private FakePlatform Platform => _node.Platform;

    [Fact]
    public void Configured_accounts_are_looked_at_every_five_minutes() =>
        _node.Pull.Sources.ShouldBe([new PullSource(Source, TimeSpan.FromMinutes(5)), new PullSource("maker/crm/accounts", TimeSpan.FromMinutes(10))]);

    [Fact]
    public async Task The_first_pull_has_no_cursor_and_the_next_continues_where_it_ended()
    {
        Platform.Answers("kf/sync_msg", Page("c1", true, Text("m1"), Text("m2")), Page("c2", false, Text("m2"), Text("m3")));
        var first = await PullAsync(null);
        (first.NextCursor, first.HasMore, first.Items.Count).ShouldBe(("c1", true, 2));
        Platform.Last("kf/sync_msg").BodyText.ShouldBe("""{"limit":1000,"voice_format":0,"open_kfid":"wk1"}""");
        var second = await PullAsync("c1");
        (second.NextCursor, second.HasMore).ShouldBe(("c2", false));
        Platform.Last("kf/sync_msg").Body.Text("cursor").ShouldBe("c1");
        // The platform repeats messages across pages: the key tells.
        first.Items.Concat(second.Items).Select(item => item.DedupKey).Distinct()
            .ShouldBe([$"kf:{WeComNode.CorpId}:m1", $"kf:{WeComNode.CorpId}:m2", $"kf:{WeComNode.CorpId}:m3"]);
    }

    [Fact]
    public async Task An_empty_page_may_have_more_behind_it_but_only_if_the_cursor_moves()
    {
        Platform.Answers("kf/sync_msg", Page("c2", true), Page("c2", true));
        (await PullAsync("c1")).HasMore.ShouldBeTrue();
        (await PullAsync("c2")).HasMore.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "ENC1")]
    [InlineData(599, "ENC1")]
    [InlineData(600, null)]
    public async Task The_lent_token_is_used_for_ten_minutes(int age, string? sent)
    {
        Platform.Answers("kf/sync_msg", Page("c", false));
        await PullAsync(null, "ENC1", _node.Time.Now.AddSeconds(-age));
        Platform.Last("kf/sync_msg").Body.Text("token").ShouldBe(sent);
    }

    [Fact]
    public async Task A_refused_token_is_left_out_once()
    {
        Platform.Answers("kf/sync_msg", 95007, Page("c2", false, Text("m1")));
        (await PullAsync("c1", "ENC1", _node.Time.Now)).Items.Count.ShouldBe(1);
        Platform.Last("kf/sync_msg").Body.Text("token").ShouldBeNull();
        Platform.Last("kf/sync_msg").Body.Text("cursor").ShouldBe("c1");
    }

    [Theory]
    [InlineData(40058)]
    [InlineData(99999)]
    public async Task A_refused_cursor_starts_over_from_the_oldest(int code)
    {
        Platform.Answers("kf/sync_msg", code, Page("fresh", false, Text("m1")));
        var result = await PullAsync("stale", "ENC1", _node.Time.Now);
        (result.NextCursor, result.Items.Count).ShouldBe(("fresh", 1));
        Platform.Last("kf/sync_msg").Body.Text("cursor").ShouldBeNull();
        Platform.Last("kf/sync_msg").Body.Text("token").ShouldBe("ENC1");
    }

    [Theory]
    [InlineData(45009, 60)]
    [InlineData(95004, 60)]
    [InlineData(60020, 600)]
    [InlineData(-1, 60)]
    public async Task A_failure_keeps_the_cursor_and_waits(int code, int seconds)
    {
        Platform.Answers("kf/sync_msg", code);
        var result = await _node.RunAsync(PullAsync("c1"));
        (result.Items.Count, result.NextCursor, result.HasMore, result.RetryAfter).ShouldBe((0, null, false, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_since_pulling_twice_does_no_harm()
    {
        Platform.Answers("kf/sync_msg", new HttpRequestException("cut", new IOException()), Page("c2", false, Text("m1")));
        (await _node.RunAsync(PullAsync("c1"))).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_source_that_is_no_longer_configured_is_left_alone()
    {
        var result = await _node.Pull.PullAsync(new PullRequest("gone/crm/wk1", null, null, null), TestContext.Current.CancellationToken);
        (result.Items.Count, result.HasMore, result.RetryAfter).ShouldBe((0, false, null));
        Platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_raw_bytes_are_those_of_the_message_alone()
    {
        Platform.Answers("kf/sync_msg", """{"errcode":0,"next_cursor":"c","has_more":0,"msg_list":[ {"msgid":"m1", "x": [1,2]} ]}""");
        var item = (await PullAsync(null)).Items.ShouldHaveSingleItem();
        Encoding.UTF8.GetString(item.Raw.Span).ShouldBe("""{"msgid":"m1", "x": [1,2]}""");
        item.Kind.ShouldBe(InboundKind.Event);
    }

    public void Dispose() => _node.Dispose();

    private Task<PullResult> PullAsync(string? cursor, string? hint = null, DateTimeOffset? hintAt = null) =>
        _node.Pull.PullAsync(new PullRequest(Source, cursor, hint, hintAt), TestContext.Current.CancellationToken);

    private static object Page(string next, bool more, params object[] messages) =>
        new { errcode = 0, errmsg = "ok", next_cursor = next, has_more = more ? 1 : 0, msg_list = messages };

    private static object Text(string id) => new
    {
        msgid = id, open_kfid = "wk1", external_userid = "wm1", send_time = 1767225590, origin = 3, msgtype = "text", text = new { content = "您好" },
    };
}
