namespace Crm.Plugins.Core.Routing;

/// <summary>
/// Whose turn it is, for one set of dealers: smooth weighted round robin. Every pick adds each present dealer's weight
/// to its turn and takes the whole weight from the one picked. Who is absent for a while keeps its turn, so its return
/// brings neither a flood nor a drought.
/// </summary>
/// <param name="Key">Names the rule and place the turns belong to.</param>
/// <param name="Turns">By dealer id; a dealer not in here stands at zero.</param>
public sealed record RoundRobinCursor(string Key, IReadOnlyDictionary<string, long> Turns)
{
    public static RoundRobinCursor Start(string key) => new(key, new Dictionary<string, long>());

    public long TurnOf(string dealerId) => Turns.GetValueOrDefault(dealerId);

    /// <summary>The cursor after one of the present dealers was picked.</summary>
    public RoundRobinCursor After(IReadOnlyList<(string Id, long Weight)> present, string pickedId)
    {
        var turns = new Dictionary<string, long>(Turns);
        var total = 0L;
        foreach (var (id, weight) in present)
        {
            turns[id] = turns.GetValueOrDefault(id) + weight;
            total += weight;
        }

        turns[pickedId] -= total;
        return this with { Turns = turns };
    }
}
