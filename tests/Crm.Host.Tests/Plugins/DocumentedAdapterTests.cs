using System.Net;
using Crm.Tests.Support;

namespace Crm.Host.Tests.Plugins;

/// <summary>The adapter that <c>docs/writing-an-adapter.md</c> shows is a real project, and it works.</summary>
public sealed class DocumentedAdapterTests
{
    [Theory]
    [InlineData("Postcards.cs")]
    [InlineData("manifest.json")]
    public void The_page_shows_it_word_for_word(string file)
    {
        var page = File.ReadAllText(Path.Combine(TestEnvironment.RepositoryRoot, "docs", "writing-an-adapter.md"));
        page.ShouldContain(File.ReadAllText(Path.Combine(TestEnvironment.RepositoryRoot, "tests", "plugins", "postcards", file)));
    }

    [Theory]
    [InlineData("right-token", HttpStatusCode.OK, 1)]
    [InlineData("wrong-token", HttpStatusCode.Forbidden, 0)]
    public async Task It_takes_a_card_from_the_post_office_only(string token, HttpStatusCode status, int stored)
    {
        await using var host = await PluginTestHost.StartAsync(
            ["postcards"],
            ("Crm:Plugins:postcards:Settings:Token", "right-token"),
            ("Crm:Plugins:postcards:Settings:PostOffice", "http://127.0.0.1:9"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/in/postcards/cards/42?from=anna")
        {
            Headers = { { "X-Post-Office", token } },
            Content = new StringContent("Hello"),
        };
        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status);
        host.Sink.Items.Count.ShouldBe(stored);
    }
}
