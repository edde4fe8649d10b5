using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Shared;

/// <summary>Free text for readers who need not know the person: numbers, addresses and VINs masked as in lists (P-07), and the name we know.</summary>
public static partial class MaskedText
{
    /// <param name="name">The customer's, masked wherever it stands; null or empty where unknown.</param>
    public static string Of(string text, string? name)
    {
        var masked = Email().Replace(text, match => Masking.Email(match.Value));
        masked = Vin().Replace(masked, match => Masking.Vin(match.Value));
        masked = Phone().Replace(masked, match => Digits(match.Value));
        return name?.Trim() is { Length: > 1 } known ? masked.Replace(known, Masking.Name(known), StringComparison.OrdinalIgnoreCase) : masked;
    }

    /// <summary>As <see cref="Masking.Phone"/>, whatever stands between the digits.</summary>
    private static string Digits(string written)
    {
        var digits = string.Concat(written.Where(char.IsDigit).Select(digit => (char)('0' + (int)char.GetNumericValue(digit))));
        return written.StartsWith('+') ? Masking.Phone("+" + digits) : digits.Length == 11 ? $"{digits[..3]}****{digits[7..]}" : Masking.Phone(digits);
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+")]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*\d)[A-HJ-NPR-Za-hj-npr-z0-9]{17}(?![A-Za-z0-9])")]
    private static partial Regex Vin();

    // Nine digits and more, with the usual marks between them: a time or a price is shorter, a date looks like one, and
    // our own numbers begin with a letter.
    [GeneratedRegex(@"(?<![\dA-Za-z-])(?!\d{4}-\d{2}-\d{2})\+?\d(?:[ ().\-\u00a0]*\d){8,17}(?!\d)")]
    private static partial Regex Phone();
}
