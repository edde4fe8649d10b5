using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Adapters.Tests.Sms;
using Crm.Adapters.WeComSandbox;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Tests.WeComSandbox;

/// <summary>The plugin as the host runs it, spoken to as the phone page does.</summary>
public sealed class PhoneTests : IAsyncLifetime
{
    private const string First = "wmSandboxCustomer0000000000000001";
    private readonly HttpClient _http = new();
    private LocalServer _server = null!;
    private ServiceProvider _plugin = null!;

    public async ValueTask InitializeAsync()
    {
        _plugin = Plugin(allowRemote: false);
        _server = await LocalServer.StartAsync(app => Map(app, _plugin));
        _http.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _plugin.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task There_are_customers_to_play_and_more_can_be_made()
    {
        using var made = await Post("phone/customers", """{"name":" 赵敏 "}""");

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var customers = (await Get("phone/customers")).GetProperty("items").EnumerateArray().ToArray();
        customers.Length.ShouldBe(6);
        (customers[0].Text("id"), customers[0].Text("name"), customers[0].GetProperty("following").GetBoolean()).ShouldBe((First, "王芳", false));
        customers[5].Text("name").ShouldBe("赵敏");
    }

    [Fact]
    public async Task What_is_written_is_in_the_chat_and_can_be_asked_for_from_a_place_on()
    {
        (await Post($"phone/customers/{First}/messages", """{"text":"试驾"}""")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await Post($"phone/customers/{First}/scan", """{"state":"d12-spring"}""")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var items = (await Get($"phone/customers/{First}/messages")).GetProperty("items");
        items.GetArrayLength().ShouldBe(2);
        (items[0].Text("from"), items[0].Text("kind"), items[0].Text("text"), items[0].Text("at")).ShouldBe(("customer", "text", "试驾", "2026-03-02T02:00:00.000Z"));
        (await Get($"phone/customers/{First}/messages?after=1")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await Get("phone/customers")).GetProperty("items")[0].GetProperty("following").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_tapped_choice_is_written_with_its_title()
    {
        var platform = _plugin.GetRequiredService<WeComPlatform>();
        await Post($"phone/customers/{First}/messages", """{"text":"hi"}""");
        var token = (await Get("cgi-bin/gettoken?corpid=ww01&corpsecret=secret01")).Text("access_token");
        await Post($"cgi-bin/kf/send_msg?access_token={token}",
            $$$"""{"touser":"{{{First}}}","open_kfid":"wk01","msgtype":"msgmenu","msgmenu":{"head_content":"?","list":[{"type":"click","click":{"id":"drive","content":"试驾"}}]}}""");

        await Post($"phone/customers/{First}/messages", """{"choiceId":"drive"}""");

        platform.Messages(First)[^1].Text.ShouldBe("试驾");
    }

    [Theory]
    [InlineData("phone/customers", "{}", 422)]
    [InlineData("phone/customers", "[", 400)]
    [InlineData("phone/customers/wmNobody/messages", """{"text":"x"}""", 404)]
    [InlineData("phone/customers/" + First + "/messages", "{}", 422)]
    [InlineData("phone/customers/" + First + "/messages", """{"choiceId":"never offered"}""", 422)]
    [InlineData("phone/customers/" + First + "/scan", """{"state":"0123456789012345678901234567890"}""", 422)]
    [InlineData("phone/customers/" + First + "/scan", """{"member":"ghost"}""", 422)]
    [InlineData("sms", """{"phone":"13800138000"}""", 422)]
    public async Task Wrong_input_is_refused_with_a_problem(string path, string body, int status)
    {
        using var response = await Post(path, body);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_sms_adapter_can_use_the_sandbox_as_its_gateway()
    {
        var sms = SmsUnderTest.Create(new()
        {
            ["GatewayUrl"] = new Uri(_server.Address, "sms").ToString(), ["Signature"] = "【大众】", ["SuccessField"] = "code", ["IdField"] = "id", ["AllowFreeText"] = "true",
        }, new FakeTime());
        var message = new OutboundMessage("m1", "+8613800138000", "我们将于 15:10 前回电。", "promise-made", new Dictionary<string, string>(), [], "zh-CN", null, 1);

        (await sms.SendAsync(message, TestContext.Current.CancellationToken)).ShouldBe(new SendResult.Sent("m1"));
        await sms.SendAsync(message, TestContext.Current.CancellationToken);

        var item = (await Get("phone/sms?phone=+8613800138000")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (item.Text("phone"), item.Text("text")).ShouldBe(("+8613800138000", "【大众】我们将于 15:10 前回电。"));
        (await Get("phone/sms?phone=%2B8613900139000")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_stream_tells_of_messages_and_texts()
    {
        using var response = await _http.GetAsync("phone/stream", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(": open");
        await Post($"phone/customers/{First}/messages", """{"text":"试驾"}""");
        await Post("sms", """{"phone":"+8613800138000","text":"hi","id":"s1"}""");

        var lines = new List<string>();
        while (lines.Count < 4)
            if (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
                lines.Add(line);

        (lines[0], lines[2]).ShouldBe(("event: message", "event: sms"));
        lines[1].ShouldStartWith("data: {\"seq\":1,");
        lines[1].ShouldContain($"\"customerId\":\"{First}\"");
        lines[3].ShouldContain("\"phone\":\"+8613800138000\"");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 202)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "own", 202)]
    [InlineData("Content-Type", "text/plain", 400)]
    public async Task Another_site_cannot_write(string header, string value, int status)
    {
        using var request = Request($"phone/customers/{First}/messages", """{"text":"x"}""");
        if (header == "Content-Type")
            request.Content!.Headers.ContentType = new(value);
        else
            request.Headers.Add(header, value == "own" ? _server.Address.GetLeftPart(UriPartial.Authority) : value);

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("phone/status", "Host", "evil.example")]
    [InlineData("phone/status", "X-Forwarded-For", "203.0.113.7")]
    [InlineData("phone/stream", "Forwarded", "for=203.0.113.7")]
    [InlineData("cgi-bin/gettoken", "X-Forwarded-For", "203.0.113.7")]
    [InlineData("cgi-bin/gettoken", "Host", "evil.example")]
    public async Task What_does_not_come_from_this_machine_is_refused(string path, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(header, value);

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Other_machines_may_play_only_where_the_operator_allows_it()
    {
        await using var plugin = Plugin(allowRemote: true);
        await using var server = await LocalServer.StartAsync(app => Map(app, plugin));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "phone/status"));
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldNotContain("secret01");
        text.ShouldContain("\"callbackUrl\":\"http://127.0.0.1:1/in/wecom/maker/crm\"");
    }

    [Fact]
    public async Task Faults_can_be_set_and_cleared_from_outside()
    {
        await Post("phone/faults", """{"call":"gettoken","code":-1,"times":3}""");
        (await Get("cgi-bin/gettoken")).Code().ShouldBe(-1);
        await Post("phone/faults", "{}");
        (await Get("cgi-bin/gettoken")).Code().ShouldBe(41002);
    }

    private async Task<JsonElement> Get(string path) => await _http.GetFromJsonAsync<JsonElement>(path);

    private async Task<HttpResponseMessage> Post(string path, string body)
    {
        using var request = Request(path, body);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static HttpRequestMessage Request(string path, string body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static void Map(WebApplication app, ServiceProvider plugin) => plugin.GetRequiredService<IEndpointModule>().Map(app);

    private static ServiceProvider Plugin(bool allowRemote)
    {
        var settings = new Dictionary<string, string?>
        {
            ["CorpId"] = "ww01", ["CorpKey"] = "maker", ["AgentKey"] = "crm", ["AgentId"] = "1000002", ["CorpSecret"] = "secret01", ["Token"] = "token01",
            ["EncodingAESKey"] = "alga0hf8lK3vr04Hfnmugy2vJC60mqpD87Llq8sFrcE", ["OpenKfId"] = "wk01", ["AllowRemote"] = allowRemote.ToString(),
        };
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FakeTime())
            .AddSingleton<IHostAddress>(new Nobody())
            .AddSingleton(new HttpClient());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        new SandboxPlugin().ConfigureServices(services, new PluginContext("wecom-sandbox", configuration, "."));
        return services.BuildServiceProvider();
    }

    /// <summary>A host where nobody listens: callbacks fail and the phone does not mind.</summary>
    private sealed class Nobody : IHostAddress
    {
        public Uri Local => new("http://127.0.0.1:1/");
    }
}
