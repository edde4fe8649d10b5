using Crm.Host.Http;
using Crm.Host.Tests.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Host.Tests.Http;

public sealed class WebTests
{
    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var path in new[] { "/", "/health/live", "/api/v1/leads", "/api/v1/fail", "/nothing" })
        {
            var headers = (await host.Automation().GetAsync(path)).Headers;
            headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
            headers["X-Content-Type-Options"].ShouldBe("nosniff");
            headers["Referrer-Policy"].ShouldBe("no-referrer");
        }

        (await host.Automation().GetAsync("/api/v1/leads")).Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Fact]
    public async Task A_page_that_says_itself_who_may_frame_it_is_left_alone()
    {
        await using var host = await ApiHost.StartAsync();
        (await host.Anonymous().GetAsync("/api/v1/framed")).Headers["Content-Security-Policy"].ShouldBe("frame-ancestors *");
    }

    [Fact]
    public async Task Ready_waits_for_every_check_and_live_for_none()
    {
        var ready = false;
        await using var host = await ApiHost.StartAsync(more: builder => builder.Services.AddSingleton(new ReadyCheck("store", () => ready)));
        (await host.Anonymous().GetAsync("/health/live")).Status.ShouldBe(200);
        var waiting = await host.Anonymous().GetAsync("/health/ready");
        (waiting.Status, waiting.Body).ShouldBe((503, """{"status":"starting","waitingFor":["store"]}"""));
        ready = true;
        (await host.Anonymous().GetAsync("/health/ready")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_description_names_the_bearer_scheme_the_paging_and_the_numbers_as_numbers()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await host.Anonymous().GetAsync("/openapi/v1.json");
        document.Status.ShouldBe(200);
        var scheme = document.Json.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer");
        (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()).ShouldBe(("http", "bearer"));
        var users = document.Json.GetProperty("paths").GetProperty("/api/v1/users").GetProperty("get").GetProperty("parameters");
        users.EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["cursor", "limit"]);
        document.Json.GetProperty("components").GetProperty("schemas").GetProperty("UserItem").GetProperty("properties")
            .GetProperty("version").GetProperty("type").GetString().ShouldBe("integer");
    }

    [Theory]
    [InlineData("/", "landing")]
    [InlineData("/desk", "desk")]
    [InlineData("/desk/", "desk")]
    [InlineData("/desk/customers/42", "desk")]
    [InlineData("/phone/chat", "phone")]
    public async Task Paths_inside_a_page_answer_the_page(string path, string page)
    {
        await using var host = await WithPagesAsync();
        var answer = await host.Anonymous().GetAsync(path);
        (answer.Status, answer.Body, answer.Headers["Content-Type"]).ShouldBe((200, page, "text/html; charset=utf-8"));
        answer.Headers["Cache-Control"].ShouldBe("no-cache");
    }

    [Fact]
    public async Task Assets_with_a_hash_in_their_name_are_kept_for_ever_and_missing_ones_are_not_answered_with_a_page()
    {
        await using var host = await WithPagesAsync();
        var asset = await host.Anonymous().GetAsync("/desk/assets/app-4f2a.js");
        (asset.Status, asset.Headers["Cache-Control"]).ShouldBe((200, "public, max-age=31536000, immutable"));
        (await host.Anonymous().GetAsync("/desk/assets/app-gone.js")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Without_the_web_build_the_answer_says_what_to_do()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Anonymous().GetAsync("/desk/");
        answer.Status.ShouldBe(404);
        answer.Body.ShouldContain("SkipWeb");
    }

    private static Task<ApiHost> WithPagesAsync() => ApiHost.StartAsync(more: builder =>
    {
        foreach (var (path, text) in new[] { ("index.html", "landing"), ("desk/index.html", "desk"), ("phone/index.html", "phone"), ("desk/assets/app-4f2a.js", "1") })
        {
            var file = Path.Combine(builder.Environment.WebRootPath, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    });
}
