using System.Text.RegularExpressions;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Mapping;

/// <summary>
/// Our grammar for the <c>state</c> of a contact way (at most 30 characters): <c>d{dealer}-c{campaign}</c> and an
/// optional <c>-{suffix}</c>. Any other state is kept as the scene; its lead has no campaign, but it is a lead.
/// </summary>
internal static partial class CampaignState
{
    public static InquirySource? Source(params ReadOnlySpan<string?> states)
    {
        string? scene = null, campaign = null;
        foreach (var state in states)
        {
            if (string.IsNullOrEmpty(state))
                continue;
            scene ??= state;
            campaign ??= Campaign(state);
        }

        return scene is null ? null : new InquirySource(campaign, scene);
    }

    private static string? Campaign(string state) =>
        Grammar().Match(state) is { Success: true } match ? match.Groups["campaign"].Value : null;

    [GeneratedRegex("^d[A-Za-z0-9]+-c(?<campaign>[A-Za-z0-9]+)(-[a-z0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
