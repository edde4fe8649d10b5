using Crm.Host.Plugins;

namespace Crm.Host.Tests.Plugins;

public sealed class DiscoveryTests
{
    private const string Enabled = "Crm:Plugins:Enabled:0";

    [Fact]
    public async Task Only_named_plugins_load_where_some_are_named()
    {
        await using var host = await PluginTestHost.StartAsync(["echo", "lies"], (Enabled, "echo"));
        host.Catalog.Plugins.Select(p => p.Id).ShouldBe(["echo"]);
    }

    [Fact]
    public async Task A_named_plugin_that_is_not_there_shows_up()
    {
        await using var host = await PluginTestHost.StartAsync(["echo"], (Enabled, "ecoh"));
        var plugin = host.Plugin("ecoh");
        (plugin.State, plugin.Status.Stage).ShouldBe((PluginState.Rejected, "manifest"));
    }

    [Theory]
    [InlineData("Crm:Demo", "false", false)]
    [InlineData("Crm:Demo", "true", true)]
    [InlineData(Enabled, "wecom-sandbox", true)]
    public async Task A_plugin_for_the_demo_loads_in_the_demo_or_where_it_is_named(string key, string value, bool loads)
    {
        await using var host = await StartShippedAsync((key, value));
        host.Catalog.TryGet("wecom-sandbox", out _).ShouldBe(loads);
    }

    [Fact]
    public async Task A_plugin_without_its_required_settings_waits_unconfigured_and_names_them()
    {
        await using var host = await StartShippedAsync();
        await host.Catalog.Settled;
        var wecom = host.Plugin("wecom");
        (wecom.State, wecom.Status.Message).ShouldBe((PluginState.Unconfigured, "Give it Crm:Plugins:wecom:Settings:Corps."));
        using var answer = await host.PostAsync("/in/wecom/maker/crm");
        (await answer.ProblemAsync()).ShouldBe("503 plugin-not-configured");
    }

    [Fact]
    public async Task A_wrong_setting_rejects_the_plugin_and_its_value_is_not_repeated()
    {
        await using var host = await StartShippedAsync(
            ("Crm:Plugins:wecom:Settings:Corps:0:Key", "maker"),
            ("Crm:Plugins:wecom:Settings:Corps:0:CorpId", "ww1"),
            ("Crm:Plugins:wecom:Settings:Corps:0:Agents:0:Key", "crm"),
            ("Crm:Plugins:wecom:Settings:Corps:0:Agents:0:Token", "t"),
            ("Crm:Plugins:wecom:Settings:Corps:0:Agents:0:EncodingAESKey", "planted"));
        var wecom = host.Plugin("wecom");
        (wecom.State, wecom.Status.Stage).ShouldBe((PluginState.Rejected, "settings"));
        wecom.Status.Message.ShouldNotBeNull().ShouldStartWith("Corps:0:Agents:0:EncodingAESKey: must match");
        host.Log.Text.ShouldNotContain("planted");
    }

    [Fact]
    public async Task A_setting_nobody_reads_is_warned_about()
    {
        await using var host = await PluginTestHost.StartAsync(["echo"], ("Crm:Plugins:echo:Settings:Greting", "hello"));
        host.Log.Text.ShouldContain("Crm:Plugins:echo:Settings:Greting is not a setting of this plugin");
        await host.Plugin("echo").Settled;
        host.Plugin("echo").Serves.ShouldBeTrue();
    }

    [Fact]
    public async Task Stopping_the_host_stops_its_plugins()
    {
        var host = await PluginTestHost.StartAsync(["echo"]);
        await host.Catalog.Settled;
        var echo = host.Plugin("echo");
        await host.DisposeAsync();
        echo.State.ShouldBe(PluginState.Stopped);
    }

    [Fact]
    public async Task A_plugin_that_hangs_in_its_start_does_not_hold_the_host_back_from_stopping()
    {
        var host = await PluginTestHost.StartAsync(["hangs-on-start"]);
        var plugin = host.Plugin("hangs-on-start");
        await host.DisposeAsync();
        plugin.State.ShouldBe(PluginState.Stopped);
    }

    private static Task<PluginTestHost> StartShippedAsync(params (string Key, string Value)[] settings) =>
        PluginTestHost.StartAsync(PluginTestHost.Shipped, settings);
}
