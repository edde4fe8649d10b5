using Crm.Plugins.Core.Leads;

namespace Crm.Plugins.Core.Routing;

/// <summary>A dealer with what routing would otherwise work out for every lead.</summary>
internal sealed class DealerEntry
{
    private readonly double[] _fit;

    public DealerEntry(Dealer dealer, RegionCodes codes, double performance)
    {
        Dealer = dealer;
        Performance = performance;
        Territories = [.. dealer.Regions
            .Select(territory => (Code: codes.Normalise(territory.Code), territory.Share))
            .Where(territory => territory.Code is not null)
            .Select(territory => new Territory(territory.Code!, territory.Share))
            .DistinctBy(territory => territory.Code)];
        foreach (var territory in Territories)
        {
            if (RegionCodes.Province(territory.Code) is { } province)
                Provinces |= Bit(province);
        }

        _fit = [.. Enum.GetValues<Wish>().Select(wish => Skills.Fit(dealer.Capabilities, wish))];
        IsVip = Skills.Lists(dealer.Capabilities, Skills.Vip);
    }

    public Dealer Dealer { get; }

    public double Performance { get; }

    /// <summary>With normalised codes.</summary>
    public Territory[] Territories { get; }

    /// <summary>A bit for each province it has to do with; none = it is not tied to a place in China.</summary>
    public UInt128 Provinces { get; }

    public static UInt128 Bit(string province) => UInt128.One << int.Parse(province, System.Globalization.CultureInfo.InvariantCulture);

    public bool IsVip { get; }

    /// <summary>It does that kind of work (filter <c>skill</c>) and sells the series. A dealer that lists nothing does everything.</summary>
    public bool CanServe(Wish wish, string? series) =>
        _fit[(int)wish] > 0 && (series is null || Dealer.Series is not { Count: > 0 } || Sells(series));

    /// <summary>0.5 for being able to; more for saying so: the exact work, the exact series.</summary>
    public double Fit(Wish wish, string? series) =>
        _fit[(int)wish] + (series is not null && Dealer.Series is not null && Sells(series) ? 0.25 : 0);

    private bool Sells(string series) => Dealer.Series!.Contains(series.Trim(), StringComparer.OrdinalIgnoreCase);
}

/// <summary>Performance of R-04: in time, in touch, and closing, each pulled towards the brand's mean by 20 pseudo-leads.</summary>
internal sealed class DealerStanding(IReadOnlyCollection<Dealer> dealers)
{
    private const double Pseudo = 20;

    private readonly Dictionary<string, Means> _byBrand = dealers
        .GroupBy(BrandOf, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, Means.Of, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// 0 to 1, to four places. A dealer without a past stands at the mean. Closing rates are a few per cent, so twice
    /// the brand's mean counts as full marks.
    /// </summary>
    public double Of(Dealer dealer)
    {
        var mean = _byBrand[BrandOf(dealer)];
        var record = dealer.Record;
        var accept = Smooth(record.AcceptedInTime, record.Offered, mean.Accept);
        var contact = Smooth(record.ContactedInTime, record.Accepted, mean.Contact);
        // Where a brand reports no orders at all, nobody is judged by them.
        var closing = mean.Closing is { } rate ? Smooth(record.Closed, record.Accepted, rate) / (2 * rate) : 0.5;
        return Math.Round(accept * contact * Math.Min(1, closing), 4);
    }

    private static double Smooth(int hits, int tries, double mean) => (hits + Pseudo * mean) / (tries + Pseudo);

    private static string BrandOf(Dealer dealer) => dealer.Brands.Count > 0 ? dealer.Brands[0].Trim() : "";

    private sealed record Means(double Accept, double Contact, double? Closing)
    {
        public static Means Of(IEnumerable<Dealer> dealers)
        {
            var all = dealers.Select(dealer => dealer.Record).ToList();
            var accepted = all.Sum(r => r.Accepted);
            return new Means(
                Rate(all.Sum(r => r.AcceptedInTime), all.Sum(r => r.Offered), 0.8),
                Rate(all.Sum(r => r.ContactedInTime), accepted, 0.8),
                all.Sum(r => r.Closed) is > 0 and var closed && accepted > 0 ? (double)closed / accepted : null);
        }

        private static double Rate(int hits, int tries, double unknown) => tries > 0 ? (double)hits / tries : unknown;
    }
}
