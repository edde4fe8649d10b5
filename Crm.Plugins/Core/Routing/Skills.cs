using Crm.Plugins.Core.Leads;

namespace Crm.Plugins.Core.Routing;

/// <summary>Which capabilities a wish needs.</summary>
internal static class Skills
{
    public const string Vip = "vip";

    /// <summary>0 = cannot; 0.5 = can; 0.75 = says that it does exactly this. Listing nothing means doing everything.</summary>
    public static double Fit(IReadOnlyList<string>? capabilities, Wish wish)
    {
        var work = Work(wish);
        if (capabilities is not { Count: > 0 })
            return 0.5;
        return Lists(capabilities, work[0]) ? 0.75 : work.Any(capability => Lists(capabilities, capability)) ? 0.5 : 0;
    }

    public static bool Lists(IReadOnlyList<string>? capabilities, string capability) =>
        capabilities?.Contains(capability, StringComparer.OrdinalIgnoreCase) == true;

    // Best first: a test drive is best where a test car stands, but a seller can arrange one.
    private static string[] Work(Wish wish) => wish switch
    {
        Wish.TestDrive => ["test_drive", "sales"],
        Wish.TradeIn => ["used_car", "sales"],
        Wish.Service => ["service"],
        _ => ["sales"],
    };
}
