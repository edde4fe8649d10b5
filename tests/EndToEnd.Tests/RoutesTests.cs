using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Tests.Support;

namespace EndToEnd.Tests;

/// <summary>The whole program: only here do all parts map their routes side by side.</summary>
public partial class RoutesTests
{
    [Fact]
    public async Task Every_route_that_reads_answers_no_matter_who_mapped_it()
    {
        await using var host = await HostProcess.StartAsync();
        var paths = (await Api.GetAsync(host, "openapi/v1.json")).GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _) && !path.Name.EndsWith("/events", StringComparison.Ordinal))
            .Select(path => Parameter().Replace(path.Name, Guid.CreateVersion7().ToString())).ToList();
        paths.Count.ShouldBeGreaterThan(20);
        foreach (var path in paths)
        {
            using var answer = await host.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{path}\n{host.Log}");
        }
    }

    [Fact]
    public async Task A_visitor_who_has_not_signed_in_is_told_so()
    {
        await using var host = await HostProcess.StartAsync();
        using var visitor = new HttpClient { BaseAddress = host.Url };
        using var answer = await visitor.GetAsync(new Uri("api/v1/session", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, host.Log);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        problem.RootElement.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
