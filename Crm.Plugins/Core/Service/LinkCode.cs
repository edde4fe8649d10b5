using System.Security.Cryptography;

namespace Crm.Plugins.Core.Service;

/// <summary>
/// What a link of ours carries: a scene of its own, and the grammar of contact ways as its parameter (<c>d{dealer}-c{campaign}-{suffix}</c>),
/// so that a lead's source is read alike wherever it came from. <c>0</c> stands for the maker and for no campaign.
/// </summary>
public static class LinkCode
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int MostCampaign = 12;

    /// <summary>Unique in practice; the table refuses the rest.</summary>
    public static string NewScene() => $"l{RandomNumberGenerator.GetString(Letters, 9)}";

    public static string Param(string? dealerCode, string? campaign, string scene) =>
        $"d{Plain(dealerCode, MostCampaign)}-c{Plain(campaign, MostCampaign)}-{scene[^4..]}";

    public static bool IsCampaign(string? campaign) => string.IsNullOrEmpty(campaign) || campaign.Length <= MostCampaign && campaign.All(char.IsAsciiLetterOrDigit);

    /// <summary>Codes of dealers may hold hyphens, which the grammar uses itself.</summary>
    private static string Plain(string? code, int most)
    {
        var plain = string.Concat((code ?? "").Where(char.IsAsciiLetterOrDigit));
        return plain.Length == 0 ? "0" : plain[..Math.Min(most, plain.Length)];
    }
}
