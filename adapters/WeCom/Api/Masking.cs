using System.Text.RegularExpressions;

namespace Crm.Adapters.WeCom.Api;

/// <summary>The platform's error texts may repeat our request line, token and secret included.</summary>
internal static partial class Masking
{
    private const int MaxLength = 300;

    public static string Mask(string? text)
    {
        var masked = Secrets().Replace(text ?? "", "${name}***");
        return masked.Length <= MaxLength ? masked : masked[..MaxLength];
    }

    [GeneratedRegex("""(?<name>(access_token|corpsecret|suite_access_token|suite_secret|ticket)["']?\s*[=:]\s*["']?)[^&\s"',;\]]+""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secrets();
}
