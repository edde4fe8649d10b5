using Microsoft.Playwright;

namespace EndToEnd.Tests;

public class WeChatJobTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_message_becomes_a_lead_at_a_dealer_with_a_promise_that_the_desk_keeps()
    {
        await using var host = await Demo.StartAsync();
        var desk = await browser.OpenAsync(host);
        var deskErrors = Demo.Complaints(desk);
        await Demo.SignInAsync(desk, host, "agent");
        await desk.GetByText("现在没有待回电的客户").WaitForAsync();

        var phone = await browser.OpenAsync(host);
        var phoneErrors = Demo.Complaints(phone);
        await Demo.PickUpPhoneAsync(phone, "方小敏");
        await phone.GetByRole(AriaRole.Button, new() { Name = "扫一扫" }).ClickAsync();
        await phone.Locator(".scan").GetByRole(AriaRole.Button).ClickAsync();
        await phone.GetByText("您好，欢迎您").WaitForAsync();
        await Demo.WriteAsync(phone, "我想试驾ID.4");
        await phone.GetByText("请回复您的手机号").WaitForAsync();
        await Demo.WriteAsync(phone, "13800138000 同意");
        var told = phone.GetByText("好的，已为您安排");
        await told.WaitForAsync();
        (await told.InnerTextAsync()).ShouldContain("大众示例店的销售顾问", customMessage: "it says who will call (C-01)");

        // The desk was open all the time and is not reloaded.
        await desk.Locator(".queue-row").GetByRole(AriaRole.Link, new() { Name = "方小敏" }).ClickAsync();
        await desk.GetByRole(AriaRole.Region, new() { Name = "会话" }).GetByText("13800138000 同意").WaitForAsync();
        (await desk.Locator(".promise-clock").InnerTextAsync()).ShouldMatch(@"\d:\d\d");
        await desk.GetByRole(AriaRole.Button, new() { Name = "开始拨打" }).ClickAsync();
        await desk.GetByRole(AriaRole.Radio, new() { Name = "已接通" }).ClickAsync();
        await desk.GetByLabel("备注").FillAsync("约好周六十点试驾");
        await desk.GetByRole(AriaRole.Button, new() { Name = "保存：已接通" }).ClickAsync();
        await desk.GetByText("没有待兑现的回电承诺").WaitForAsync();

        await desk.GetByRole(AriaRole.Link, new() { Name = "回电承诺" }).ClickAsync();
        await desk.GetByText("100 %").First.WaitForAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await desk.GetByText("Connected in time").First.WaitForAsync();
        deskErrors.ShouldBeEmpty();
        phoneErrors.ShouldBeEmpty();
        await desk.Context.CloseAsync();
        await phone.Context.CloseAsync();
    }

    [Fact]
    public async Task The_dealer_that_was_chosen_accepts_and_then_sees_whom_to_call()
    {
        await using var host = await Demo.StartAsync();
        var phone = await browser.OpenAsync(host);
        await Demo.PickUpPhoneAsync(phone, "周婷");
        await Demo.WriteAsync(phone, "想试驾ID.4");
        await phone.GetByText("请回复您的手机号").WaitForAsync();
        await Demo.WriteAsync(phone, "13600136000 同意");
        await phone.GetByText("大众示例店的销售顾问").WaitForAsync();

        var offer = (await Api.GetAsync(host, "/api/v1/offers")).GetProperty("items")[0];
        var user = (await Api.GetAsync(host, "/api/v1/users")).GetProperty("items").EnumerateArray()
            .Single(u => u.GetProperty("dealerId").GetString() == offer.GetProperty("dealerId").GetString()).GetProperty("userName").GetString()!;
        var dealer = await browser.OpenAsync(host);
        var errors = Demo.Complaints(dealer);
        await Demo.SignInAsync(dealer, host, user);
        (await dealer.Locator("main").InnerTextAsync()).ShouldNotContain("0013", customMessage: "no number before it is accepted (P-07)");
        await dealer.GetByRole(AriaRole.Button, new() { Name = "接单" }).ClickAsync();
        await dealer.GetByText("已接单，请按承诺时间联系客户").WaitForAsync();
        await dealer.GetByRole(AriaRole.Link, new() { Name = "预约回电" }).ClickAsync();
        await dealer.Locator(".queue-row").GetByText("136 0013 6000").WaitForAsync();
        errors.ShouldBeEmpty();
        await dealer.Context.CloseAsync();
        await phone.Context.CloseAsync();
    }

    [Fact]
    public async Task Failing_brakes_become_a_safety_complaint_on_the_desk()
    {
        await using var host = await Demo.StartAsync();
        var phone = await browser.OpenAsync(host);
        await Demo.PickUpPhoneAsync(phone, "李强");
        await Demo.WriteAsync(phone, "我的ID.4刹车失灵了，非常危险");
        await phone.GetByText("请先把车停在安全的地方").WaitForAsync();
        await Demo.WriteAsync(phone, "13900139000");
        await phone.GetByText("拨打120或119").WaitForAsync();

        var desk = await browser.OpenAsync(host);
        await Demo.SignInAsync(desk, host, "agent");
        await desk.GetByRole(AriaRole.Link, new() { Name = "客诉" }).ClickAsync();
        await desk.GetByText("安全类重大客诉").WaitForAsync();
        await desk.Context.CloseAsync();
        await phone.Context.CloseAsync();
    }
}
