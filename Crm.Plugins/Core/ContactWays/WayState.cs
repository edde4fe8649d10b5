using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>
/// The grammar of a contact way's state: <c>d{dealer}-c{campaign}-{base36}</c>, at most 30 characters. Dealer and
/// campaign are there for people who read a list; what tells two codes apart is the last part.
/// </summary>
public static partial class WayState
{
    public const int MaxLength = 30;

    /// <summary>Stands for the maker itself.</summary>
    public const string Maker = "0";

    private const int MostDealer = 10;
    private const int MostCampaign = 9;
    private const int Suffix = 7;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <param name="dealerCode">Null = the maker.</param>
    /// <param name="seed">Another seed gives another last part.</param>
    public static string Make(string? dealerCode, string campaign, string seed) =>
        $"d{Part(dealerCode, MostDealer)}-c{Part(campaign, MostCampaign)}-{Base36(seed)}";

    /// <summary>What a state says by itself; null where it is not of our grammar.</summary>
    public static ReadState? Read(string? state)
    {
        if (state is null || Grammar().Match(state) is not { Success: true } match) return null;
        return new ReadState(match.Groups["dealer"].Value, match.Groups["campaign"].Value);
    }

    private static string Part(string? text, int most)
    {
        var plain = new string([.. (text ?? "").Where(char.IsAsciiLetterOrDigit).Take(most)]);
        return plain.Length == 0 ? Maker : plain;
    }

    private static string Base36(string seed)
    {
        var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
        var text = new char[Suffix];
        for (var i = 0; i < Suffix; i++, number /= 36) text[i] = Digits[(int)(number % 36)];
        return new string(text);
    }

    [GeneratedRegex("^d(?<dealer>[A-Za-z0-9]+)-c(?<campaign>[A-Za-z0-9]+)(-[a-z0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}

/// <param name="Dealer">Letters and digits of the dealer's code, perhaps cut; <see cref="WayState.Maker"/> for the maker.</param>
public sealed record ReadState(string Dealer, string Campaign);
