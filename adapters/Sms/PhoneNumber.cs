using System.Text.RegularExpressions;

namespace Crm.Adapters.Sms;

internal static partial class PhoneNumber
{
    public static bool IsE164(string text) => E164().IsMatch(text);

    /// <summary>The sender as gateways write it (<c>+86138…</c>, <c>0086138…</c>, <c>86138…</c>, <c>138…</c>) in E.164, or null.</summary>
    public static string? ToE164(string text, string countryCode)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        var international = text.TrimStart().StartsWith('+') ? digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            // 13 digits that begin with 86 are a mainland mobile with its country code.
            : digits.StartsWith(countryCode, StringComparison.Ordinal) && digits.Length >= 11 + countryCode.Length ? digits
            : countryCode + digits.TrimStart('0');
        return IsE164("+" + international) ? "+" + international : null;
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();
}
