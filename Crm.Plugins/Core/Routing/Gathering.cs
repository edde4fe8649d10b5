using System.Buffers;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Routing;

/// <summary>The facts of one decision: who was looked at, and how many more were excluded unseen.</summary>
internal sealed record Gathered(List<ConsideredDealer> Dealers, Dictionary<string, int> Unlisted);

/// <summary>
/// First half of a decision: turns snapshot, calendars and map into plain facts, dealer by dealer. Dealers of other
/// brands, and those far away, are told apart by an index or a few comparisons, so most of a nation costs nothing.
/// </summary>
internal sealed class Gathering(RoutingRequest request, RoutingRules rules, DealerSnapshot snapshot)
{
    private readonly DealerIndex _index = snapshot.Index;
    private readonly string? _region = snapshot.Index.Codes.Normalise(request.Region);
    private readonly Dictionary<BusinessCalendar, long> _opens = new(ReferenceEqualityComparer.Instance);
    private readonly List<ConsideredDealer> _fitting = [];
    private readonly List<ConsideredDealer> _excluded = [];
    private readonly Dictionary<string, int> _unlisted = [];

    public Gathered Run()
    {
        var brand = _index.OfBrand(request.Brand);
        var (levels, shares) = (ArrayPool<sbyte>.Shared.Rent(snapshot.Count), ArrayPool<double>.Shared.Rent(snapshot.Count));
        levels.AsSpan(0, snapshot.Count).Clear();
        MarkTerritories(levels, shares);
        var special = Special();
        var reach = new Reach(request.Location, Radius(_region, rules), _region);
        foreach (var i in brand)
        {
            if (levels[i] == 0 && !special.Contains(i) && reach.IsPlainlyFar(_index.Entries[i]))
                ExcludeUnseen(i, request.Consented ? ExclusionCodes.Far : ExclusionCodes.Consent);
            else
                Consider(i, levels[i], levels[i] == 0 ? 1 : shares[i]);
        }

        if (brand.Length < snapshot.Count)
            ExcludeOtherBrands(brand);
        ArrayPool<sbyte>.Shared.Return(levels);
        ArrayPool<double>.Shared.Return(shares);
        return new Gathered([.. Nearest(), .. _excluded], _unlisted);
    }

    internal static double Radius(string? region, RoutingRules rules) =>
        region is null || RegionCodes.IsRural(region) ? rules.RuralRadiusKm : rules.CityRadiusKm;

    private void MarkTerritories(sbyte[] levels, double[] shares)
    {
        if (_region is null)
            return;
        foreach (var code in RegionCodes.Chain(_region))
        {
            foreach (var (ordinal, share) in _index.OwnersOf(code))
            {
                if (levels[ordinal] == 0)
                    (levels[ordinal], shares[ordinal]) = (RegionCodes.Level(code), share);
            }
        }
    }

    private List<int> Special()
    {
        var special = new List<int>(4);
        foreach (var id in Relations.All(request))
        {
            if (_index.Ordinals.TryGetValue(id, out var i))
                special.Add(i);
        }

        return special;
    }

    private void Consider(int i, sbyte level, double share)
    {
        var facts = Facts(i, level, share);
        if (request.PromiseDue is not null && request.Consented)
            facts = facts with { OpensAt = OpensAt(_index.Entries[i].Dealer.Calendar) };
        var code = Barred(_index.Entries[i]) ?? Filters.Check(facts, request, rules, _region);
        if (code is null)
            _fitting.Add(facts);
        else
            List(facts with { Excluded = code });
    }

    /// <summary>Filters whose answer is not a matter of numbers.</summary>
    private string? Barred(DealerEntry entry)
    {
        var id = entry.Dealer.Id;
        return !entry.Dealer.Active ? ExclusionCodes.Suspended
            : request.Blocked.Contains(id) ? ExclusionCodes.CustomerBlock
            : request.Tried.Contains(id) ? ExclusionCodes.Tried
            : !Skills.CanServe(entry, request) ? ExclusionCodes.Skill
            : null;
    }

    private ConsideredDealer Facts(int i, sbyte level, double share)
    {
        var entry = _index.Entries[i];
        var load = snapshot.LoadAt(i);
        return new ConsideredDealer
        {
            Id = entry.Dealer.Id,
            Code = entry.Dealer.Code,
            Km = request.Location is { } from && entry.Dealer.Location is { } to ? Math.Round(Reach.Kilometres(from, to), 1) : null,
            Territory = level == 0 ? null : level,
            Near = Near(entry),
            Weight = entry.Dealer.Weight * share,
            Cap = entry.Dealer.DailyCap,
            AssignedToday = load.AssignedToday,
            Open = load.Open,
            Last30Days = load.Last30Days,
            LastAssigned = load.LastAssigned?.ToUnixTimeMilliseconds(),
            Performance = entry.Performance,
            Fit = Skills.Fit(entry, request),
            Vip = entry.Names(Skills.Vip),
        };
    }

    // Free text and foreign codes say nothing about distance.
    private int? Near(DealerEntry entry) =>
        RegionCodes.Province(_region) is null || entry.Provinces == 0 ? null
        : entry.Territories.Max(territory => RegionCodes.Closeness(territory.Code, _region!));

    private long? OpensAt(BusinessCalendar calendar)
    {
        if (!_opens.TryGetValue(calendar, out var opens))
        {
            var from = request.PromiseStart is { } start && start > request.Now ? start : request.Now;
            try
            {
                opens = calendar.NextOpen(from).ToUnixTimeMilliseconds();
            }
            catch (NoOpenTimeException)
            {
                opens = long.MaxValue;
            }

            _opens.Add(calendar, opens);
        }

        return opens == long.MaxValue ? null : opens;
    }

    private void ExcludeUnseen(int i, string code)
    {
        if (_excluded.Count >= rules.ListLimit)
            Count(code);
        else
            _excluded.Add(Facts(i, 0, 1) with { Excluded = code });
    }

    private void List(ConsideredDealer dealer)
    {
        if (_excluded.Count >= rules.ListLimit)
            Count(dealer.Excluded!);
        else
            _excluded.Add(dealer);
    }

    private void Count(string code) => _unlisted[code] = _unlisted.GetValueOrDefault(code) + 1;

    private void ExcludeOtherBrands(int[] brand)
    {
        var others = snapshot.Count - brand.Length;
        if (_excluded.Count + others > rules.ListLimit)
        {
            _unlisted[ExclusionCodes.Brand] = others;
            return;
        }

        foreach (var i in _index.All.Except(brand))
        {
            var dealer = _index.Entries[i].Dealer;
            _excluded.Add(new ConsideredDealer { Id = dealer.Id, Code = dealer.Code, Excluded = ExclusionCodes.Brand });
        }
    }

    /// <summary>Owners of the territory, then the nearest, then who waited longest; the rest are only counted.</summary>
    private IEnumerable<ConsideredDealer> Nearest()
    {
        if (_fitting.Count <= rules.ListLimit)
            return _fitting;
        _unlisted["passed_over"] = _fitting.Count - rules.ListLimit;
        var special = Relations.All(request).ToHashSet();
        return _fitting
            .OrderByDescending(dealer => special.Contains(dealer.Id) ? 9 : dealer.Territory ?? 0)
            .ThenBy(Scoring.Kilometres)
            .ThenBy(dealer => dealer.LastAssigned ?? long.MinValue)
            .Take(rules.ListLimit);
    }
}
