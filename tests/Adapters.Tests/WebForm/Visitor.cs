using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Adapters.Tests.WebForm;

/// <summary>A person with a browser: opens the page, takes a moment, does the work the script would do.</summary>
internal sealed partial class Visitor(FormHost host)
{
    public async Task<FormHost.Answer> Send(Dictionary<string, string> typed, string query = "") =>
        await host.PostForm(await Fill(typed), query);

    /// <summary>The fields as the browser would post them after <paramref name="after"/> (10 s).</summary>
    public async Task<Dictionary<string, string>> Fill(Dictionary<string, string> typed, TimeSpan? after = null)
    {
        var page = (await host.Get("form")).Text;
        host.Time.Advance(after ?? TimeSpan.FromSeconds(10));
        var token = TokenField().Match(page).Groups[1].Value;
        return new Dictionary<string, string>(typed)
        {
            ["token"] = token,
            ["work"] = Work(token, typed.GetValueOrDefault("phone", "")),
        };
    }

    public static int SumOn(string page)
    {
        var sum = Sum().Match(page);
        return int.Parse(sum.Groups[1].Value, CultureInfo.InvariantCulture) + int.Parse(sum.Groups[2].Value, CultureInfo.InvariantCulture);
    }

    public static string TokenOn(string page) => TokenField().Match(page).Groups[1].Value;

    private static string Work(string token, string phone)
    {
        for (var counter = 0; ; counter++)
            if (SHA256.HashData(Encoding.UTF8.GetBytes($"{token}|{phone}|{counter}")) is [0, 0, ..])
                return counter.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    [GeneratedRegex(@"请计算 (\d) \+ (\d)<")]
    private static partial Regex Sum();
}
