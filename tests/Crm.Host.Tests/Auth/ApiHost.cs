using Crm.Host.Auth;
using Crm.Host.Http;
using Crm.Host.Plugins;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Host.Tests.Auth;

/// <summary>The host's sign-in and HTTP plumbing on a real store, with a few routes to try them on.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string Bootstrap = "bootstrap-token-for-tests-0123456789";
    public const string Password = "correct horse battery";
    private readonly TestDatabase _files;
    private readonly WebApplication _app;
    private readonly bool _owner;

    private ApiHost(TestDatabase files, FakeTime time, bool owner, IReadOnlyDictionary<string, string?> settings, Action<WebApplicationBuilder>? more)
    {
        _files = files;
        _owner = owner;
        Time = time;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = files.Folder, WebRootPath = files.Folder });
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Crm:Auth:BootstrapToken"] = Bootstrap, ["Crm:Store:Provider"] = files.Provider, ["Crm:Store:ConnectionString"] = files.ConnectionString }).AddInMemoryCollection(settings);
        builder.Logging.AddProvider(Log).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(new StoreOptions { Provider = files.Provider, ConnectionString = files.ConnectionString });
        builder.Services.AddSingleton<Database>().AddSingleton<Writer>().AddSingleton(new CrmOptions());
        builder.Services.AddCrmAuth(builder.Configuration);
        builder.Services.AddCrmHttp(builder.Configuration);
        more?.Invoke(builder);
        _app = builder.Build();
        if (owner) new Migrator(_app.Services.GetRequiredService<Database>(), time).Migrate();
        _app.UseCrmHttp();
        var api = _app.MapGroup("/api/v1");
        SessionEndpoints.Map(api);
        AccountEndpoints.Map(api);
        if (_app.Services.GetService<MyLinks>() is not null)
        {
            MySessionEndpoints.Map(_app);
            ChatDoorEndpoints.Map(_app);
        }

        Probes.Map(api);
        _app.MapPost("/in/{plugin}", async (HttpContext context, IApiKeys keys, string plugin) =>
        {
            var key = await keys.CheckAsync(context, "in:" + plugin);
            return TypedResults.Text($"{key.Outcome} {key.Caller} {key.RetryAfter?.TotalSeconds}".Trim());
        }).AllowAnonymous();
        _app.MapCrmWeb();
    }

    public FakeTime Time { get; }

    public CapturingLogger Log { get; } = new();

    public IServiceProvider Services => _app.Services;

    public Users Users => Services.GetRequiredService<Users>();

    public static async Task<ApiHost> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? more = null, string provider = TestDatabase.Sqlite)
    {
        var host = new ApiHost(await TestDatabase.CreateAsync(provider), new FakeTime(), owner: true, settings ?? new Dictionary<string, string?>(), more);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>The same store after a restart: this host is stopped, the new one owns the files.</summary>
    public async Task<ApiHost> RestartAsync()
    {
        await _app.DisposeAsync();
        var host = new ApiHost(_files, Time, owner: true, new Dictionary<string, string?>(), null);
        await host._app.StartAsync();
        return host;
    }

    public Client Anonymous(string address = "http://localhost") => new(new HttpClient(_app.GetTestServer().CreateHandler()) { BaseAddress = new Uri(address) });

    public Client With(string token)
    {
        var client = Anonymous();
        client.Token = token;
        return client;
    }

    public Client Automation() => With(Bootstrap);

    /// <summary>Creates a user and signs in.</summary>
    public async Task<Client> SignInAsync(string userName, string role, string? dealerId = null)
    {
        await Users.CreateAsync(new NewUser(userName, userName, role, dealerId), Password);
        var client = Anonymous();
        (await client.SignInAsync(userName, Password)).Status.ShouldBe(200);
        return client;
    }

    public async Task<(string Id, string Secret)> TokenAsync(params string[] scopes) => await TokenAsync(new NewToken("test", scopes, "admin"));

    public async Task<(string Id, string Secret)> TokenAsync(NewToken token)
    {
        var (made, secret) = await Services.GetRequiredService<ApiTokens>().CreateAsync(token, new Caller("test", "test", Role.Admin, null, true));
        return (made.Id, secret);
    }

    /// <summary>Changes the store as another node would: without this one knowing.</summary>
    public Task BehindTheBackAsync(string sql) => Services.GetRequiredService<Writer>().WriteAsync(unit => unit.Execute(sql));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Log.Dispose();
        if (_owner) await _files.DisposeAsync();
    }
}
