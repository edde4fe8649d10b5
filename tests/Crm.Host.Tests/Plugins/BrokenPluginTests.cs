using System.Net;
using System.Runtime.Loader;
using Crm.Plugins.Contract;

namespace Crm.Host.Tests.Plugins;

public sealed class BrokenPluginTests(BrokenHost broken) : IClassFixture<BrokenHost>
{
    [Fact]
    public async Task The_host_is_healthy_beside_all_the_broken_plugins()
    {
        using var answer = await broken.Host.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        broken.Host.Catalog.Plugins.Count.ShouldBe(PluginTestHost.Outputs.Count);
    }

    [Fact]
    public async Task The_good_plugin_works_beside_them()
    {
        using var answer = await broken.Host.PostAsync("/in/echo/say/hello", "world");
        (await answer.TextAsync()).ShouldStartWith("echo hello world - inquiry-");
    }

    [Fact]
    public void A_plugin_that_hangs_delays_no_other() =>
        broken.EchoWhileHanging.ShouldBe("False echo early bird - inquiry-1");

    [Theory]
    [InlineData("bad-manifest", "rejected", "manifest", "premissions")]
    [InlineData("wrong-contract", "incompatible", "contract", "written for contract [2.0,3.0); this host has 1.")]
    [InlineData("throws-on-load", "faulted", "load", "The type initialiser of this plugin throws.")]
    [InlineData("missing-dependency", "faulted", "load", "needs Absent 1.0.0.0, which neither the host nor the plugin's folder has")]
    [InlineData("needs-newer-library", "faulted", "load", "needs Dapper 99.0.0.0, but the host carries 2.")]
    [InlineData("throws-on-configure", "faulted", "configure", "This plugin cannot be configured")]
    [InlineData("lies", "faulted", "configure", "provides channel.pull, but no IChannelPull is registered")]
    [InlineData("hangs-on-start", "faulted", "start", "did not end within 10 s")]
    [InlineData("bad-endpoint", "faulted", "endpoints", "nosuchconstraint")]
    [InlineData("throws-per-message", "started", "start", null)]
    [InlineData("carries-own-contract", "started", "start", null)]
    [InlineData("echo", "started", "start", null)]
    public async Task Each_shows_its_state_stage_and_reason(string id, string state, string stage, string? reason)
    {
        var view = (await broken.Host.ListAsync("agent"))[id];
        (view.State, view.Stage).ShouldBe((state, stage));
        if (reason is null) view.Message.ShouldBeNull();
        else view.Message.ShouldNotBeNull().ShouldContain(reason);
    }

    [Theory]
    [InlineData("bad-manifest", "503 plugin-rejected")]
    [InlineData("wrong-contract", "503 plugin-incompatible")]
    [InlineData("throws-on-load", "503 plugin-faulted")]
    [InlineData("hangs-on-start", "503 plugin-faulted")]
    [InlineData("bad-endpoint", "503 plugin-faulted")]
    [InlineData("nobody", "404 plugin-unknown")]
    public async Task A_route_of_a_plugin_that_does_not_serve_says_so(string id, string problem)
    {
        using var answer = await broken.Host.PostAsync($"/in/{id}/x");
        (await answer.ProblemAsync()).ShouldBe(problem);
    }

    [Fact]
    public async Task A_plugin_with_its_own_contract_copy_uses_the_hosts()
    {
        File.Exists(Path.Combine(broken.Host.Folder("carries-own-contract"), "Crm.Plugins.Contract.dll")).ShouldBeTrue("the fixture must carry a copy, or it proves nothing");
        using var answer = await broken.Host.PostAsync("/in/carries-own-contract/x");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var context = AssemblyLoadContext.All.Last(c => c.Name == "carries-own-contract");
        context.Assemblies.Select(a => a.GetName().Name).ShouldBe(["carries-own-contract"]);
        context.LoadFromAssemblyName(typeof(IPlugin).Assembly.GetName()).ShouldBeSameAs(typeof(IPlugin).Assembly);
    }

    [Theory]
    [InlineData("wrong-contract")]
    [InlineData("bad-manifest")]
    public void No_assembly_of_a_refused_plugin_is_loaded(string id) =>
        AssemblyLoadContext.All.ShouldNotContain(c => c.Name == id);

    [Fact]
    public async Task Exception_text_is_for_administrators()
    {
        (await broken.Host.ListAsync("agent"))["throws-on-configure"].Detail.ShouldBeNull();
        (await broken.Host.ListAsync("admin"))["throws-on-configure"].Detail.ShouldNotBeNull().ShouldContain("ThrowsOnConfigure.Plugin");
    }

    [Fact]
    public async Task A_setting_that_an_exception_quotes_is_shown_nowhere()
    {
        var view = (await broken.Host.ListAsync("admin"))["throws-on-configure"];
        view.Message.ShouldNotBeNull().ShouldContain("'***'");
        view.Detail.ShouldNotBeNull().ShouldNotContain(BrokenHost.Secret);
        broken.Host.Log.Text.ShouldContain("throws-on-configure");
        broken.Host.Log.Text.ShouldNotContain(BrokenHost.Secret);
    }
}
