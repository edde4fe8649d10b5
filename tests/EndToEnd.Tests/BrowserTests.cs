using Crm.Tests.Support;

namespace EndToEnd.Tests;

public class BrowserTests(BrowserFixture browser)
{
    [Fact]
    public async Task Chromium_reaches_the_host()
    {
        await using var host = await HostProcess.StartAsync();
        var page = await browser.OpenAsync(host);
        var answer = await page.GotoAsync("/health/live");
        answer!.Status.ShouldBe(200);
        await page.Context.CloseAsync();
    }
}
