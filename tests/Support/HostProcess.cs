using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Crm.Tests.Support;

/// <summary>
/// The built host as a child process, on a free port, with a store in a temporary folder and settings given as
/// environment variables only. It can be ended politely, killed as <c>kill -9</c> does, and started again on the same store.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    /// <summary>Accepted on every API route of hosts started here.</summary>
    public const string Token = "test-bootstrap-token-of-more-than-32-characters";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly TestFolder _folder = new();
    private readonly HostLog _log = new();
    private readonly Dictionary<string, string> _settings;
    private readonly string _program;
    private Process? _process;

    private HostProcess(IReadOnlyDictionary<string, string> settings, string? configuration)
    {
        _program = Path.Combine(
            TestEnvironment.RepositoryRoot, "Crm.Host", "bin", configuration ?? TestEnvironment.BuildConfiguration, "net10.0", "Crm.Host.dll");
        Url = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        _settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = Url.GetLeftPart(UriPartial.Authority),
            ["Crm__Store__Provider"] = "sqlite",
            ["Crm__Store__ConnectionString"] = $"Data Source={_folder.File("crm.db")}",
            ["Crm__Auth__BootstrapToken"] = Token,
            ["Crm__Demo"] = "false",
        };
        foreach (var (key, value) in settings)
            _settings[key] = value;
        Client = new HttpClient { BaseAddress = Url };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public Uri Url { get; }

    /// <summary>Carries <see cref="Token"/>.</summary>
    public HttpClient Client { get; }

    /// <summary>The host's working folder: its store and everything beside it.</summary>
    public string Folder => _folder.Path;

    /// <summary>What it printed so far, over all its starts.</summary>
    public string Log => _log.Text;

    public int ProcessId => Running.Id;

    private Process Running => _process ?? throw new InvalidOperationException("The host is not running.");

    /// <summary>Starts the host and waits until it is ready.</summary>
    /// <param name="settings">Environment variables, such as <c>Crm__Demo</c>; they win over the defaults.</param>
    /// <param name="configuration"><c>Debug</c> or <c>Release</c>; without it, as the caller was built.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null, string? configuration = null)
    {
        var host = new HostProcess(settings ?? new Dictionary<string, string>(), configuration);
        try
        {
            await host.StartAgainAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts on the same store and port after <see cref="KillAsync"/> or <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        if (!File.Exists(_program))
            throw new FileNotFoundException($"The host is not built: dotnet build Crm.Host makes {_program}.");
        var start = new ProcessStartInfo("dotnet", [_program])
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var key in start.Environment.Keys.Where(IsHostSetting).ToList())
            start.Environment.Remove(key);
        foreach (var (key, value) in _settings)
            start.Environment[key] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _log.Follow(_process);
        try
        {
            await Probe.Until(IsReadyAsync, "the host to be ready", StartLimit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} It said:\n{_log.Tail}", e);
        }
    }

    /// <summary>As <c>kill -9</c>: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        Running.Kill();
        await EndedAsync();
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        _ = Signal(Running.Id, 15);
        return await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        Client.Dispose();
        _folder.Dispose();
    }

    // A developer's own settings must not leak into the host under test.
    private static bool IsHostSetting(string key) =>
        key.StartsWith("Crm__", StringComparison.OrdinalIgnoreCase) || key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || key == "DOTNET_ENVIRONMENT";

    private async Task<bool> IsReadyAsync()
    {
        if (Running.HasExited)
            throw new InvalidOperationException($"The host ended with {Running.ExitCode} before it was ready. It said:\n{_log.Tail}");
        try
        {
            using var answer = await Client.GetAsync(new Uri("health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<int> EndedAsync()
    {
        await Running.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var code = Running.ExitCode;
        Running.Dispose();
        _process = null;
        return code;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
