namespace Crm.Plugins.Core.Leads;

/// <summary>Where a lead stands on the board. Never stored as an opinion: always derived from dated facts.</summary>
public enum LeadStage
{
    Captured,
    Qualified,
    Offered,
    Accepted,
    Contacted,
    Appointment,
    Visited,
    TestDriven,
    Quoted,
    Ordered,
    Delivered,
    Lost,
    Invalid,
    Duplicate,
    Returned,
    Withdrawn,
}

/// <summary>Reads the stage out of dated facts (section 2.1), and says which further facts make sense.</summary>
public static class LeadStages
{
    /// <summary>
    /// The stage that a set of facts adds up to; their order in the list is of no account. An exit holds unless the
    /// lead was reopened, or the customer moved (appointment … delivered), after it. A return or a reopening starts
    /// over: what was before it stays in the history but moves the stage no more.
    /// </summary>
    public static LeadStage From(IReadOnlyCollection<LeadFact> facts)
    {
        var exit = Latest(facts, IsExit);
        var revived = Latest(facts, kind => kind == LeadFactKind.Reopened || IsMilestone(kind));
        if (exit is not null && (revived is null || revived.At <= exit.At))
            return AsStage(exit.Kind);

        var restart = Latest(facts, kind => kind is LeadFactKind.Returned or LeadFactKind.Reopened);
        var best = restart?.Kind switch
        {
            LeadFactKind.Returned => LeadStage.Returned,
            LeadFactKind.Reopened => LeadStage.Qualified,
            _ => LeadStage.Captured,
        };
        var floor = best;
        var openOffers = 0;
        foreach (var fact in facts)
        {
            if (restart is not null && !IsAfter(fact, restart))
                continue;
            openOffers += fact.Kind == LeadFactKind.Offered ? 1 : fact.Kind == LeadFactKind.OfferEnded ? -1 : 0;
            if (StageOf(fact.Kind) is { } stage && (stage > best || best == LeadStage.Returned))
                best = stage;
        }

        // Counted, not compared by date: a decline and the next offer carry the same instant.
        return best == LeadStage.Offered && openOffers <= 0
            ? floor == LeadStage.Returned ? floor : LeadStage.Qualified
            : best;
    }

    /// <summary>Still being worked on.</summary>
    public static bool IsOpen(LeadStage stage) => stage < LeadStage.Ordered || stage == LeadStage.Returned;

    /// <summary>
    /// Whether a fact may be reported now; if not, the answer is a conflict. Dated facts are taken late and in any
    /// order, so only contradictions are refused: work on what never was a lead, reopening what is open, returning
    /// what nobody accepted.
    /// </summary>
    public static bool Allows(LeadStage now, LeadFactKind fact) => fact switch
    {
        LeadFactKind.Captured => false,
        LeadFactKind.Qualified => now == LeadStage.Captured,
        LeadFactKind.Offered or LeadFactKind.Accepted or LeadFactKind.OfferEnded => IsOpen(now) && now != LeadStage.Captured,
        LeadFactKind.Reopened => now == LeadStage.Lost,
        LeadFactKind.Returned => now is >= LeadStage.Accepted and < LeadStage.Ordered,
        LeadFactKind.Lost => IsOpen(now) || now == LeadStage.Ordered,
        LeadFactKind.Invalid or LeadFactKind.Duplicate => IsOpen(now),
        _ => now is not (LeadStage.Invalid or LeadStage.Duplicate or LeadStage.Withdrawn),
    };

    // A return and the next offer may be one transaction.
    private static bool IsAfter(LeadFact fact, LeadFact restart) =>
        fact.At > restart.At || (fact.At == restart.At && fact.Kind == LeadFactKind.Offered);

    private static LeadFact? Latest(IReadOnlyCollection<LeadFact> facts, Func<LeadFactKind, bool> which)
    {
        LeadFact? latest = null;
        foreach (var fact in facts)
        {
            if (!which(fact.Kind))
                continue;
            // Same instant: the kind declared last wins, so that the answer does not hang on the order of reports.
            if (latest is null || fact.At > latest.At || (fact.At == latest.At && fact.Kind > latest.Kind))
                latest = fact;
        }

        return latest;
    }

    private static bool IsExit(LeadFactKind kind) =>
        kind is LeadFactKind.Lost or LeadFactKind.Invalid or LeadFactKind.Duplicate or LeadFactKind.Withdrawn;

    private static bool IsMilestone(LeadFactKind kind) => kind is >= LeadFactKind.Appointment and <= LeadFactKind.Delivered;

    private static LeadStage AsStage(LeadFactKind exit) => exit switch
    {
        LeadFactKind.Lost => LeadStage.Lost,
        LeadFactKind.Invalid => LeadStage.Invalid,
        LeadFactKind.Duplicate => LeadStage.Duplicate,
        _ => LeadStage.Withdrawn,
    };

    private static LeadStage? StageOf(LeadFactKind kind) => kind switch
    {
        LeadFactKind.Qualified => LeadStage.Qualified,
        LeadFactKind.Offered => LeadStage.Offered,
        LeadFactKind.Accepted => LeadStage.Accepted,
        LeadFactKind.Reached => LeadStage.Contacted,
        LeadFactKind.Appointment => LeadStage.Appointment,
        LeadFactKind.Visited => LeadStage.Visited,
        LeadFactKind.TestDriven => LeadStage.TestDriven,
        LeadFactKind.Quoted => LeadStage.Quoted,
        LeadFactKind.Ordered => LeadStage.Ordered,
        LeadFactKind.Delivered => LeadStage.Delivered,
        _ => null,
    };
}
