using System.Net;
using Crm.Host.Plugins;

namespace Crm.Host.Tests.Plugins;

/// <summary>The adapters as the build lays them out, through their real load contexts.</summary>
public sealed class ShippedPluginTests
{
    private const string AesKey = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";

    private static readonly (string Key, string Value)[] Settings =
    [
        ("Crm:Demo", "true"),
        .. Section("wecom", ("Corps:0:Key", "maker"), ("Corps:0:CorpId", "ww1"), ("Corps:0:Agents:0:Key", "crm"),
            ("Corps:0:Agents:0:AgentId", "1000002"), ("Corps:0:Agents:0:Token", "token"), ("Corps:0:Agents:0:EncodingAESKey", AesKey)),
        .. Section("wecom-sandbox", ("CorpId", "ww1"), ("CorpKey", "maker"), ("AgentKey", "crm"), ("AgentId", "1000002"),
            ("CorpSecret", "secret"), ("Token", "token"), ("EncodingAESKey", AesKey), ("OpenKfId", "wk1")),
        .. Section("sms", ("GatewayUrl", "http://127.0.0.1:9/sms")),
    ];

    [Fact]
    public async Task All_of_them_start_with_their_settings()
    {
        await using var host = await PluginTestHost.StartAsync(PluginTestHost.Shipped, Settings);
        await host.Catalog.Settled;
        host.Catalog.Plugins.Select(p => (p.Id, p.State, p.Status.Message)).ShouldBe(
        [
            ("chatbot", PluginState.Started, null), ("sms", PluginState.Started, null), ("web-form", PluginState.Started, null),
            ("wecom", PluginState.Started, null), ("wecom-sandbox", PluginState.Started, null),
        ]);
    }

    [Theory]
    [InlineData("/in/web-form/form", HttpStatusCode.OK)]
    [InlineData("/in/wecom/maker/crm?msg_signature=x&timestamp=1&nonce=1&echostr=x", HttpStatusCode.Forbidden)]
    [InlineData("/in/wecom-sandbox/phone/status", HttpStatusCode.OK)]
    public async Task Each_answers_on_its_routes(string path, HttpStatusCode status)
    {
        await using var host = await PluginTestHost.StartAsync(PluginTestHost.Shipped, Settings);
        using var answer = await host.Http.GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status);
    }

    private static IEnumerable<(string, string)> Section(string plugin, params (string Key, string Value)[] settings) =>
        settings.Select(s => ($"Crm:Plugins:{plugin}:Settings:{s.Key}", s.Value));
}
