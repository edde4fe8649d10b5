using System.Text;

namespace Adapters.Tests.WebForm;

public sealed class IdempotencyTests
{
    private const string Body = """{"kind":"lead","phone":"13800138000","name":"王芳"}""";
    private readonly FormHost _host = new();

    [Fact]
    public async Task A_repeat_gets_the_same_status_and_bytes_and_stores_nothing()
    {
        var first = await _host.Post(Body);
        _host.Time.Advance(TimeSpan.FromDays(1));
        var second = await _host.Post(Body);

        second.Status.ShouldBe(first.Status);
        second.Text.ShouldBe(first.Text);
        _host.Stored.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"name":"王芳","phone":"13800138000","kind":"lead"}""")]
    [InlineData("""{ "kind" : "lead", "phone" : "13800138000", "name" : "\u738b\u82b3" }""")]
    [InlineData("""{"kind":"lead","phone":" 13800138000 ","name":"王芳","email":null}""")]
    public async Task Order_blanks_and_escapes_do_not_make_another_body(string same)
    {
        await _host.Post(Body);

        (await _host.Post(same)).Status.ShouldBe(202);
        _host.Stored.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"kind":"callback","phone":"13800138000","name":"王芳"}""")]
    [InlineData("""{"kind":"lead","phone":"13800138001","name":"王芳"}""")]
    [InlineData("""{"kind":"lead","phone":"13800138000","brand":"王芳"}""")]
    [InlineData("""{"kind":"lead","phone":"13800138000","name":"王芳","colour":"red"}""")]
    [InlineData("""{"kind":"lead","phone":"13800138000","name":"王芳","consent":[{"purpose":"survey","channel":"sms","textVersion":"1"}]}""")]
    [InlineData("""{"kind":"lead","phone":"13800138000","name":"王芳","source":{"scene":"x"}}""")]
    public async Task The_same_key_with_another_body_is_a_conflict(string other)
    {
        await _host.Post(Body);
        var answer = await _host.Post(other);

        (answer.Status, answer.Code).ShouldBe((422, "idempotency-conflict"));
    }

    [Fact]
    public async Task Quoted_and_bare_keys_are_the_same_key()
    {
        await _host.Post(Body, "\"8e03978e\"");
        await _host.Post(Body, "8e03978e");

        _host.Stored.ShouldHaveSingleItem().DedupKey.ShouldBe("partner:8e03978e");
    }

    [Fact]
    public async Task Two_callers_may_use_the_same_key()
    {
        await _host.Post(Body, "k", "one");
        await _host.Post(Body, "k", "two");

        _host.Stored.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_still_running_is_409_until_the_first_is_answered()
    {
        var first = await Begin();

        var meanwhile = await _host.Post(Body);
        (meanwhile.Status, meanwhile.Code).ShouldBe((409, "idempotency-in-progress"));
        (await _host.Post(Body, "another")).Status.ShouldBe(202);

        _host.Finish(first).Status.ShouldBe(202);
        (await _host.Post(Body)).Status.ShouldBe(202);
    }

    [Fact]
    public async Task A_key_whose_capture_failed_is_free_again_after_its_request_has_timed_out()
    {
        await Begin();
        _host.Time.Advance(TimeSpan.FromSeconds(14));
        (await _host.Post(Body)).Status.ShouldBe(409);

        _host.Time.Advance(TimeSpan.FromSeconds(1));
        (await _host.Post(Body)).Status.ShouldBe(202);
    }

    [Fact]
    public async Task A_refused_body_does_not_use_up_its_key()
    {
        (await _host.Post("""{"kind":"sale"}""")).Status.ShouldBe(422);

        (await _host.Post(Body)).Status.ShouldBe(202);
    }

    private Task<Crm.Plugins.Contract.InboundResult> Begin() =>
        _host.Begin("POST", "inquiries", Encoding.UTF8.GetBytes(Body), "application/json", "k1", "partner");
}
