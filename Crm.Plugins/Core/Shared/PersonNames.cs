using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Shared;

/// <summary>Compares people's names as a person would.</summary>
public static partial class PersonNames
{
    /// <summary>
    /// Equal keys mean the same name: width, case, blanks and dots do not count, nor do titles such as 先生, 女士, Mr
    /// and Ms. Empty where there is no name.
    /// </summary>
    public static string Key(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "";
        var text = name.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        text = TitleBefore().Replace(text, "");
        text = Ignored().Replace(text, "");
        var bare = TitleAfter().Replace(text, "");
        return bare.Length > 0 ? bare : text;
    }

    [GeneratedRegex(@"^(?:mr|mrs|ms|miss|dr)(?:\.\s*|\s+)(?=\S)")]
    private static partial Regex TitleBefore();

    // White space, the dots of names like 阿依古丽·买买提, full stops and invisible characters.
    [GeneratedRegex(@"[\s\p{Cf}.·•‧・]+")]
    private static partial Regex Ignored();

    [GeneratedRegex("(?:先生|女士|小姐|太太|老师|老師)$")]
    private static partial Regex TitleAfter();
}
