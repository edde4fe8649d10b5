using Crm.Host.Plugins.Loading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Host.Tests.Plugins;

public sealed class PermittedHostsTests
{
    [Theory]
    [InlineData("https://api.example.com/x", true)]
    [InlineData("https://API.example.com:8443/x", true)]
    [InlineData("https://a.b.example.org/x", true)]
    [InlineData("https://example.org/x", false)]
    [InlineData("https://evilexample.org/x", false)]
    [InlineData("https://api.example.com.evil.net/x", false)]
    [InlineData("https://user@evil.net/api.example.com", false)]
    [InlineData("http://[::1]:5080/x", true)]
    [InlineData("http://127.0.0.1/x", false)]
    public void A_host_is_named_exactly_or_by_its_suffix(string address, bool permitted)
    {
        using var handler = new PermittedHosts("a", ["api.example.com", "*.example.org", "::1"], new SocketsHttpHandler());
        handler.Permits(new Uri(address)).ShouldBe(permitted);
    }

    [Fact]
    public async Task A_refusal_names_the_host_and_the_remedy()
    {
        using var client = PermittedHosts.CreateClient("wecom", []);
        var refusal = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("http://127.0.0.1:9/secret?token=planted", TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("may not reach 127.0.0.1: name it in the manifest's permissions.http");
        refusal.Message.ShouldNotContain("planted");
    }

    [Fact]
    public async Task A_redirect_is_handed_back_and_not_followed()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.MapGet("/", () => Results.Redirect("http://localhost:9/elsewhere"));
        await server.StartAsync(TestContext.Current.CancellationToken);

        using var client = PermittedHosts.CreateClient("wecom", ["127.0.0.1"]);
        using var answer = await client.GetAsync(server.Urls.Single(), TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(302);
    }
}
