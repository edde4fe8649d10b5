using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Adapters.WebForm.Form;

/// <summary>
/// Tells people from robots without an outside service. It never refuses: what looks wrong is stored for a person to
/// decide, since a robot stored is cheaper than a customer lost.
/// </summary>
internal static class SpamGuard
{
    /// <summary>Leading zero bits of SHA-256 over <c>{token}|{phone}|{counter}</c>: about 65,000 tries, a quarter of a second.</summary>
    public const int WorkBits = 16;

    public static readonly TimeSpan Youngest = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(2);

    /// <summary>Null for a person, else what gave it away.</summary>
    public static string? Suspect(Submission sent, FormToken? token, DateTimeOffset now)
    {
        if (sent.Honeypot.Length > 0)
            return "honeypot";
        if (token is null)
            return "token";
        var age = now - token.IssuedAt;
        if (age < Youngest)
            return "too-fast";
        if (age > Oldest)
            return "too-old";
        return HasWorked(token, sent) || HasAdded(token, sent) ? null : "no-work";
    }

    private static bool HasWorked(FormToken token, Submission sent)
    {
        if (sent.Work.Length is 0 or > 20)
            return false;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{token.Text}|{sent.RawPhone}|{sent.Work}"));
        return hash is [0, 0, ..];
    }

    private static bool HasAdded(FormToken token, Submission sent) =>
        int.TryParse(sent.Answer.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var sum)
        && sum == token.First + token.Second;
}
