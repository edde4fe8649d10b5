using Crm.Host.Tests.Auth;

namespace Crm.Host.Tests.Http;

/// <summary>W-10: every error has one shape and a stable code, and repeats nothing.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "not-found")]
    [InlineData("GET", "/nothing", 404, "not-found")]
    [InlineData("PUT", "/api/v1/leads", 405, "method-not-allowed")]
    [InlineData("GET", "/api/v1/fail", 500, "internal")]
    [InlineData("GET", "/api/v1/busy", 503, "busy")]
    [InlineData("GET", "/api/v1/refuse", 409, "taken")]
    [InlineData("GET", "/api/v1/number?value=planted-secret-4711", 400, "bad-request")]
    [InlineData("GET", "/api/v1/list?limit=0", 400, "bad-limit")]
    [InlineData("GET", "/api/v1/list?limit=201", 400, "bad-limit")]
    [InlineData("GET", "/api/v1/list?limit=planted-secret-4711", 400, "bad-limit")]
    public async Task Errors_are_problems_and_leak_nothing(string method, string path, int status, string code)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Automation().SendAsync(new HttpMethod(method), path);
        answer.ShouldBeProblem(status, code);
        answer.Body.ShouldNotContain(Probes.Secret);
        answer.Body.ShouldNotContain("Exception");
        if (status == 503) answer.Headers["Retry-After"].ShouldBe("1");
    }

    [Theory]
    [InlineData("{", "application/json", 400, "bad-json")]
    [InlineData("""{"number":"planted-secret-4711"}""", "application/json", 400, "bad-json")]
    [InlineData("""{"number":"5"}""", "application/json", 400, "bad-json")]
    [InlineData("[]", "application/json", 400, "bad-json")]
    [InlineData("", "application/json", 400, "bad-json")]
    [InlineData("null", "application/json", 400, "bad-json")]
    [InlineData("<a/>", "application/xml", 415, "unsupported-media-type")]
    public async Task Bodies_that_are_not_what_the_route_takes_are_refused(string body, string type, int status, string code)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Automation().PostTextAsync("/api/v1/body", body, type);
        answer.ShouldBeProblem(status, code);
        answer.Body.ShouldNotContain(Probes.Secret);
    }

    [Fact]
    public async Task A_refusal_carries_its_further_members()
    {
        await using var host = await ApiHost.StartAsync();
        (await host.Automation().GetAsync("/api/v1/refuse")).Text("state").ShouldBe("open");
    }

    [Theory]
    [InlineData("GET", "/api/v1/leads")]
    [InlineData("POST", "/api/v1/leads")]
    [InlineData("DELETE", "/api/v1/session")]
    [InlineData("GET", "/api/v1/users")]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("GET", "/API/V1/leads")]
    public async Task Nobody_gets_into_the_api_without_a_caller_not_even_to_learn_what_is_there(string method, string path)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Anonymous().SendAsync(new HttpMethod(method), path);
        answer.ShouldBeProblem(401, "not-signed-in");
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer");
    }

    [Fact]
    public async Task The_unexpected_is_logged_with_its_trace_and_the_path_only()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Automation().GetAsync("/api/v1/fail?phone=13800138000");
        host.Log.Text.ShouldContain("GET /api/v1/fail failed");
        host.Log.Text.ShouldContain("boom");
        host.Log.Text.ShouldNotContain("13800138000");
    }

    [Theory]
    [InlineData("\"3\"", 200)]
    [InlineData("3", 200)]
    [InlineData("*", 200)]
    [InlineData("\"2\"", 412)]
    [InlineData("\"x\"", 400)]
    public async Task If_match_is_compared_with_the_version(string header, int status)
    {
        await using var host = await ApiHost.StartAsync();
        (await host.Automation().SendAsync(HttpMethod.Post, "/api/v1/change", ifMatch: header)).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("", 50)]
    [InlineData("?limit=200", 200)]
    [InlineData("?limit=1&cursor=abc", 1)]
    public async Task Pages_have_fifty_rows_unless_told_otherwise(string query, int limit)
    {
        await using var host = await ApiHost.StartAsync();
        (await host.Automation().GetAsync("/api/v1/list" + query)).Json.GetProperty("limit").GetInt32().ShouldBe(limit);
    }

    [Fact]
    public async Task Chinese_is_written_as_it_is_and_numbers_as_numbers()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Automation().PostTextAsync("/api/v1/body", """{"number":7,"text":"王小姐"}""");
        answer.Body.ShouldBe("""{"number":7,"text":"王小姐","at":null}""");
    }
}
