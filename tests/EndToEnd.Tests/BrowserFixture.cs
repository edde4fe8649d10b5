using Crm.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(EndToEnd.Tests.BrowserFixture))]

namespace EndToEnd.Tests;

/// <summary>
/// One Chromium for all tests, started by the first that asks, with a fresh profile per page. Without Chromium a test is
/// shown as skipped, with what to install; with <c>CI=true</c> it fails instead.
/// </summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page in a context of its own; closing its context drops cookies and storage.</summary>
    public async Task<IPage> OpenAsync(HostProcess host, string locale = "zh-CN")
    {
        var browser = await LaunchedAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = host.Url.ToString(), Locale = locale, TimezoneId = "Asia/Shanghai",
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }

    private async Task<IBrowser> LaunchedAsync()
    {
        const string missing = "Chromium is not installed: apt-get install chromium (or run ./test.sh as root).";
        var program = Command.Find("chromium") ?? Command.Find("chromium-browser") ?? Command.Find("google-chrome");
        if (program is null && TestEnvironment.IsCi)
            throw new InvalidOperationException(missing);
        Assert.SkipWhen(program is null, missing);

        await _gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                // Chromium's sandbox refuses root, who needs no protection from our own pages.
                ChromiumSandbox = !Environment.IsPrivilegedProcess,
            });
        }
        finally
        {
            _gate.Release();
        }
    }
}
