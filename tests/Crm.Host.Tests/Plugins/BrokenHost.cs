using Crm.Tests.Support;

namespace Crm.Host.Tests.Plugins;

/// <summary>One host with every test plugin, after the start limit has passed for the one that hangs.</summary>
public sealed class BrokenHost : IAsyncLifetime
{
    public const string Secret = "a-planted-secret-of-the-settings";

    internal PluginTestHost Host { get; private set; } = null!;

    /// <summary>What the good plugin answered while another one was still hanging.</summary>
    internal string EchoWhileHanging { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Host = await PluginTestHost.StartAsync([PluginTestHost.AllPlugins], ("Crm:Plugins:throws-on-configure:Settings:Secret", Secret));
        await Task.WhenAll(Host.Catalog.Plugins.Where(p => p.Id != "hangs-on-start").Select(p => p.Settled));

        using var answer = await Host.PostAsync("/in/echo/say/early", "bird");
        EchoWhileHanging = $"{Host.Plugin("hangs-on-start").Settled.IsCompleted} {await answer.TextAsync()}";

        Host.Time.Advance(TimeSpan.FromSeconds(10));
        await Probe.Until(() => Host.Catalog.Settled.IsCompleted, "the start limit to end the hanging start");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
