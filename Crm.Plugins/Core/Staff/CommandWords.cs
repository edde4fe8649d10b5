using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Staff;

public enum StaffVerb
{
    Unknown,
    Help,
    Todo,
    Status,
    Accept,
    Decline,
    Done,
}

/// <param name="Number">0 = none given.</param>
/// <param name="Rest">Reason or outcome as typed, perhaps with a remark.</param>
public sealed record StaffCommand(StaffVerb Verb, long Number, string Rest);

/// <summary>Reads what people type: either language, with or without blanks, full-width digits too.</summary>
public static partial class CommandWords
{
    private static readonly Dictionary<string, StaffVerb> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["帮助"] = StaffVerb.Help, ["help"] = StaffVerb.Help, ["?"] = StaffVerb.Help, ["待办"] = StaffVerb.Todo, ["todo"] = StaffVerb.Todo,
        ["状态"] = StaffVerb.Status, ["status"] = StaffVerb.Status, ["接单"] = StaffVerb.Accept, ["accept"] = StaffVerb.Accept,
        ["拒单"] = StaffVerb.Decline, ["decline"] = StaffVerb.Decline, ["完成"] = StaffVerb.Done, ["done"] = StaffVerb.Done,
    };

    public static StaffCommand Read(string text)
    {
        // Compatibility form makes ordinary signs of the full-width ones an input method writes.
        var match = Command().Match(text.Normalize(NormalizationForm.FormKC).Trim());
        if (!match.Success) return new StaffCommand(StaffVerb.Unknown, 0, "");
        var number = long.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        return new StaffCommand(Verbs[match.Groups["verb"].Value], number, match.Groups["rest"].Value.Trim());
    }

    /// <summary>The code that was meant: by itself, by its place in the list from 1, or by its name in either language; what follows is a remark.</summary>
    public static (string? Code, string Remark) Choice(string said, IReadOnlyList<string> codes, Func<string, string> key)
    {
        var digits = said.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is > 0 and < 6 && Ends(said, digits) && int.Parse(said[..digits], CultureInfo.InvariantCulture) is var place && place >= 1 && place <= codes.Count)
            return (codes[place - 1], Remark(said, digits));
        // The longest name wins: one may begin with another.
        var found = codes.SelectMany(code => Texts.Locales.Select(locale => Texts.Format(locale, key(code))).Append(code), (code, name) => (Code: code, Length: Heard(said, name)))
            .Where(name => name.Length > 0).OrderByDescending(name => name.Length).FirstOrDefault();
        return found.Code is null ? (null, "") : (found.Code, Remark(said, found.Length));
    }

    /// <summary>How much of what was said is this name, whatever signs and blanks stand between its letters; 0 = it does not begin so.</summary>
    private static int Heard(string said, string name)
    {
        var (at, plain) = (0, Plain(name));
        foreach (var letter in plain)
        {
            while (at < said.Length && !char.IsLetterOrDigit(said[at])) at++;
            if (at == said.Length || char.ToLowerInvariant(said[at]) != letter) return 0;
            at++;
        }

        return Ends(said, at) ? at : 0;
    }

    private static bool Ends(string said, int at) => at == said.Length || !char.IsLetterOrDigit(said[at]);

    private static string Remark(string said, int from) => string.Concat(said[from..].SkipWhile(sign => !char.IsLetterOrDigit(sign))).Trim();

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"^(?<verb>帮助|help|\?|待办|todo|状态|status|接单|accept|拒单|decline|完成|done)(?![a-z])\s*(?:编号|no\.?|#)?\s*(?<number>\d{1,6})?(?<rest>.*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}
