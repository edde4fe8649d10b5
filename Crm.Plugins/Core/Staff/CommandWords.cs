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
/// <param name="Rest">Reason or outcome as typed.</param>
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

    /// <summary>The code that was meant: by itself, by its place in the list from 1, or by its name in either language. Null = none.</summary>
    public static string? Choice(string said, IReadOnlyList<string> codes, Func<string, string> key)
    {
        if (said.Length == 0) return null;
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return place >= 1 && place <= codes.Count ? codes[place - 1] : null;
        var plain = Plain(said);
        return codes.FirstOrDefault(code => Plain(code) == plain || Texts.Locales.Any(locale => Plain(Texts.Format(locale, key(code))) == plain));
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"^(?<verb>帮助|help|\?|待办|todo|状态|status|接单|accept|拒单|decline|完成|done)(?![a-z])\s*(?:编号|no\.?|#)?\s*(?<number>\d{1,6})?(?<rest>.*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}
