namespace Crm.Plugins.Core.Leads;

/// <summary>An earlier lead of the same person, as far as a second inquiry cares.</summary>
/// <param name="Family">Model family (series); null = unknown.</param>
/// <param name="LastActivity">The later of creation and the last inbound contact on it.</param>
/// <param name="AcceptedAt">When <paramref name="DealerId"/> accepted; null = not yet.</param>
/// <param name="MissedClock">The dealer missed the accept or the first-contact clock (L-02).</param>
public sealed record ExistingLead(
    string LeadId,
    string? Brand,
    string? Family,
    string? DealerId,
    LeadStage Stage,
    DateTimeOffset LastActivity,
    DateTimeOffset? AcceptedAt = null,
    DateTimeOffset? ContactedAt = null,
    bool MissedClock = false);

/// <summary>A new wish of that person.</summary>
/// <param name="DealerId">The dealer that brings it or is asked for; null = anybody.</param>
/// <param name="CustomerChose">The customer asked for that dealer: the wish always wins (L-02).</param>
public sealed record NewWish(string? Brand, string? Family, string? DealerId, bool CustomerChose, DateTimeOffset At);

public enum DuplicateOutcome
{
    /// <summary>Nothing earlier matters.</summary>
    New,
    /// <summary>L-01 level 1: the same lead; keep it and add the new attribution.</summary>
    Attach,
    /// <summary>A lead of its own with a link to the earlier one (level 3, other family, lapsed protection).</summary>
    NewLinked,
    /// <summary>L-01 level 2: another dealer keeps it; the second is told only "already being served".</summary>
    OtherDealerProtected,
}

/// <param name="LeadId">The earlier lead; null for <see cref="DuplicateOutcome.New"/>.</param>
/// <param name="Rule">Why, as a stable code.</param>
public sealed record DuplicateDecision(DuplicateOutcome Outcome, string? LeadId, string Rule);
