using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>Finds a phone number among other words, and tells it from prices, dates and chassis numbers.</summary>
internal static partial class PhoneInText
{
    private const string ChineseDigits = "零〇幺一二两三四五六七八九";
    private const string AsDigits = "00112234567";

    public readonly record struct Found(string? E164, bool Broken, int Index, int Length);

    public static Found Find(string text, string region)
    {
        // Behind "ID.4," the pattern below sees an amount; but a comma in an amount is never followed by eleven digits.
        if (region == "CN" && PlainMobile().Match(text) is { Success: true } plain && PhoneNumbers.TryParse(plain.Value, region, out var mobile))
            return new Found(mobile.E164, false, plain.Index, plain.Length);
        var broken = false;
        for (var match = Candidate().Match(text); match.Success; match = match.NextMatch())
        {
            var raw = match.Value;
            if (LooksLikePhone(raw, region) && PhoneNumbers.TryParse(raw, region, out var phone))
                return new Found(phone.E164, false, match.Index, match.Length);
            broken |= IsBroken(raw);
        }

        return Spelled().Match(text) is { Success: true } spelled && PhoneNumbers.TryParse(Digits(spelled.Value), region, out var said)
            ? new Found(said.E164, false, spelled.Index, spelled.Length)
            : new Found(null, broken, 0, 0);
    }

    // Any ten digits can be a landline without its zero; in running text only the usual ways to write one count.
    private static bool LooksLikePhone(string raw, string region)
    {
        var digits = Count(raw);
        if (raw[0] == '+' || raw.StartsWith("00", StringComparison.Ordinal))
            return digits >= 9;
        if (region != "CN")
            return digits >= 9;
        return Mainland().IsMatch(raw);
    }

    // Shaped like a mobile, but too short or too long.
    private static bool IsBroken(string raw) => raw[0] == '1' && raw.Length > 1 && raw[1] >= '3' && Count(raw) is >= 9 and <= 13;

    private static int Count(string raw) => raw.Count(char.IsAsciiDigit);

    private static string Digits(string spelled) =>
        string.Concat(spelled.Where(c => c != ' ').Select(c => ChineseDigits.IndexOf(c, StringComparison.Ordinal) switch
        {
            var i and >= 0 and <= 10 => AsDigits[i],
            11 => '8',
            12 => '9',
            _ => c,
        }));

    [GeneratedRegex(@"(?<!\d|\d[.,-]|[A-Z]\d*)(?:\+|\(?00)?\(?\d[\d ().\u2010-\u2015-]{5,20}\d(?:\s?(?:转|分机|ext\.?|x)\s?\d{1,6})?(?![\d%]|[A-Z]{2})", RegexOptions.IgnoreCase)]
    private static partial Regex Candidate();

    [GeneratedRegex(@"(?<=,)1[3-9]\d{9}(?!\d)")]
    private static partial Regex PlainMobile();

    [GeneratedRegex(@"^(?:86[ -]?)?(?:1[3-9]\d|0\d{2,3}[ )-]?[2-9]|\(0\d{2,3}\)|400|800)")]
    private static partial Regex Mainland();

    [GeneratedRegex("[幺一](?: ?[零〇幺一二两三四五六七八九0-9]){10}(?![零〇幺一二两三四五六七八九0-9])")]
    private static partial Regex Spelled();
}
