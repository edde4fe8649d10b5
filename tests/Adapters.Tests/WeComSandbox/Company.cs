using Adapters.Tests.Sms;
using Crm.Adapters.WeCom;
using Crm.Adapters.WeComSandbox;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Tests.WeComSandbox;

/// <summary>The real WeCom adapter and the simulated platform, talking over HTTP in both directions.</summary>
internal sealed class Company : IAsyncDisposable
{
    private const string Key = "cYt47EQz8syFx44F2pjvQFABtMEz8kVVWxA9LXVoNrQ";
    private readonly HttpClient _http = new();
    private readonly List<InboundItem> _captured = [];
    private readonly List<PullWake> _wakes = [];
    private LocalServer _server = null!;
    private ServiceProvider _adapter = null!;
    private string? _cursor;

    public FakeTime Time { get; } = new();

    public WeComPlatform Platform { get; private set; } = null!;

    public IContactDirectory Contacts => _adapter.GetRequiredService<IContactDirectory>();

    public static async Task<Company> StartAsync()
    {
        var company = new Company();
        company.Platform = new WeComPlatform(
            new WeComPlatformOptions
            {
                CorpId = "ww01", CorpSecret = "secret01", AgentId = 1000002, Token = "token01", EncodingAESKey = Key, OpenKfId = "wk01",
                CallbackUrl = () => new Uri(company._server.Address, "in/wecom/maker/crm"), CallbackPause = TimeSpan.Zero,
            },
            company.Time, company._http);
        company._server = await LocalServer.StartAsync(app =>
        {
            app.Map("/in/wecom/{corp}/{agent}", company.Receive);
            app.MapGroup("/in/wecom-sandbox").MapWeComPlatform(company.Platform);
        });
        company._adapter = company.Adapter();
        return company;
    }

    /// <summary>What people did since the last question: from callbacks, then pulled. Bare wake-ups are left out.</summary>
    public async Task<IReadOnlyList<InboundItem>> Items()
    {
        await Platform.WhenQuiet();
        InboundItem[] pushed;
        PullWake? wake;
        lock (_captured)
        {
            pushed = [.. _captured];
            _captured.Clear();
            wake = _wakes.LastOrDefault();
            _wakes.Clear();
        }

        var items = pushed.ToList();
        for (var more = wake is not null; more;)
        {
            var page = await _adapter.GetRequiredService<IChannelPull>().PullAsync(
                new PullRequest(wake!.Key, _cursor, wake.Hint, Time.Now), TestContext.Current.CancellationToken);
            items.AddRange(page.Items);
            (_cursor, more) = (page.NextCursor ?? _cursor, page.HasMore);
        }

        items.RemoveAll(item => item.Kind == InboundKind.Event);
        return items;
    }

    public Task<SendResult> Send(string to, string text, string id = "m1", params MessageChoice[] choices) =>
        _adapter.GetRequiredService<IChannelAdapter>().SendAsync(
            new OutboundMessage(id, to, text, null, new Dictionary<string, string>(), choices, "zh-CN", null, 1), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _adapter.DisposeAsync();
        _http.Dispose();
    }

    private ServiceProvider Adapter()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ApiBaseUrl"] = new Uri(_server.Address, "in/wecom-sandbox").ToString(),
            ["Corps:0:Key"] = "maker", ["Corps:0:CorpId"] = "ww01", ["Corps:0:Agents:0:Key"] = "crm", ["Corps:0:Agents:0:AgentId"] = "1000002",
            ["Corps:0:Agents:0:CorpSecret"] = "secret01", ["Corps:0:Agents:0:Token"] = "token01", ["Corps:0:Agents:0:EncodingAESKey"] = Key,
            ["Corps:0:Agents:0:OpenKfIds:0"] = "wk01",
        };
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IPluginState>(new WeCom.MemoryState(Time))
            .AddSingleton<IHostMedia>(new WeCom.FakeHostMedia())
            .AddSingleton(_http);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        new WeComPlugin().ConfigureServices(services, new PluginContext("wecom", configuration, "."));
        return services.BuildServiceProvider();
    }

    private async Task Receive(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var result = await _adapter.GetRequiredService<IChannelAdapter>().ReceiveAsync(
            new InboundRequest(context.Request.Method, "maker/crm", new Dictionary<string, string> { ["corp"] = "maker", ["agent"] = "crm" },
                context.Request.Query, context.Request.Headers, body.ToArray(), context.Connection.RemoteIpAddress, null, Time.Now),
            context.RequestAborted);
        lock (_captured)
        {
            _captured.AddRange(result.Items);
            _wakes.AddRange(result.Wakes);
        }

        var reply = result.Reply([.. result.Items.Select((_, index) => new CaptureReceipt($"i{index}", false, false))]);
        context.Response.StatusCode = reply.Status;
        await context.Response.Body.WriteAsync(reply.Body);
    }
}
