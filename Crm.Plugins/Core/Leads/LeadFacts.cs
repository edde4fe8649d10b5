using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Leads;

/// <summary>Records a dated fact and derives the stage anew (section 2.1).</summary>
public static class LeadFacts
{
    /// <summary>Returns the lead as it is afterwards.</summary>
    /// <exception cref="ProblemException">409 <c>fact-not-allowed</c> where the fact contradicts the stage.</exception>
    public static LeadRow Record(Unit unit, LeadRow lead, LeadFact fact, string actor)
    {
        var stage = Words.Parse<LeadStage>(lead.Stage);
        if (!LeadStages.Allows(stage, fact.Kind))
            throw ProblemException.Conflict("fact-not-allowed", $"A lead at stage '{lead.Stage}' cannot take the fact '{Words.Of(fact.Kind)}'.").With("stage", lead.Stage);
        return Apply(unit, lead, fact, actor);
    }

    /// <summary>The same for facts the system itself knows to be true.</summary>
    public static LeadRow Apply(Unit unit, LeadRow lead, LeadFact fact, string actor)
    {
        LeadStore.AddFact(unit, lead.Id, fact, actor);
        var at = fact.At.ToUnixTimeMilliseconds();
        var next = fact.Kind switch
        {
            LeadFactKind.Accepted => lead with { AcceptedAt = at },
            LeadFactKind.Reached => lead with { ContactedAt = lead.ContactedAt == 0 ? at : lead.ContactedAt },
            _ => lead,
        };
        next = next with { Stage = Words.Of(LeadStages.From([.. LeadStore.Facts(unit, lead)])) };
        LeadStore.SaveState(unit, next);
        return next with { Version = lead.Version + 1 };
    }

    /// <summary>Whether anybody has tried to reach the customer about this lead.</summary>
    public static bool WasAttempted(Unit unit, LeadRow lead) =>
        LeadStore.Facts(unit, lead).Any(fact => fact.Kind is LeadFactKind.Attempted or LeadFactKind.Reached);
}
