using System.Net;

namespace Crm.Host.Tests.Plugins;

/// <summary>A well-known path leads to a plugin's stored calls and to its endpoints alike, and its refusals read as its clients want them.</summary>
public sealed class AliasTests
{
    private static readonly (string, string)[] Settings = [("Crm:Plugins:chatbot:Settings:DirectLine:Secrets:0", new string('s', 32))];

    [Theory]
    [InlineData("POST", "/v3/directline/conversations", 401, "MissingCredentials")]
    [InlineData("POST", "/in/chatbot/directline/conversations", 401, "MissingCredentials")]
    [InlineData("POST", "/v3/directline/tokens/refresh", 401, "MissingCredentials")]
    [InlineData("GET", "/v3/directline/conversations/x/activities", 401, "MissingCredentials")]
    [InlineData("GET", "/v3/directline/nowhere", 404, "NotFound")]
    public async Task Routes_and_endpoints_answer_below_it(string method, string path, int status, string code)
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"], Settings);
        using var answer = await SendAsync(host, method, path);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.TextAsync()).ShouldContain($"\"code\":\"{code}\"");
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Fact]
    public async Task A_browser_may_ask_first_where_only_posts_are_stored()
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"], Settings);
        using var answer = await SendAsync(host, "OPTIONS", "/v3/directline/conversations");
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("x-requested-with");
    }

    [Fact]
    public async Task A_body_over_the_hosts_own_limit_is_refused_in_the_form_of_the_channel()
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"], Settings);
        using var answer = await SendAsync(host, "POST", "/v3/directline/conversations/x/activities", new string('x', 1025 * 1024));
        ((int)answer.StatusCode).ShouldBe(413);
        (await answer.TextAsync()).ShouldContain("MessageSizeTooBig");
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Fact]
    public async Task A_method_neither_routes_nor_endpoints_know_is_405()
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"], Settings);
        using var answer = await SendAsync(host, "DELETE", "/api/messages");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    private static Task<HttpResponseMessage> SendAsync(PluginTestHost host, string method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body) };
        request.Headers.Add("Origin", "https://page.example");
        return host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
