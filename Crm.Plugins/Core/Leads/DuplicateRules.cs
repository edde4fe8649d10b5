namespace Crm.Plugins.Core.Leads;

/// <summary>Same lead, linked lead or somebody else's lead: L-01 and L-02 without any I/O.</summary>
/// <param name="SameLead">A further wish for the same family within this time is the same lead.</param>
/// <param name="Protection">How long an accepted lead stays with its dealer.</param>
/// <param name="ProtectionUncontacted">The same for a dealer that never got in touch.</param>
public sealed record DuplicateRules(TimeSpan SameLead, TimeSpan Protection, TimeSpan ProtectionUncontacted)
{
    public static DuplicateRules Default { get; } = new(TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(7));

    /// <summary>Compares with the person's earlier leads; the strongest relation wins, the most recent among equals.</summary>
    public DuplicateDecision Decide(IEnumerable<ExistingLead> existing, NewWish wish)
    {
        var best = new DuplicateDecision(DuplicateOutcome.New, null, "first");
        foreach (var lead in existing.OrderByDescending(lead => lead.LastActivity))
        {
            var decision = Compare(lead, wish);
            if (Strength(decision.Outcome) > Strength(best.Outcome))
                best = decision;
        }

        return best;
    }

    private DuplicateDecision Compare(ExistingLead lead, NewWish wish)
    {
        if (!LeadStages.IsOpen(lead.Stage))
            return Linked("closed");
        if (Differ(lead.Brand, wish.Brand))
            return Linked("other_brand");

        var otherDealer = wish.DealerId is not null && lead.DealerId is not null && wish.DealerId != lead.DealerId;
        if (otherDealer)
            return wish.CustomerChose ? Linked("customer_chose_dealer")
                : IsProtected(lead, wish.At) ? new DuplicateDecision(DuplicateOutcome.OtherDealerProtected, lead.LeadId, "protected")
                : Linked(lead.MissedClock ? "clock_missed" : "protection_over");

        if (Differ(lead.Family, wish.Family))
            return Linked("other_family");
        return wish.At - lead.LastActivity <= SameLead
            ? new DuplicateDecision(DuplicateOutcome.Attach, lead.LeadId, "same_lead")
            : Linked("too_old");

        DuplicateDecision Linked(string rule) => new(DuplicateOutcome.NewLinked, lead.LeadId, rule);
    }

    /// <summary>Whether a dealer's claim on a lead still holds (L-01 level 2, ended early by L-02).</summary>
    public bool IsProtected(ExistingLead lead, DateTimeOffset at) =>
        lead is { AcceptedAt: { } accepted, MissedClock: false }
        && LeadStages.IsOpen(lead.Stage) && lead.Stage != LeadStage.Returned
        && at < accepted + (lead.ContactedAt is null ? ProtectionUncontacted : Protection);

    // Unknown is no difference: most repeats do not name the car again.
    private static bool Differ(string? a, string? b) =>
        !string.IsNullOrWhiteSpace(a) && !string.IsNullOrWhiteSpace(b) && !string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    private static int Strength(DuplicateOutcome outcome) => outcome switch
    {
        DuplicateOutcome.OtherDealerProtected => 3,
        DuplicateOutcome.Attach => 2,
        DuplicateOutcome.NewLinked => 1,
        _ => 0,
    };
}
