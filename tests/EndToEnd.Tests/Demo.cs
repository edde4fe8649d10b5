using Crm.Tests.Support;
using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>The host as <c>dotnet run</c> starts it: sample data, the simulated phone, a random password printed once.</summary>
internal static class Demo
{
    private const string Announced = "Password, shown this once:";

    public static Task<HostProcess> StartAsync() => HostProcess.StartAsync(new Dictionary<string, string> { ["Crm__Demo"] = "true" });

    public static async Task SignInAsync(IPage page, HostProcess host, string userName)
    {
        await page.GotoAsync("/desk/");
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.Locator("input[type=password]").FillAsync(await PasswordAsync(host));
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByRole(AriaRole.Navigation).WaitForAsync();
    }

    /// <summary>Makes a new customer on the phone page and opens the chat.</summary>
    public static async Task PickUpPhoneAsync(IPage phone, string name)
    {
        await phone.GotoAsync("/phone/");
        await phone.GetByLabel("新客户的姓名").FillAsync(name);
        await phone.Keyboard.PressAsync("Enter");
        await phone.GetByRole(AriaRole.Log).WaitForAsync();
    }

    public static async Task WriteAsync(IPage phone, string text)
    {
        await phone.GetByLabel("发消息").FillAsync(text);
        await phone.Keyboard.PressAsync("Enter");
    }

    /// <summary>Every error a page's console shows from now on, save the answer that says nobody is signed in yet.</summary>
    public static List<string> Complaints(IPage page)
    {
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("401", StringComparison.Ordinal)) errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        return errors;
    }

    private static Task<string> PasswordAsync(HostProcess host) => Probe.For(
        () =>
        {
            var lines = host.Log.Split('\n');
            var at = Array.FindIndex(lines, line => line.Contains(Announced, StringComparison.Ordinal));
            return Task.FromResult(at >= 0 && at + 1 < lines.Length ? lines[at + 1].Trim() : null);
        },
        "the sample users' password");
}
