using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

public sealed class TokenTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("gettoken", 41002)]
    [InlineData("gettoken?corpid=ww01", 41004)]
    [InlineData("gettoken?corpid=ww02&corpsecret=secret01", 40013)]
    [InlineData("gettoken?corpid=ww01&corpsecret=Secret01", 40001)]
    [InlineData("getcallbackip", 41001)]
    [InlineData("getcallbackip?access_token=made-up", 40014)]
    [InlineData("kf/send_msg?access_token=x", 43002)]
    [InlineData("no/such/call", 40066)]
    public async Task A_wrong_call_gets_its_errcode_with_http_200(string call, int code) =>
        (await _bench.Get(call)).Code().ShouldBe(code);

    [Fact]
    public async Task The_same_token_comes_back_while_it_lives()
    {
        var first = await _bench.Get("gettoken?corpid=ww01&corpsecret=secret01");
        _bench.Time.Advance(TimeSpan.FromSeconds(7199));
        var second = await _bench.Get("gettoken?corpid=ww01&corpsecret=secret01");
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var third = await _bench.Get("gettoken?corpid=ww01&corpsecret=secret01");

        first.Text("access_token").Length.ShouldBe(512);
        first.GetProperty("expires_in").GetInt32().ShouldBe(7200);
        (second.Text("access_token"), second.GetProperty("expires_in").GetInt32()).ShouldBe((first.Text("access_token"), 1));
        third.Text("access_token").ShouldNotBe(first.Text("access_token"));
        _bench.Platform.TokenRequests.ShouldBe(3);
    }

    [Fact]
    public async Task An_expired_token_is_42001_and_a_revoked_one_40014()
    {
        var token = await _bench.AccessToken();
        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(0);

        _bench.Time.Advance(TimeSpan.FromHours(2));
        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(42001);

        var next = await _bench.AccessToken();
        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(42001);
        _bench.Platform.RevokeToken();
        (await _bench.Get("getcallbackip?access_token=" + next)).Code().ShouldBe(40014);
    }

    [Fact]
    public async Task Too_many_tokens_are_45009()
    {
        _bench.Platform.Faults.TokenLimit = 2;
        await _bench.AccessToken();
        await _bench.AccessToken();

        (await _bench.Get("gettoken?corpid=ww01&corpsecret=secret01")).Code().ShouldBe(45009);
    }

    [Theory]
    [InlineData("""{"a":"\u4f60"}""", 40033)]
    [InlineData("""{"a":"\\u4f60"}""", 95000)]
    [InlineData("{", 40058)]
    [InlineData("[]", 40058)]
    [InlineData("", 40058)]
    [InlineData("""{"open_kfid":7}""", 40058)]
    public async Task Bodies_must_be_json_objects_without_unicode_escapes(string body, int code) =>
        (await _bench.Post("kf/sync_msg", body)).Code().ShouldBe(code);
}
