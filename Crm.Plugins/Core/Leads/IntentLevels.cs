namespace Crm.Plugins.Core.Leads;

/// <summary>One level of intent as a brand's people say it.</summary>
/// <param name="Name">H, A, B, C or the brand's own letters.</param>
/// <param name="WithinDays">Buys within so many days (inclusive); null = later or nobody knows.</param>
public sealed record IntentLevel(string Name, int? WithinDays, Temperature Temperature);

/// <summary>A brand's levels by buying horizon, nearest first, and which temperature each one stands for.</summary>
public sealed class IntentLevels
{
    private readonly IntentLevel[] _levels;

    /// <exception cref="ArgumentException">No level without an end, or two levels with one name or horizon.</exception>
    public IntentLevels(IEnumerable<IntentLevel> levels)
    {
        _levels = [.. levels.OrderBy(level => level.WithinDays ?? int.MaxValue)];
        if (_levels.Count(level => level.WithinDays is null) != 1)
            throw new ArgumentException("Exactly one level must have no WithinDays: it takes those who buy later.", nameof(levels));
        if (_levels.DistinctBy(level => level.Name, StringComparer.OrdinalIgnoreCase).Count() != _levels.Length
            || _levels.DistinctBy(level => level.WithinDays).Count() != _levels.Length)
            throw new ArgumentException("Each level needs a name and a horizon of its own.", nameof(levels));
    }

    /// <summary>H within a month, A within three, B within six, C later: hot, warm, warm, cold.</summary>
    public static IntentLevels Default { get; } = new(
    [
        new IntentLevel("H", 31, Temperature.Hot),
        new IntentLevel("A", 92, Temperature.Warm),
        new IntentLevel("B", 184, Temperature.Warm),
        new IntentLevel("C", null, Temperature.Cold),
    ]);

    public IReadOnlyList<IntentLevel> All => _levels;

    /// <summary>The level of somebody who means to buy within so many days; null = did not say.</summary>
    public IntentLevel ForHorizon(int? days) =>
        days is { } d ? _levels.First(level => level.WithinDays is null || d <= level.WithinDays) : _levels[^1];

    /// <summary>The nearest level of a temperature, for leads whose horizon nobody asked; the last level if the brand has none.</summary>
    public IntentLevel For(Temperature temperature) =>
        Array.Find(_levels, level => level.Temperature == temperature) ?? _levels[^1];

    /// <summary>Finds a level by the brand's own name; null if there is none.</summary>
    public IntentLevel? Named(string name) =>
        Array.Find(_levels, level => string.Equals(level.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The level of a new lead. A test drive is hot whatever the horizon; a horizon decides for everybody else; without
    /// one, wanting a car is warm and a question is cold.
    /// </summary>
    public IntentLevel Assess(Wish wish, int? buysWithinDays)
    {
        if (wish == Wish.TestDrive)
            return For(Temperature.Hot);
        if (buysWithinDays is not null)
            return ForHorizon(buysWithinDays);
        return For(wish is Wish.Buy or Wish.Lease or Wish.TradeIn or Wish.Finance ? Temperature.Warm : Temperature.Cold);
    }
}
