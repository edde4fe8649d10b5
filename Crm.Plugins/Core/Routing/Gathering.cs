using System.Buffers;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Routing;

/// <summary>The facts of one decision: who was looked at, and how many more were excluded unseen.</summary>
internal sealed record Gathered(List<ConsideredDealer> Dealers, Dictionary<string, int> Unlisted);

/// <summary>
/// First half of a decision: turns snapshot, calendars and map into plain facts, dealer by dealer. Dealers of other
/// brands, and those far away, are told apart by an index or a few comparisons, so most of a nation costs nothing.
/// </summary>
/// <param name="region">Normalised.</param>
internal sealed class Gathering(RoutingRequest request, RoutingRules rules, DealerSnapshot snapshot, string? region)
{
    private readonly DealerIndex _index = snapshot.Index;
    private readonly bool _hasProvince = RegionCodes.Province(region) is not null;
    private readonly double _radius = Filters.Radius(region, rules);
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
        var reach = new Reach(request.Location, _radius, region);
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
        return new Gathered([.. Nearest(special), .. _excluded], _unlisted);
    }

    private void MarkTerritories(sbyte[] levels, double[] shares)
    {
        if (region is null)
            return;
        foreach (var code in RegionCodes.Chain(region))
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
        var code = Barred(_index.Entries[i]) ?? Filters.Check(facts, request, _radius);
        if (code is null)
            _fitting.Add(facts);
        else if (_excluded.Count < rules.ListLimit)
            _excluded.Add(facts with { Excluded = code });
        else
            Count(code);
    }

    /// <summary>Filters whose answer is not a matter of numbers.</summary>
    private string? Barred(DealerEntry entry)
    {
        var id = entry.Dealer.Id;
        return !entry.Dealer.Active ? ExclusionCodes.Suspended
            : request.Blocked.Contains(id) ? ExclusionCodes.CustomerBlock
            : request.Tried.Contains(id) ? ExclusionCodes.Tried
            : !entry.CanServe(request.Wish, request.Series) ? ExclusionCodes.Skill
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
            Fit = entry.Fit(request.Wish, request.Series),
            Vip = entry.IsVip,
            OpensAt = OpensAt(entry.Dealer.Calendar),
        };
    }

    // Free text and foreign codes say nothing about distance.
    private int? Near(DealerEntry entry)
    {
        if (!_hasProvince || entry.Provinces == 0)
            return null;
        var near = 0;
        foreach (var territory in entry.Territories)
            near = Math.Max(near, RegionCodes.Closeness(territory.Code, region!));
        return near;
    }

    private long? OpensAt(BusinessCalendar calendar)
    {
        if (request.PromiseDue is null || !request.Consented)
            return null;
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
    private List<ConsideredDealer> Nearest(List<int> special)
    {
        if (_fitting.Count <= rules.ListLimit)
            return _fitting;
        _unlisted["passed_over"] = _fitting.Count - rules.ListLimit;
        var kept = new PriorityQueue<ConsideredDealer, Standing>(rules.ListLimit + 1);
        foreach (var dealer in _fitting)
        {
            var isSpecial = special.Count > 0 && special.Contains(_index.Ordinals[dealer.Id]);
            var standing = new Standing(isSpecial ? 9 : dealer.Territory ?? 0, Scoring.Kilometres(dealer), dealer.LastAssigned ?? long.MinValue);
            if (kept.Count < rules.ListLimit)
                kept.Enqueue(dealer, standing);
            else
                kept.EnqueueDequeue(dealer, standing);
        }

        return [.. kept.UnorderedItems.Select(item => item.Element)];
    }

    /// <summary>The smaller, the sooner dropped.</summary>
    private readonly record struct Standing(int Territory, double Km, long LastAssigned) : IComparable<Standing>
    {
        public int CompareTo(Standing other)
        {
            var by = Territory.CompareTo(other.Territory);
            if (by == 0)
                by = other.Km.CompareTo(Km);
            return by != 0 ? by : other.LastAssigned.CompareTo(LastAssigned);
        }
    }
}
