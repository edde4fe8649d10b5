using System.Diagnostics.CodeAnalysis;

namespace Crm.Plugins.Core.Leads;

/// <summary>Codes for a lost lead and for one a dealer gives back (section 2.4), spelled as in the specification.</summary>
public static class LostReasons
{
    public const string NoContact = "no_contact_after_max_attempts";
    public const string NotInterested = "not_interested";
    public const string ConsentWithdrawn = "consent_withdrawn";
    public const string Other = "other";

    public static IReadOnlyList<string> All { get; } =
    [
        "bought_other_brand", "bought_other_dealer_same_brand", "bought_used", "price", "finance_refused",
        "no_stock_or_wait", "no_licence_plate", "postponed", NoContact, NotInterested, "wrong_number", "out_of_area",
        "test_or_spam", ConsentWithdrawn, Other,
    ];

    public static IReadOnlyList<string> Returns { get; } =
        ["duplicate", "out_of_area", "wrong_brand", "invalid_contact", "test_or_spam", "customer_denied"];

    /// <param name="code">Hyphens are read as underscores.</param>
    public static bool IsKnown([NotNullWhen(true)] string? code) => code is not null && All.Contains(code.Replace('-', '_'));

    /// <summary>Null if usable, else what is wrong: <c>unknown_reason</c> or <c>text_required</c>.</summary>
    public static string? Check(string code, string? text)
    {
        if (!IsKnown(code))
            return "unknown_reason";
        return code == Other && string.IsNullOrWhiteSpace(text) ? "text_required" : null;
    }
}
