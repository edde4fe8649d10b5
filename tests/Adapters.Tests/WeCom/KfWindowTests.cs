using Crm.Adapters.WeCom.Outbound;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 4.3: 48 hours and five messages after the customer's last one, counted before calling.</summary>
public sealed class KfWindowTests : IDisposable
{
    private readonly WeComNode _node = new();
    private int _messages;

    [Fact]
    public async Task Five_messages_are_sent_and_the_sixth_is_refused_here()
    {
        await CustomerWritesAsync();
        for (var i = 0; i < 5; i++)
            (await SendAsync()).ShouldBeOfType<SendResult.Sent>();
        (await SendAsync()).ShouldBe(new SendResult.Rejected("message-limit"));
        _node.Platform.Count("kf/send_msg").ShouldBe(5);
        (await SendAsync("wm2")).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task The_customers_next_message_opens_the_window_anew()
    {
        await CustomerWritesAsync();
        for (var i = 0; i < 5; i++)
            await SendAsync();
        _node.Time.Advance(TimeSpan.FromSeconds(1));
        await CustomerWritesAsync();
        (await SendAsync()).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task An_old_message_pulled_again_opens_nothing()
    {
        var wroteAt = _node.Time.Now;
        await CustomerWritesAsync();
        for (var i = 0; i < 5; i++)
            await SendAsync();
        await CustomerWritesAsync(wroteAt);
        (await SendAsync()).ShouldBe(new SendResult.Rejected("message-limit"));
    }

    [Fact]
    public async Task After_48_hours_it_is_closed_until_the_customer_writes()
    {
        await CustomerWritesAsync();
        _node.Time.Advance(TimeSpan.FromHours(48));
        (await SendAsync()).ShouldBeOfType<SendResult.Sent>();
        _node.Time.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync()).ShouldBe(new SendResult.Rejected("window-closed"));
        _node.Time.Advance(TimeSpan.FromDays(7));
        (await SendAsync()).ShouldBe(new SendResult.Rejected("window-closed"));
        await CustomerWritesAsync();
        (await SendAsync()).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task A_message_that_did_not_arrive_does_not_count_but_a_lost_one_does()
    {
        await CustomerWritesAsync();
        _node.Platform.Answers("kf/send_msg", 45002, 45002, 45002, new HttpRequestException("cut", new IOException()), 0);
        for (var i = 0; i < 3; i++)
            (await SendAsync()).ShouldBe(new SendResult.Rejected("content"));
        (await SendAsync()).ShouldBeOfType<SendResult.Unknown>();
        for (var i = 0; i < 4; i++)
            (await SendAsync()).ShouldBeOfType<SendResult.Sent>();
        (await SendAsync()).ShouldBe(new SendResult.Rejected("message-limit"));
    }

    [Fact]
    public async Task A_message_tried_again_counts_once()
    {
        await CustomerWritesAsync();
        for (var i = 0; i < 7; i++)
            (await _node.SendAsync(WeComNode.Message("kf/maker/crm/wk1/wm1", id: "same"))).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task Twenty_at_once_send_five()
    {
        await CustomerWritesAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SendAsync())));
        results.Count(result => result is SendResult.Sent).ShouldBe(5);
        results.Count(result => result == new SendResult.Rejected("message-limit")).ShouldBe(15);
    }

    [Fact]
    public async Task Where_nothing_is_known_the_platform_decides()
    {
        _node.Platform.Answers("kf/send_msg", 95002);
        (await SendAsync()).ShouldBe(new SendResult.Rejected("window-closed"));
        _node.Platform.Count("kf/send_msg").ShouldBe(1);
    }

    [Fact]
    public async Task A_pull_opens_the_window_of_each_customer_in_it()
    {
        object Text(string customer, long at, int origin) => new { msgid = $"{customer}{at}{origin}", external_userid = customer, send_time = at, origin, msgtype = "text", text = new { content = "x" } };
        var now = _node.Time.Now.ToUnixTimeSeconds();
        _node.Platform.Answers("kf/sync_msg", new
        {
            errcode = 0, next_cursor = "c", has_more = 0,
            msg_list = new[] { Text("wm1", now - 172900, 3), Text("wm2", now, 3), Text("wm2", now - 200000, 3), Text("wm3", now - 172900, 3), Text("wm3", now, 5) },
        });
        await _node.Pull.PullAsync(new PullRequest("maker/crm/wk1", null, null, null), TestContext.Current.CancellationToken);
        (await SendAsync("wm1")).ShouldBe(new SendResult.Rejected("window-closed"));
        (await SendAsync("wm2")).ShouldBeOfType<SendResult.Sent>();
        // A colleague's message opens nothing.
        (await SendAsync("wm3")).ShouldBe(new SendResult.Rejected("window-closed"));
    }

    public void Dispose() => _node.Dispose();

    private Task CustomerWritesAsync(DateTimeOffset? at = null) => _node.Get<KfWindow>()
        .CustomerWroteAsync(WeComNode.CorpId, "wk1", "wm1", at ?? _node.Time.Now, TestContext.Current.CancellationToken);

    private Task<SendResult> SendAsync(string customer = "wm1") =>
        _node.SendAsync(WeComNode.Message($"kf/maker/crm/wk1/{customer}", id: $"m-{Interlocked.Increment(ref _messages)}"));
}
