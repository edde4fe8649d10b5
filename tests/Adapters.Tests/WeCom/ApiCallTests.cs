using System.Net;
using Crm.Adapters.WeCom;
using Crm.Adapters.WeCom.Api;
using Crm.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 4.9 and 5: what is tried again, what is not, and when we keep quiet.</summary>
public sealed class ApiCallTests : IDisposable
{
    private const string Path = "kf/send_msg";

    private readonly WeComNode _node = new();

    private FakePlatform Platform => _node.Platform;

    [Theory]
    [InlineData(0, nameof(ErrorClass.None))]
    [InlineData(-1, nameof(ErrorClass.Transient))]
    [InlineData(45009, nameof(ErrorClass.Throttled))]
    [InlineData(45033, nameof(ErrorClass.Throttled))]
    [InlineData(42001, nameof(ErrorClass.Token))]
    [InlineData(40093, nameof(ErrorClass.Ticket))]
    [InlineData(60020, nameof(ErrorClass.Configuration))]
    [InlineData(48002, nameof(ErrorClass.Configuration))]
    [InlineData(84061, nameof(ErrorClass.Recipient))]
    [InlineData(40058, nameof(ErrorClass.Content))]
    [InlineData(41001, nameof(ErrorClass.Token))]
    [InlineData(41006, nameof(ErrorClass.Content))]
    [InlineData(41037, nameof(ErrorClass.ContactWay))]
    [InlineData(41045, nameof(ErrorClass.ContactWay))]
    [InlineData(41050, nameof(ErrorClass.Welcome))]
    [InlineData(40126, nameof(ErrorClass.Tags))]
    [InlineData(90509, nameof(ErrorClass.Groups))]
    [InlineData(95001, nameof(ErrorClass.Kf))]
    [InlineData(40029, nameof(ErrorClass.Login))]
    [InlineData(123456, nameof(ErrorClass.Unknown))]
    public void Every_code_has_its_class(int code, string expected) => ErrorTable.Of(code).ToString().ShouldBe(expected);

    [Fact]
    public async Task Busy_is_tried_three_more_times_with_growing_pauses()
    {
        Platform.Answers(Path, -1, HttpStatusCode.BadGateway, new HttpRequestException(HttpRequestError.ConnectionError), 0);
        var start = _node.Time.Now;
        (await _node.RunAsync(CallAsync())).Ok.ShouldBeTrue();
        Platform.Count(Path).ShouldBe(4);
        // 1 + 2 + 4 seconds, each at least half.
        (_node.Time.Now - start).ShouldBeInRange(TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(10));
        Platform.Answers("message/send", -1);
        (await _node.RunAsync(CallAsync("message/send"))).Class.ShouldBe(ErrorClass.Transient);
        Platform.Count("message/send").ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_is_tried_again_after_the_deadline()
    {
        Platform.Answers(Path, -1);
        (await CallAsync(giveUpAt: _node.Time.Now)).Class.ShouldBe(ErrorClass.Transient);
        Platform.Count(Path).ShouldBe(1);
    }

    [Theory]
    [InlineData(60020)]
    [InlineData(40058)]
    [InlineData(84061)]
    [InlineData(777777)]
    public async Task A_final_code_is_not_tried_again(int code)
    {
        Platform.Answers(Path, code);
        (await CallAsync()).Code.ShouldBe(code);
        Platform.Count(Path).ShouldBe(1);
    }

    [Fact]
    public async Task A_frequency_block_shuts_this_API_for_a_minute_then_for_an_hour_and_no_other()
    {
        Platform.Answers(Path, 45009, 45009, 0);
        (await CallAsync()).After.ShouldBe(TimeSpan.FromSeconds(60));
        (await CallAsync()).Class.ShouldBe(ErrorClass.Throttled);
        Platform.Count(Path).ShouldBe(1);
        (await CallAsync("message/send")).Ok.ShouldBeTrue();
        _node.Time.Advance(TimeSpan.FromSeconds(60));
        (await CallAsync()).After.ShouldBe(TimeSpan.FromMinutes(60));
        _node.Time.Advance(TimeSpan.FromMinutes(60));
        (await CallAsync()).Ok.ShouldBeTrue();
        Platform.Count(Path).ShouldBe(3);
    }

    [Fact]
    public async Task Too_many_at_once_sends_this_call_away_for_seconds_and_lets_three_others_at_a_time_go_on()
    {
        Platform.Answers(Path, 45033, 0);
        (await CallAsync()).After!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        (await CallAsync()).Ok.ShouldBeTrue("a welcome must not wait because another call was one too many");

        using var open = new ManualResetEventSlim();
        Platform.Answers(Path, _ =>
        {
            open.Wait(TestContext.Current.CancellationToken);
            return 0;
        });
        // The scripted 0 stays in front until it is taken.
        await CallAsync();
        var before = Platform.Count(Path);
        var work = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CallAsync())));
        await Probe.Until(() => Platform.Count(Path) >= before + 3, "three calls to be on their way");
        (await CallAsync("message/send")).Ok.ShouldBeTrue();
        Platform.Count(Path).ShouldBe(before + 3);
        open.Set();
        (await work).ShouldAllBe(answer => answer.Ok);
    }

    [Fact]
    public async Task At_most_four_calls_of_one_API_are_on_their_way()
    {
        await CallAsync();
        using var open = new ManualResetEventSlim();
        Platform.Answers("kf/sync_msg", _ =>
        {
            open.Wait(TestContext.Current.CancellationToken);
            return 0;
        });
        var work = Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => CallAsync("kf/sync_msg"))));
        await Probe.Until(() => Platform.Count("kf/sync_msg") >= 4, "four calls to be on their way");
        (await CallAsync("message/send")).Ok.ShouldBeTrue();
        Platform.Count("kf/sync_msg").ShouldBe(4);
        open.Set();
        (await work).ShouldAllBe(answer => answer.Ok);
        Platform.Count("kf/sync_msg").ShouldBe(12);
    }

    [Fact]
    public void Ten_thousand_a_minute_are_never_exceeded()
    {
        var gate = new ApiGate(_node.Time);
        var passed = 0;
        for (var tick = 0; tick < 600; tick++, _node.Time.Advance(TimeSpan.FromMilliseconds(100)))
            for (var i = 0; i < 100; i++)
                if (gate.Enter() is null)
                    passed++;
        passed.ShouldBeInRange(9_000, 10_000);
        gate.Enter().ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_unknown_after_ten_seconds()
    {
        using var node = new WeComNode(timeouts: true);
        using var client = new HttpClient(new Silent());
        var http = new WeComHttp(client, node.Get<WeComOptions>(), node.Time, node.Log.For<WeComHttp>());
        var call = http.ExchangeAsync(Path, "access_token=planted", [], TestContext.Current.CancellationToken);
        node.Time.Advance(TimeSpan.FromSeconds(9));
        call.IsCompleted.ShouldBeFalse();
        node.Time.Advance(TimeSpan.FromSeconds(1));
        (await call).Lost.ShouldBeTrue();
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    public async Task An_answer_that_is_no_JSON_object_is_unknown(string body)
    {
        Platform.Answers(Path, body);
        (await CallAsync()).Lost.ShouldBeTrue();
    }

    [Fact]
    public async Task A_host_that_is_not_permitted_is_a_configuration_fault()
    {
        Platform.Answers(Path, new HttpRequestException("Plugin wecom may not reach example.org"));
        (await CallAsync()).Class.ShouldBe(ErrorClass.Configuration);
    }

    [Fact]
    public async Task The_operator_is_told_once_an_hour()
    {
        Platform.Answers(Path, 60020);
        await CallAsync();
        await CallAsync();
        _node.Log.Lines.Count(line => line.Level == LogLevel.Error).ShouldBe(1);
        _node.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync();
        _node.Log.Lines.Count(line => line.Level == LogLevel.Error).ShouldBe(2);
    }

    [Fact]
    public async Task No_token_or_secret_is_in_any_log_line()
    {
        Platform.Answers(Path, 40058, 42001, -1, HttpStatusCode.BadGateway, new HttpRequestException("https://x/?access_token=access-token-planted-1", new IOException()), 60020);
        for (var i = 0; i < 4; i++)
            await _node.RunAsync(CallAsync());
        _node.Time.Advance(TimeSpan.FromMinutes(1));
        Platform.CorpSecret = "other";
        Platform.Revoke();
        Platform.Answers(Path, 42001);
        await _node.RunAsync(CallAsync());
        _node.Log.Lines.Count.ShouldBeGreaterThan(6);
        _node.Log.Text.ShouldNotContain("planted", Case.Insensitive);
        _node.Log.Text.ShouldContain("access_token=***");
        _node.Log.Text.ShouldContain("corpsecret=***");
    }

    public void Dispose() => _node.Dispose();

    private Task<ApiAnswer> CallAsync(string path = Path, DateTimeOffset? giveUpAt = null) => _node.Get<WeComApi>()
        .CallAsync(_node.Get<WeComOptions>().Apps[0], new ApiCall(path, "{}"u8.ToArray(), GiveUpAt: giveUpAt), TestContext.Current.CancellationToken);

    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var never = new TaskCompletionSource<HttpResponseMessage>();
            await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return await never.Task;
        }
    }
}
