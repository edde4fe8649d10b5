using System.Net.Http.Json;
using System.Text.Json;
using Crm.Tests.Support;
using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>My service on a phone of 390 pixels: what a customer sees and does without a password.</summary>
public class MyServiceTests(BrowserFixture browser)
{
    private const string OfPhone = "13700137001";

    [Fact]
    public async Task A_customer_moves_a_call_switches_the_dealer_and_takes_a_consent_back()
    {
        await using var host = await StartAsync();
        var receipt = await AskAsync(host, "lead", consent: true);
        var page = await OpenAsync(host, await LinkAsync(host), "zh-CN");
        var errors = Demo.Complaints(page);
        await page.GetByRole(AriaRole.Heading, new() { Name = "我的服务" }).WaitForAsync();
        (await page.EvaluateAsync<string>("location.hash")).ShouldBe("", "the secret does not stay in the address bar");
        var card = page.Locator("article.live");
        (await card.GetByRole(AriaRole.Timer).InnerTextAsync()).ShouldMatch(@"\d:\d\d");
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain(OfPhone);
        await ShootAsync(page, "my-zh");

        await card.GetByRole(AriaRole.Button, new() { Name = "改时间" }).ClickAsync();
        await card.Locator(".times button").First.ClickAsync();
        await card.GetByText("距开始").WaitForAsync();
        var moved = await Api.GetAsync(host, $"/api/v1/callbacks/{receipt.GetProperty("promise").GetProperty("id").GetString()}");
        moved.GetProperty("callback").GetProperty("kind").GetString().ShouldBe("slot", "the desk has the new time");

        var dealers = page.GetByRole(AriaRole.Region, new() { Name = "谁有我的号码" });
        var before = await dealers.Locator("h3").InnerTextAsync();
        await dealers.GetByRole(AriaRole.Button, new() { Name = "换一家经销商" }).ClickAsync();
        await dealers.GetByRole(AriaRole.Combobox).SelectOptionAsync("too-far");
        await dealers.GetByRole(AriaRole.Button, new() { Name = "确定更换" }).ClickAsync();
        await Probe.Until(async () => await dealers.Locator("h3").CountAsync() == 0 || await dealers.Locator("h3").First.InnerTextAsync() != before, "another dealer, or none");

        var consents = page.GetByRole(AriaRole.Region, new() { Name = "我的授权" });
        await consents.GetByRole(AriaRole.Button, new() { Name = "撤回授权" }).First.ClickAsync();
        await consents.GetByRole(AriaRole.Button, new() { Name = "确定撤回" }).ClickAsync();
        await consents.GetByText("已撤回").First.WaitForAsync();
        await ShootAsync(page, "my-zh-after");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        errors.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nobody_called_me_is_one_tap_and_stands_on_the_open_page_of_the_desk()
    {
        await using var host = await StartAsync();
        var receipt = await AskAsync(host, "callback", consent: false);
        var id = receipt.GetProperty("promise").GetProperty("id").GetString();
        (await host.Client.PostAsJsonAsync(new Uri($"api/v1/callbacks/{id}/attempts", UriKind.Relative), new { result = "connected", ringSeconds = 20 }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var desk = await browser.OpenAsync(host);
        await Demo.SignInAsync(desk, host, "lead");
        await desk.GetByText("现在没有待回电的客户").WaitForAsync();

        var page = await OpenAsync(host, await LinkAsync(host), "en");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Nobody called me" }).ClickAsync();
        await page.GetByText("This new call is arranged for you").WaitForAsync();
        (await page.Locator("article.live").GetByRole(AriaRole.Timer).InnerTextAsync()).ShouldMatch(@"\d:\d\d");
        await page.GetByText("You told us nobody called").WaitForAsync();
        await ShootAsync(page, "my-en-disputed");

        await desk.Locator(".queue-row").First.WaitForAsync();
        await desk.Locator(".queue-row").GetByRole(AriaRole.Link).First.ClickAsync();
        var dispute = desk.GetByRole(AriaRole.Region, new() { Name = "客户反馈没接到电话" });
        await dispute.GetByRole(AriaRole.Textbox).FillAsync("查过通话记录，没有拨打");
        await dispute.GetByRole(AriaRole.Button, new() { Name = "确实没打" }).ClickAsync();
        await dispute.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await Api.GetAsync(host, $"/api/v1/callbacks/{id}")).GetProperty("callback").GetProperty("outcome").GetString().ShouldBe("broken-missed");
        await page.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    [Fact]
    public async Task An_incomplete_link_says_what_to_do()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, "not-a-link", "zh-CN");
        await page.GetByRole(AriaRole.Heading, new() { Name = "请重新打开链接" }).WaitForAsync();
        await page.Context.CloseAsync();
    }

    private static Task<HostProcess> StartAsync() => HostProcess.StartAsync(new Dictionary<string, string> { ["Crm__Demo"] = "true", ["Crm__PublicUrl"] = "https://crm.example.com" });

    private static async Task<JsonElement> AskAsync(HostProcess host, string kind, bool consent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "in/web-form/inquiries");
        request.Headers.Add("Idempotency-Key", kind);
        request.Content = JsonContent.Create(new
        {
            kind, name = "赵敏", phone = OfPhone, brand = "Volkswagen", series = "ID.4", region = "310115",
            consent = consent ? new[] { new { purpose = "forward_to_dealer", channel = "phone", textVersion = "ask-consent.zh-CN.1" } } : [],
        });
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>What stands behind the # of the link that an agent makes.</summary>
    private static async Task<string> LinkAsync(HostProcess host)
    {
        var customer = (await Api.GetAsync(host, $"/api/v1/customers?phone=%2B86{OfPhone}")).GetProperty("items")[0].GetProperty("id").GetString();
        using var answer = await host.Client.PostAsJsonAsync(new Uri($"api/v1/customers/{customer}/my-link", UriKind.Relative), new { send = false }, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("url").GetString()!.Split('#')[1];
    }

    private async Task<IPage> OpenAsync(HostProcess host, string secret, string locale)
    {
        var page = await browser.OpenAsync(host, locale);
        await page.SetViewportSizeAsync(390, 844);
        await page.GotoAsync($"/my/#{secret}");
        return page;
    }

    /// <summary>A picture to look at, where <c>CRM_SCREENSHOTS</c> names a folder.</summary>
    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CRM_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
