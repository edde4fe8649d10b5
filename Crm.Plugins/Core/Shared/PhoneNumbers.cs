extern alias libphonenumber;

using System.Text;
using System.Text.RegularExpressions;
using Lib = libphonenumber::PhoneNumbers;

namespace Crm.Plugins.Core.Shared;

/// <param name="E164">Such as <c>+8613800138000</c>.</param>
/// <param name="Extension">Digits to dial after the connection, or null.</param>
public readonly record struct ParsedPhone(string E164, string? Extension);

/// <summary>Phone numbers as people type them, to E.164.</summary>
public static partial class PhoneNumbers
{
    private const int MaxLength = 200;
    private static readonly Lib.PhoneNumberUtil Util = Lib.PhoneNumberUtil.GetInstance();

    /// <summary>
    /// Reads one number. Full-width digits, blanks, dashes, brackets, <c>(0086)</c> and extensions (<c>ext. 12</c>,
    /// <c>转12</c>, <c>分机12</c>) are understood; of several numbers the first readable one is taken.
    /// </summary>
    /// <param name="defaultRegion">ISO 3166-1 country for numbers without a country code, such as <c>CN</c>.</param>
    public static bool TryParse(string? raw, string defaultRegion, out ParsedPhone phone)
    {
        phone = default;
        if (string.IsNullOrWhiteSpace(raw) || raw.Length > MaxLength)
            return false;
        if (TryMainlandMobile(raw, defaultRegion == "CN", out phone))
            return true;

        var text = Normalise(raw);
        return TryOne(text, defaultRegion, out phone)
            || (Several().IsMatch(text) && TryFirst(Several().Split(text), defaultRegion, out phone));
    }

    // Nearly every number here is a plain mainland mobile; this costs nanoseconds, the library tens of microseconds.
    private static bool TryMainlandMobile(string raw, bool inChina, out ParsedPhone phone)
    {
        phone = default;
        Span<char> digits = stackalloc char[15];
        var count = 0;
        var plus = false;
        foreach (var c in raw)
        {
            var digit = c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c;
            if (digit is >= '0' and <= '9')
            {
                if (count == digits.Length)
                    return false;
                digits[count++] = digit;
            }
            else if (c is '+' or '＋' && count == 0 && !plus)
                plus = true;
            else if (c is not (' ' or '-' or '(' or ')' or '（' or '）' or '－' or '\u00A0' or '\u3000'))
                return false;
        }

        ReadOnlySpan<char> number = digits[..count];
        var skip = number.Length switch
        {
            11 when inChina && !plus => 0,
            13 when (inChina || plus) && number.StartsWith("86") => 2,
            15 when inChina && !plus && number.StartsWith("0086") => 4,
            _ => -1,
        };
        if (skip < 0 || number[skip] != '1' || number[skip + 1] < '3' || AllEqual(number[(skip + 2)..]))
            return false;
        phone = new ParsedPhone(string.Concat("+86", number[skip..]), null);
        return true;
    }

    private static string Normalise(string raw)
    {
        var text = raw.Normalize(NormalizationForm.FormKC).Trim();
        text = ExtensionWord().Replace(text, " ext. ");
        text = Dashed().Replace(text, "$1 ext. $2");
        return IddPrefix().Replace(text, "+");
    }

    private static bool TryFirst(string[] parts, string region, out ParsedPhone phone)
    {
        foreach (var part in parts)
        {
            if (TryOne(part, region, out phone))
                return true;
        }

        phone = default;
        return false;
    }

    private static bool TryOne(string text, string region, out ParsedPhone phone)
    {
        phone = default;
        Lib.PhoneNumber number;
        try
        {
            number = Util.Parse(text, region);
        }
        catch (Lib.NumberParseException)
        {
            return false;
        }

        // China's plan is known well enough to be strict; elsewhere new ranges appear, so length must do.
        var usable = number.CountryCode == 86
            ? Util.IsValidNumber(number)
            : Util.IsPossibleNumberWithReason(number) == Lib.PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
        var e164 = usable ? Util.Format(number, Lib.PhoneNumberFormat.E164) : "";
        if (!usable || AllEqual(Util.GetNationalSignificantNumber(number)))
            return false;
        phone = new ParsedPhone(e164, number.HasExtension ? number.Extension : null);
        return true;
    }

    private static bool AllEqual(ReadOnlySpan<char> digits) => digits.IndexOfAnyExcept(digits[0]) < 0;

    [GeneratedRegex(@"\s*(?:转|轉|分机号?|分機)\s*[:：]?\s*(?=\d)")]
    private static partial Regex ExtensionWord();

    // The usual way to write an extension of a Chinese landline: 010-12345678-8001.
    [GeneratedRegex(@"^(0\d{2,3}-?\d{7,8})-(\d{1,6})$")]
    private static partial Regex Dashed();

    [GeneratedRegex(@"^\(?00(?=86|[1-9])(?=[\d\s()-]{8,})")]
    private static partial Regex IddPrefix();

    [GeneratedRegex(@"[/;,、\n]+|\s+(?:or|或)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Several();
}
