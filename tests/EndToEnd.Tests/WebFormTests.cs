using Microsoft.Playwright;

namespace EndToEnd.Tests;

public class WebFormTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_form_filled_by_a_person_is_a_lead_and_the_number_gets_the_promise_as_a_text()
    {
        await using var host = await Demo.StartAsync();
        var form = await browser.OpenAsync(host);
        var errors = Demo.Complaints(form);
        await form.GotoAsync("/in/web-form/form?brand=Volkswagen&campaign=spring");
        await form.Locator("#phone").FillAsync("13700137000");
        await form.Locator("#name").FillAsync("孙丽");
        await form.Locator("#series").FillAsync("ID.4");
        await form.Locator("input[name=consentForward]").CheckAsync();
        // The spam guard takes anything faster than two seconds for a robot.
        await form.WaitForTimeoutAsync(2_200);
        await form.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await form.GetByRole(AriaRole.Status).WaitForAsync();
        (await form.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("137****7000");
        errors.ShouldBeEmpty();

        var found = await Api.GetAsync(host, "/api/v1/leads");
        found.GetProperty("items").GetArrayLength().ShouldBe(1);
        found.GetProperty("items")[0].GetProperty("source").GetProperty("campaign").GetString().ShouldBe("spring");

        var phone = await browser.OpenAsync(host);
        await Demo.PickUpPhoneAsync(phone, "孙丽");
        await phone.GetByRole(AriaRole.Button, new() { Name = "短信" }).ClickAsync();
        await phone.Locator("article").Filter(new() { HasText = "【示例汽车】" }).WaitForAsync();
        await form.Context.CloseAsync();
        await phone.Context.CloseAsync();
    }
}
