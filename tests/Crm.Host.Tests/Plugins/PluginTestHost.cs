using Crm.Plugins.Contract;
using System.Net.Http.Json;
using System.Reflection;
using System.Security.Claims;
using Crm.Host.Plugins;
using Crm.Host.Plugins.Http;
using Crm.Plugins.Core.Intake;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Host.Tests.Plugins;

/// <summary>A real server on a free port with copies of the test plugins, a clock that stands still and a sink that remembers.</summary>
internal sealed class PluginTestHost : IAsyncDisposable
{
    public const string AllPlugins = "*";

    private readonly TestFolder _folder;
    private readonly WebApplication _app;

    private PluginTestHost(TestFolder folder, WebApplication app)
    {
        _folder = folder;
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static IReadOnlyDictionary<string, string> Outputs { get; } = typeof(PluginTestHost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(a => a.Key.StartsWith("plugin:", StringComparison.Ordinal))
        .ToDictionary(a => a.Key["plugin:".Length..], a => a.Value!);

    public HttpClient Http { get; }

    public PluginCatalog Catalog => _app.Services.GetRequiredService<PluginCatalog>();

    public FakeTime Time => (FakeTime)_app.Services.GetRequiredService<TimeProvider>();

    public RecordingSink Sink => (RecordingSink)_app.Services.GetRequiredService<IInboundSink>();

    public CapturingLogger Log => _app.Services.GetRequiredService<CapturingLogger>();

    public string Folder(string plugin) => Path.Combine(_folder.Path, plugin);

    /// <summary>The plugins the host ships with, from the build's output.</summary>
    public static string[] Shipped { get; } = [.. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "plugins")).Select(f => Path.GetFileName(f)!)];

    public static async Task<PluginTestHost> StartAsync(string[] plugins, params (string Key, string Value)[] settings)
    {
        var folder = new TestFolder();
        foreach (var plugin in plugins is [AllPlugins] ? Outputs.Keys : plugins) CopyPlugin(plugin, folder.Path);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Configuration["Crm:Plugins:Path"] = folder.Path;
        var log = new CapturingLogger();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton<TimeProvider>(new FakeTime());
        builder.Services.AddSingleton<IInboundSink, RecordingSink>();
        builder.Services.AddSingleton<IApiKeys, FixedKeys>();
        builder.Services.AddSingleton<IPluginStates, MemoryStates>();
        builder.Services.AddSingleton<IPluginLogs, NoLogs>();
        builder.Services.AddSingleton<IHostMedia, NoMedia>().AddSingleton<IHostUploads, NoMedia>();
        builder.Services.AddSingleton<IPluginTyping, NoTyping>();
        builder.Services.AddPlugins(builder.Configuration);

        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["X-Role"] is [{ } role])
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));
            return next();
        });
        app.MapGet("/health", () => "ok").WithName("health");
        app.MapPlugins();
        PluginEndpoints.Map(app.MapGroup("/api/v1"));
        await app.StartAsync();
        return new PluginTestHost(folder, app);
    }

    public PluginHandle Plugin(string id) => Catalog.TryGet(id, out var plugin) ? plugin : throw new InvalidOperationException($"No plugin {id}.");

    public Task<HttpResponseMessage> PostAsync(string path, string body = "") =>
        Http.PostAsync(path, new StringContent(body), TestContext.Current.CancellationToken);

    public async Task<IReadOnlyDictionary<string, PluginView>> ListAsync(string role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/plugins") { Headers = { { "X-Role", role } } };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var list = await answer.Content.ReadFromJsonAsync<PluginList>(TestContext.Current.CancellationToken);
        return list!.Items.ToDictionary(p => p.Id);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private static void CopyPlugin(string id, string target)
    {
        var source = Outputs.GetValueOrDefault(id) ?? Path.Combine(AppContext.BaseDirectory, "plugins", id);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, id, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
