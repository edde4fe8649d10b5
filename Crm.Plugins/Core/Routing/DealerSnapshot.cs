using System.Collections.Frozen;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// All dealers at one moment, indexed by brand and territory. Immutable: <see cref="Assigned"/> and
/// <see cref="WithLoad"/> give a new snapshot that shares the indexes, so one per lead is cheap.
/// </summary>
public sealed class DealerSnapshot
{
    private readonly DealerIndex _index;
    private readonly DealerLoad[] _loads;

    /// <param name="loads">By dealer id; missing = no load.</param>
    public DealerSnapshot(IEnumerable<Dealer> dealers, IReadOnlyDictionary<string, DealerLoad>? loads = null, RegionCodes? codes = null)
    {
        _index = new DealerIndex([.. dealers], codes ?? RegionCodes.None);
        _loads = [.. _index.Entries.Select(entry => loads?.GetValueOrDefault(entry.Dealer.Id) ?? default)];
    }

    private DealerSnapshot(DealerIndex index, DealerLoad[] loads)
    {
        _index = index;
        _loads = loads;
    }

    public int Count => _loads.Length;

    public IEnumerable<Dealer> Dealers => _index.Entries.Select(entry => entry.Dealer);

    internal DealerIndex Index => _index;

    public Dealer? Find(string dealerId) => _index.Ordinals.TryGetValue(dealerId, out var i) ? _index.Entries[i].Dealer : null;

    /// <summary>Nothing for an unknown dealer.</summary>
    public DealerLoad LoadOf(string dealerId) => _index.Ordinals.TryGetValue(dealerId, out var i) ? _loads[i] : default;

    internal DealerLoad LoadAt(int ordinal) => _loads[ordinal];

    /// <summary>After a lead was offered to a dealer.</summary>
    public DealerSnapshot Assigned(string dealerId, DateTimeOffset at) => WithLoad(dealerId, LoadOf(dealerId).Assigned(at));

    /// <summary>With another load for one dealer; unchanged if it is unknown.</summary>
    public DealerSnapshot WithLoad(string dealerId, DealerLoad load)
    {
        if (!_index.Ordinals.TryGetValue(dealerId, out var i))
            return this;
        var loads = (DealerLoad[])_loads.Clone();
        loads[i] = load;
        return new DealerSnapshot(_index, loads);
    }
}

/// <summary>What is worked out once per change of the dealer file.</summary>
internal sealed class DealerIndex
{
    private readonly FrozenDictionary<string, int[]> _byBrand;
    private readonly FrozenDictionary<string, (int Ordinal, double Share)[]> _byTerritory;
    private readonly int[] _anyBrand;

    public DealerIndex(Dealer[] dealers, RegionCodes codes)
    {
        Codes = codes;
        var standing = new DealerStanding(dealers);
        Entries = [.. dealers.Select(dealer => new DealerEntry(dealer, codes, standing.Of(dealer)))];
        Ordinals = Enumerable.Range(0, dealers.Length).ToFrozenDictionary(i => dealers[i].Id, StringComparer.Ordinal);
        All = [.. Enumerable.Range(0, dealers.Length)];
        _anyBrand = [.. All.Where(i => dealers[i].Brands.Count == 0)];
        _byBrand = All.SelectMany(i => dealers[i].Brands, (i, brand) => (Brand: brand.Trim(), i))
            .GroupBy(pair => pair.Brand, pair => pair.i, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.Union(_anyBrand).Order().ToArray(), StringComparer.OrdinalIgnoreCase);
        _byTerritory = All.SelectMany(i => Entries[i].Territories, (i, territory) => (i, territory))
            .GroupBy(pair => pair.territory.Code)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => (pair.i, pair.territory.Share)).ToArray(), StringComparer.Ordinal);
    }

    public RegionCodes Codes { get; }

    public DealerEntry[] Entries { get; }

    public FrozenDictionary<string, int> Ordinals { get; }

    public int[] All { get; }

    /// <summary>How many brands the dealers carry between them.</summary>
    public int Brands => _byBrand.Count;

    /// <summary>Dealers that carry a brand, in file order.</summary>
    public int[] OfBrand(string? brand) =>
        string.IsNullOrWhiteSpace(brand) ? All : _byBrand.GetValueOrDefault(brand.Trim(), _anyBrand);

    /// <summary>Dealers that own exactly this territory.</summary>
    public ReadOnlySpan<(int Ordinal, double Share)> OwnersOf(string code) => _byTerritory.GetValueOrDefault(code);
}
