using System.Text.RegularExpressions;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>
/// Where customers say they are. Only a name right behind a word of place counts ("我在上海", "near Suzhou"): alone it may as
/// well be part of a brand's or a street's.
/// </summary>
internal static class Place
{
    private const int LongestText = 400;

    private static readonly Regex[] Named = Patterns.OfLanguages("place");

    /// <summary>Six-digit code, or null.</summary>
    public static string? In(string text) => text.Length > LongestText ? null : Named
        .SelectMany(pattern => pattern.Matches(text)).Select(match => match.Groups["where"].Value).Select(Beginning).FirstOrDefault(code => code is not null);

    /// <summary>The words must begin with the name of a region; what follows may name it closer.</summary>
    private static string? Beginning(string where)
    {
        for (var length = 2; length <= where.Length; length++)
            if (Regions.Resolve(where[..length]) is not null)
                return Regions.Resolve(where[1..length]) is null ? Regions.Resolve(where) : null;
        return null;
    }
}
