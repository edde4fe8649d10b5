using System.Net.Http.Json;
using System.Text.Json;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>The customer's chat page in a real browser: Web Chat against our own Direct Line host, on a phone of 390 pixels.</summary>
public class ChatPageTests(BrowserFixture browser)
{
    private const string Box = "[data-id='webchat-sendbox-input']";

    [Fact]
    public async Task A_test_drive_asked_for_becomes_a_card_that_counts_down_is_moved_and_outlives_the_host_and_a_reload()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, "en-GB", await KeyAsync(host, []));
        var errors = Demo.Complaints(page);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Before we begin" }).WaitForAsync();
        (await page.Locator(Box).CountAsync()).ShouldBe(0, "nothing can be said before the words on personal data were answered");
        await ShootAsync(page, "chat-en-words");
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree and begin" }).ClickAsync();
        // Web Chat takes words only once it is connected, and then the welcome comes.
        await page.GetByText("Hello and welcome!").First.WaitForAsync();
        await WriteAsync(page, "I would like a test drive of the ID.4");
        await page.GetByText("phone number").First.WaitForAsync();
        await WriteAsync(page, "13800138000 yes");
        var card = page.Locator("crm-promise").Last;
        await card.WaitForAsync();
        (await card.GetByRole(AriaRole.Timer).InnerTextAsync()).ShouldMatch(@"\d:\d\d");
        await card.GetByRole(AriaRole.Button, new() { Name = "Another time" }).ClickAsync();
        await ShootAsync(page, "chat-en-card");
        await card.Locator(".times button").First.ClickAsync();
        await Probe.Until(async () => (await card.GetByRole(AriaRole.Timer).InnerTextAsync()).StartsWith("Begins in", StringComparison.Ordinal), "the card to show the new time");
        var callback = (await Api.GetAsync(host, "/api/v1/callbacks?state=open")).GetProperty("items")[0];
        callback.GetProperty("kind").GetString().ShouldBe("slot", "the desk has the new time");
        // It was given before there was a customer, so it is written a little later.
        await Probe.Until(async () => (await Api.GetAsync(host, $"/api/v1/customers/{callback.GetProperty("customerId").GetString()}")).GetProperty("consents").EnumerateArray()
            .Any(consent => consent.GetProperty("textVersion").GetString() == "chat-consent.en.1" && consent.GetProperty("given").GetBoolean()), "the consent to be in the record");
        errors.ShouldBeEmpty();

        await host.StopAsync();
        await host.StartAgainAsync();
        await page.ReloadAsync();
        await page.GetByText("13800138000 yes").First.WaitForAsync();
        await page.Locator("crm-promise").First.WaitForAsync();
        await WriteAsync(page, "hello again");
        await page.GetByText("hello again").First.WaitForAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await ShootAsync(page, "chat-en-again");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_consent_numbers_do_not_leave_the_page_and_agreeing_later_is_one_tap()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, "zh-CN", await KeyAsync(host, []));
        await page.GetByRole(AriaRole.Button, new() { Name = "不同意，匿名咨询" }).ClickAsync();
        await page.GetByText("您好，欢迎您").First.WaitForAsync();
        await WriteAsync(page, "我的电话13800138000");
        await page.GetByText("您选择了匿名咨询").WaitForAsync();
        await page.GetByText("我的电话***").First.WaitForAsync();
        await ShootAsync(page, "chat-zh-anonymous");
        (await Api.GetAsync(host, "/api/v1/customers?phone=%2B8613800138000")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "同意留资" }).ClickAsync();
        await page.GetByText("已记录您的同意").WaitForAsync();
        await WriteAsync(page, "请给我回电话 13800138000");
        await page.Locator("crm-promise").First.WaitForAsync();
        await ShootAsync(page, "chat-zh-card");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_site_shows_it_with_one_line_and_only_the_sites_that_the_key_names_may()
    {
        await using var host = await StartAsync();
        var site = $"http://127.0.0.1:{FreePort.Next()}";
        var key = await KeyAsync(host, [site]);
        await using var dealer = WebApplication.CreateSlimBuilder().Build();
        dealer.Urls.Add(site);
        dealer.MapGet("/", () => TypedResults.Content(
            $"<!doctype html><h1>Dealer</h1><script async src='{host.Url}chat/embed.js' data-key='{key}' data-label='Chat with us' data-locale='en'></script>", "text/html"));
        await dealer.StartAsync(TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync(host);
        await page.GotoAsync(site);
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Chat with us" });
        await button.ClickAsync();
        await page.FrameLocator("iframe").GetByRole(AriaRole.Button, new() { Name = "Agree and begin" }).ClickAsync();
        await page.FrameLocator("iframe").Locator(Box).FocusAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).InnerTextAsync()).ShouldBe("×", "also on a site that names no character set");
        await ShootAsync(page, "chat-embedded");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await button.EvaluateAsync<bool>("button => button === document.activeElement")).ShouldBeTrue("the focus goes back to where it came from");

        using var other = await host.Client.GetAsync(new Uri($"chat?key={await KeyAsync(host, [])}", UriKind.Relative), TestContext.Current.CancellationToken);
        other.Headers.GetValues("Content-Security-Policy").Single().ShouldEndWith("frame-ancestors 'self'");
        await page.GotoAsync("/chat?key=ck_unknown");
        await page.GetByRole(AriaRole.Heading, new() { Name = "聊天窗口打不开" }).WaitForAsync();
        await page.Context.CloseAsync();
    }

    private static Task<HostProcess> StartAsync() => HostProcess.StartAsync(new Dictionary<string, string>
    {
        ["Crm__Plugins__chatbot__Settings__DirectLine__Secrets__0"] = "a-secret-of-the-tests-with-more-than-32-characters", ["Crm__PublicUrl"] = "https://crm.example.com",
    });

    private static async Task<string> KeyAsync(HostProcess host, string[] origins)
    {
        using var answer = await host.Client.PostAsJsonAsync(new Uri("api/v1/chat-keys", UriKind.Relative), new { name = "Sample Motors", origins, theme = new { color = "#0b3d91" } }, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("key").GetString()!;
    }

    private async Task<IPage> OpenAsync(HostProcess host, string locale, string key)
    {
        var page = await browser.OpenAsync(host, locale);
        await page.SetViewportSizeAsync(390, 844);
        await page.GotoAsync($"/chat?key={key}");
        return page;
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator(Box).FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CRM_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
