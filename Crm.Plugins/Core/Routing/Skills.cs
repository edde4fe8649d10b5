using Crm.Plugins.Core.Leads;

namespace Crm.Plugins.Core.Routing;

/// <summary>Whether a dealer can do what is asked (filter <c>skill</c>), and how well it suits (part "fit").</summary>
internal static class Skills
{
    public const string Vip = "vip";

    /// <summary>It does that kind of work and sells the series. A dealer that lists nothing does everything.</summary>
    public static bool CanServe(DealerEntry entry, RoutingRequest request) =>
        Work(request.Wish).Any(entry.Can)
        && (request.Series is not { } wanted || entry.Dealer.Series is not { Count: > 0 } series || Names(series, wanted));

    /// <summary>0.5 for being able to; more for saying so: the exact work, the exact series.</summary>
    public static double Fit(DealerEntry entry, RoutingRequest request)
    {
        var fit = 0.5;
        if (entry.Names(Work(request.Wish)[0]))
            fit += 0.25;
        if (request.Series is { } wanted && entry.Dealer.Series is { } series && Names(series, wanted))
            fit += 0.25;
        return fit;
    }

    // Best first: a test drive is best where a test car stands, but a seller can arrange one.
    private static string[] Work(Wish wish) => wish switch
    {
        Wish.TestDrive => TestDrive,
        Wish.TradeIn => TradeIn,
        Wish.Service => Service,
        _ => Sales,
    };

    private static readonly string[] Sales = ["sales"];
    private static readonly string[] TestDrive = ["test_drive", "sales"];
    private static readonly string[] TradeIn = ["used_car", "sales"];
    private static readonly string[] Service = ["service"];

    private static bool Names(IReadOnlyList<string> series, string wanted) => series.Contains(wanted.Trim(), StringComparer.OrdinalIgnoreCase);
}
