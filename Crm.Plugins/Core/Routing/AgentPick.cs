namespace Crm.Plugins.Core.Routing;

/// <summary>A member of the maker's own desk, as assignment sees it.</summary>
/// <param name="Skills">Languages, brands, <c>complaint</c>, <c>vip</c> and so on.</param>
/// <param name="Present">Signed in and not away: the list is of those who may work, not of those who may not.</param>
/// <param name="Open">Work in hand.</param>
public sealed record DeskAgent(string Id, IReadOnlyCollection<string> Skills, bool Present, int Open, DateTimeOffset? LastAssigned);

/// <summary>Who of the desk takes a piece of work: able, present, least busy, waited longest, then the seed.</summary>
public static class AgentPick
{
    /// <param name="workId">Breaks the last tie.</param>
    /// <param name="preferred">The customer's own agent, taken if present (C-09).</param>
    /// <returns>Null if nobody able is present: the work stays in the queue.</returns>
    public static DeskAgent? Choose(
        IEnumerable<DeskAgent> agents, IReadOnlyCollection<string> needed, string workId, string? preferred = null)
    {
        var able = agents.Where(agent => agent.Present && needed.All(skill => agent.Skills.Contains(skill, StringComparer.OrdinalIgnoreCase))).ToList();
        var seed = Seeded.Of(workId);
        return able.Find(agent => agent.Id == preferred)
            ?? able.OrderBy(agent => agent.Open)
                .ThenBy(agent => agent.LastAssigned ?? DateTimeOffset.MinValue)
                .ThenBy(agent => Seeded.Draw(seed, agent.Id))
                .FirstOrDefault();
    }
}
