using Microsoft.Playwright;

namespace EndToEnd.Tests;

public class SignInTests(BrowserFixture browser)
{
    private const string Asked = "async ([method, path, token]) => { const answer = await fetch(path, { method, headers: token ? { 'X-CSRF-Token': token } : {} }); return answer.status + ' ' + ((await answer.json().catch(() => ({}))).code ?? ''); }";

    [Fact]
    public async Task A_wrong_password_is_refused_in_words()
    {
        await using var host = await Demo.StartAsync();
        var page = await browser.OpenAsync(host);
        await page.GotoAsync("/desk/");
        await page.GetByLabel("用户名").FillAsync("agent");
        await page.Locator("input[type=password]").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_dealer_sees_its_own_pages_and_a_write_needs_the_csrf_token()
    {
        await using var host = await Demo.StartAsync();
        var page = await browser.OpenAsync(host);
        await Demo.SignInAsync(page, host, "dealer");
        var menu = await page.GetByRole(AriaRole.Navigation).InnerTextAsync();
        menu.ShouldContain("派单");
        menu.ShouldNotContain("客诉");

        (await AskAsync(page, "GET", "/api/v1/complaints")).ShouldBe("403 forbidden");
        (await AskAsync(page, "GET", "/api/v1/users")).ShouldBe("403 forbidden");
        (await AskAsync(page, "GET", "/api/v1/offers")).ShouldBe("200 ");
        (await AskAsync(page, "DELETE", "/api/v1/session")).ShouldBe("403 csrf");
        (await AskAsync(page, "DELETE", "/api/v1/session", "guessed")).ShouldBe("403 csrf");

        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await page.GetByLabel("用户名").WaitForAsync();
        (await AskAsync(page, "GET", "/api/v1/offers")).ShouldBe("401 not-signed-in");
        await page.Context.CloseAsync();
    }

    private static Task<string> AskAsync(IPage page, string method, string path, string token = "") =>
        page.EvaluateAsync<string>(Asked, new[] { method, path, token });
}
