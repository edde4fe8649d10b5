using System.Net;
using System.Text.Json;

namespace Crm.Host.Tests.Plugins;

/// <summary><c>/api/messages</c> through the real host: what it answers before and beside the token (spec/bot.md 2).</summary>
public sealed class BotRouteTests
{
    private const string Settings = "Crm:Plugins:chatbot:Settings:";

    [Theory]
    [InlineData("/api/messages"), InlineData("/in/chatbot/messages")]
    public async Task Without_an_app_id_it_says_so_and_the_host_lives(string path)
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"]);
        using var answer = await host.PostAsync(path, "{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await CodeAsync(answer)).ShouldBe("bot-not-configured");
        (await host.Http.GetStringAsync("/health", TestContext.Current.CancellationToken)).ShouldBe("ok");
    }

    [Fact]
    public async Task Without_a_token_it_is_401_whatever_the_body()
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"], (Settings + "MicrosoftAppId", "app"));
        foreach (var body in new[] { "{}", "", "no json" })
        {
            using var answer = await host.PostAsync("/api/messages", body);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            (await CodeAsync(answer)).ShouldBe("missing-token");
        }
    }

    [Theory]
    [InlineData("GET"), InlineData("PUT"), InlineData("DELETE"), InlineData("PATCH")]
    public async Task Only_POST_is_allowed(string method)
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"], (Settings + "MicrosoftAppId", "app"));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/messages");
        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task More_than_a_mebibyte_is_413()
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"], (Settings + "MicrosoftAppId", "app"));
        using var answer = await host.PostAsync("/api/messages", new string(' ', (1024 * 1024) + 1));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Unchecked_callers_are_refused_outside_development()
    {
        await using var host = await PluginTestHost.StartAsync(["chatbot"], (Settings + "Auth:Mode", "Disabled"));
        using var answer = await host.PostAsync("/api/messages", "{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await CodeAsync(answer)).ShouldBe("auth-disabled-refused");
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("error").GetProperty("code").GetString()!;
}
