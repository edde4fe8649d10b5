using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Sections 4.7 (sign-in, tickets) and 4.8 (media).</summary>
public sealed class MediaAndSignInTests : IAsyncLifetime
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0, 0, 1];
    private Bench _bench = null!;

    private SandboxSignIn SignIn => _bench.Platform.Maker.SignIn;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("image", "form-data; name=\"media\"; filename=\"a.png\"", 0)]
    [InlineData("image", "form-data; name=\"media\"; filename=\"图片.png\"", 0)]
    [InlineData("image", "form-data; name=\"file\"; filename=\"a.png\"", 41005)]
    [InlineData("image", "form-data; name=\"media\"", 41005)]
    [InlineData("image", "form-data; name=\"media\"; filename*=UTF-8''a.png", 41005)]
    [InlineData("voice", "form-data; name=\"media\"; filename=\"a.amr\"", 40004)]
    [InlineData("video", "form-data; name=\"media\"; filename=\"a.mp4\"", 40004)]
    [InlineData("file", "form-data; name=\"media\"; filename=\"a.bin\"", 0)]
    [InlineData("poem", "form-data; name=\"media\"; filename=\"a.png\"", 40005)]
    public async Task The_part_must_be_named_media_and_hold_what_it_says(string type, string disposition, int code) =>
        (await _bench.Upload("media/upload?type=" + type, disposition, Png)).Code().ShouldBe(code);

    [Theory]
    [InlineData("image", 5, 40006)]
    [InlineData("image", (10 << 20) + 1, 45001)]
    [InlineData("file", (20 << 20) + 1, 45001)]
    [InlineData("file", 20 << 20, 0)]
    public async Task Sizes_are_checked(string type, int bytes, int code)
    {
        var content = new byte[bytes];
        Png.AsSpan(0, 4).CopyTo(content);
        (await _bench.Upload("media/upload?type=" + type, "form-data; name=\"media\"; filename=\"a\"", content)).Code().ShouldBe(code);
    }

    [Fact]
    public async Task A_file_comes_back_for_three_days_and_then_as_an_error_in_json()
    {
        var answer = await _bench.Upload("media/upload?type=image", "form-data; name=\"media\"; filename=\"图片.png\"", Png);
        answer.GetProperty("created_at").ValueKind.ShouldBe(JsonValueKind.String);
        var call = new Uri(_bench.Address, $"cgi-bin/media/get?media_id={answer.Text("media_id")}&access_token={await _bench.AccessToken()}");

        using var response = await _bench.Http.GetAsync(call, TestContext.Current.CancellationToken);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(Png);
        (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.FileNameStar).ShouldBe(("image/png", "图片.png"));

        _bench.Platform.Clock.Advance(TimeSpan.FromDays(3) + TimeSpan.FromSeconds(1));
        (await _bench.Ask($"media/get?media_id={answer.Text("media_id")}")).Code().ShouldBe(40007);
        (await _bench.Ask("media/get")).Code().ShouldBe(41006);
    }

    [Fact]
    public async Task What_a_customer_sends_can_be_fetched_and_too_large_a_thing_is_a_notice()
    {
        var customer = _bench.Platform.AddCustomer("王芳");
        await _bench.Platform.Maker.Service.SendFile(customer.Id, "image", "a.png", "image/png", Png);
        await _bench.Platform.Maker.Service.SendFile(customer.Id, "image", "b.png", "image/png", new byte[(2 << 20) + 1]);

        var log = (await _bench.Call("kf/sync_msg", new { open_kfid = Bench.Kf })).GetProperty("msg_list");
        var id = log[0].GetProperty("image").Text("media_id");
        (await _bench.Http.GetByteArrayAsync(new Uri(_bench.Address, $"cgi-bin/media/get?media_id={id}&access_token={await _bench.AccessToken()}"), TestContext.Current.CancellationToken)).ShouldBe(Png);
        log[1].Text("msgtype").ShouldBe("text");
        (await _bench.Call("kf/send_msg", new { touser = customer.Id, open_kfid = Bench.Kf, msgtype = "image", image = new { media_id = id } })).Code().ShouldBe(0);
        (await _bench.Call("kf/send_msg", new { touser = customer.Id, open_kfid = Bench.Kf, msgtype = "video", video = new { media_id = id } })).Code().ShouldBe(40007);
    }

    [Fact]
    public async Task A_code_is_good_for_one_question_within_five_minutes()
    {
        var code = SignIn.Code("lina", withTicket: true);
        var who = await _bench.Ask("auth/getuserinfo?code=" + code);
        (who.Text("userid"), who.Text("user_ticket").Length).ShouldBe(("lina", 64));
        (await _bench.Ask("auth/getuserinfo?code=" + code)).Code().ShouldBe(42022);

        var late = SignIn.Code("lina");
        _bench.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        (await _bench.Ask("auth/getuserinfo?code=" + late)).Code().ShouldBe(42003);
        (await _bench.Ask("auth/getuserinfo?code=made-up")).Code().ShouldBe(40029);
        (await _bench.Ask("auth/getuserinfo")).Code().ShouldBe(41008);
    }

    [Fact]
    public async Task An_outsider_has_an_openid_and_once_connected_an_external_userid()
    {
        var customer = _bench.Platform.AddCustomer("王芳");
        (await _bench.Ask("auth/getuserinfo?code=" + SignIn.OutsiderCode(customer.Id))).TryGetProperty("external_userid", out _).ShouldBeFalse();
        await _bench.Platform.ScanCode(customer.Id);

        var who = await _bench.Ask("auth/getuserinfo?code=" + SignIn.OutsiderCode(customer.Id));

        (who.Text("openid"), who.Text("external_userid")).ShouldBe((customer.OpenId, customer.Id));
    }

    [Fact]
    public async Task The_sign_in_page_sends_the_browser_back_with_code_and_state()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        using var answer = await browser.GetAsync(new Uri(_bench.Address, "connect/oauth2/authorize?appid=ww01&redirect_uri=https%3A%2F%2Fcrm.example%2Fin&response_type=code&scope=snsapi_base&state=s%201&agentid=1000002&as=lina"), TestContext.Current.CancellationToken);

        var back = answer.Headers.Location!;
        back.GetLeftPart(UriPartial.Path).ShouldBe("https://crm.example/in");
        back.Query.ShouldEndWith("&state=s%201");
        (await _bench.Ask("auth/getuserinfo" + back.Query)).Text("userid").ShouldBe("lina");
    }

    [Fact]
    public async Task Tickets_stay_the_same_are_of_two_kinds_and_may_be_asked_for_only_so_often()
    {
        var company = (await _bench.Ask("get_jsapi_ticket")).Text("ticket");
        (await _bench.Ask("get_jsapi_ticket")).Text("ticket").ShouldBe(company);
        var agent = (await _bench.Ask("ticket/get?type=agent_config")).Text("ticket");
        const string url = "https://crm.example/side?x=1";

        SignIn.CheckSignature(Signed(company, url), "n", 1, url + "#top").ShouldBe(0);
        SignIn.CheckSignature(Signed(company, url), "n", 1, url, 1000002).ShouldBe(40093);
        SignIn.CheckSignature(Signed(agent, url), "n", 1, url, 1000002).ShouldBe(0);
        for (var i = 1; i < 100; i++)
            (await _bench.Ask("ticket/get?type=agent_config")).Code().ShouldBe(0);
        (await _bench.Ask("ticket/get?type=agent_config")).Code().ShouldBe(45009);
        (await _bench.Ask("ticket/get")).Code().ShouldBe(40005);
        _bench.Time.Advance(TimeSpan.FromHours(2));
        SignIn.CheckSignature(Signed(company, url), "n", 1, url).ShouldBe(42012);
    }

#pragma warning disable CA5350 // The protocol prescribes SHA-1.
    private static string Signed(string ticket, string url) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"jsapi_ticket={ticket}&noncestr=n&timestamp=1&url={url}")));
#pragma warning restore CA5350
}
