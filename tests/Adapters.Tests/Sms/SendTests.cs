using System.Net;
using System.Text;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Adapters.Tests.Sms;

public sealed class SendTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly List<(string Body, string? Auth)> _posts = [];
    private Func<HttpContext, Task> _answer = context => Say(context, 200, """{"code":"OK","sid":"77"}""");
    private LocalServer _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await LocalServer.StartAsync(app => app.MapPost("/send", async context =>
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        _posts.Add((await reader.ReadToEndAsync(), context.Request.Headers["X-Key"]));
        await _answer(context);
    }));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_notice_goes_out_with_signature_template_and_values()
    {
        var result = await Send(Settings(("IdField", "sid"), ("AuthHeader", "X-Key"), ("AuthValue", "s3cret"), ("SuccessField", "code")));

        result.ShouldBe(new SendResult.Sent("77"));
        _posts.ShouldHaveSingleItem().ShouldBe((
            """{"phone":"+8613800138000","sign":"【大众】","templateId":"SMS_1","params":{"time":"15:10"},"text":"我们将于 15:10 前回电。","id":"m1"}""", "s3cret"));
    }

    [Fact]
    public async Task The_gateway_names_the_fields()
    {
        await Send(Settings(("Fields:phone", "mobile"), ("Fields:id", "out_id"), ("Fields:sign", ""), ("Fields:text", ""), ("Fields:params", "")));

        _posts.ShouldHaveSingleItem().Body.ShouldBe("""{"mobile":"+8613800138000","templateId":"SMS_1","out_id":"m1"}""");
    }

    [Fact]
    public async Task Free_text_goes_out_where_it_is_allowed_with_choices_as_a_list()
    {
        var message = Message() with { Notice = null, Choices = [new MessageChoice("a", "好"), new MessageChoice("b", "改时间")] };

        (await Send(Settings(("AllowFreeText", "true"), ("SignatureInText", "true"), ("Fields:sign", "")), message)).ShouldBeOfType<SendResult.Sent>();

        _posts.ShouldHaveSingleItem().Body.ShouldBe(
            """{"phone":"+8613800138000","text":"【大众】我们将于 15:10 前回电。\n1. 好\n2. 改时间","id":"m1"}""");
    }

    [Theory]
    [InlineData("promise-broken", "configuration")]
    [InlineData(null, "configuration")]
    public async Task Without_a_template_nothing_is_sent(string? notice, string reason)
    {
        (await Send(Settings(), Message() with { Notice = notice })).ShouldBe(new SendResult.Rejected(reason));
        _posts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("13800138000")]
    [InlineData("+0123456789")]
    [InlineData("+86138001380001234567")]
    [InlineData("+8613800138000\n")]
    [InlineData("wang@example.com")]
    public async Task Only_numbers_in_e164_are_written_to(string to)
    {
        (await Send(Settings(), Message() with { To = to })).ShouldBe(new SendResult.Rejected("recipient"));
        _posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_past_its_deadline_is_not_sent()
    {
        (await Send(Settings(), Message() with { Deadline = _time.Now })).ShouldBe(new SendResult.Rejected("expired"));
        _posts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400, "content")]
    [InlineData(422, "content")]
    [InlineData(401, "configuration")]
    [InlineData(403, "configuration")]
    [InlineData(404, "configuration")]
    [InlineData(302, "configuration")]
    [InlineData(409, "refused")]
    public async Task A_4xx_is_final(int status, string reason)
    {
        _answer = context => Say(context, status, "no");

        (await Send(Settings())).ShouldBe(new SendResult.Rejected(reason));
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", 1)]
    [InlineData("99999", 3600)]
    [InlineData("Mon, 02 Mar 2026 02:01:30 GMT", 90)]
    [InlineData(null, 5)]
    [InlineData("soon", 5)]
    public async Task A_429_is_tried_again_when_the_gateway_says(string? retryAfter, int seconds)
    {
        _answer = context =>
        {
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            return Say(context, 429, "");
        };

        (await Send(Settings())).ShouldBe(new SendResult.Retry(TimeSpan.FromSeconds(seconds), "throttled"));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 20)]
    [InlineData(50, 600)]
    public async Task A_5xx_is_tried_again_with_growing_pauses(int attempt, int seconds)
    {
        _answer = context => Say(context, 503, "");

        (await Send(Settings(), Message() with { Attempt = attempt })).ShouldBe(new SendResult.Retry(TimeSpan.FromSeconds(seconds), "gateway-503"));
    }

    [Fact]
    public async Task A_gateway_nobody_answers_at_is_tried_again()
    {
        var settings = Settings();
        settings["GatewayUrl"] = $"http://127.0.0.1:{FreePort.Next()}/send";

        (await Send(settings)).ShouldBe(new SendResult.Retry(TimeSpan.FromSeconds(5), "connect"));
    }

    [Fact]
    public async Task Silence_after_the_request_has_left_is_unknown()
    {
        var arrived = new TaskCompletionSource();
        _answer = async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        var sending = Send(Settings());
        await arrived.Task;

        _time.Advance(TimeSpan.FromSeconds(10));

        (await sending).ShouldBe(new SendResult.Unknown("timeout"));
    }

    [Fact]
    public async Task A_connection_cut_after_the_request_is_unknown()
    {
        _answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        (await Send(Settings())).ShouldBe(new SendResult.Unknown("connection-lost"));
    }

    [Theory]
    [InlineData("""{"code":"OK"}""", typeof(SendResult.Sent))]
    [InlineData("""{"code":"BUSY"}""", typeof(SendResult.Retry))]
    [InlineData("""{"code":"BLACKLIST"}""", typeof(SendResult.Rejected))]
    [InlineData("""{"status":"OK"}""", typeof(SendResult.Unknown))]
    [InlineData("<html>", typeof(SendResult.Unknown))]
    [InlineData("[1]", typeof(SendResult.Unknown))]
    public async Task The_success_field_decides_over_a_2xx(string body, Type expected)
    {
        _answer = context => Say(context, 200, body);

        (await Send(Settings(("SuccessField", "code"), ("RetryValues:0", "BUSY")))).ShouldBeOfType(expected);
    }

    [Fact]
    public async Task A_numeric_success_value_is_compared_as_text()
    {
        _answer = context => Say(context, 200, """{"code":0}""");

        (await Send(Settings(("SuccessField", "code"), ("SuccessValue", "0")))).ShouldBeOfType<SendResult.Sent>();
    }

    private Task<SendResult> Send(Dictionary<string, string?> settings, OutboundMessage? message = null) =>
        SmsUnderTest.Create(settings, _time).SendAsync(message ?? Message(), TestContext.Current.CancellationToken);

    private Dictionary<string, string?> Settings(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["GatewayUrl"] = new Uri(_gateway.Address, "send").ToString(),
            ["Signature"] = "【大众】",
            ["Templates:promise-made"] = "SMS_1",
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        return settings;
    }

    private static OutboundMessage Message() => new(
        "m1", "+8613800138000", "我们将于 15:10 前回电。", "promise-made", new Dictionary<string, string> { ["time"] = "15:10" }, [], "zh-CN", null, 1);

    private static Task Say(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }
}
