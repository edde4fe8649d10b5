namespace Crm.Plugins.Core.Leads;

/// <summary>Something that happened to a lead. Facts arrive late and in any order; their dates decide.</summary>
public enum LeadFactKind
{
    Captured,
    Qualified,
    Offered,
    /// <summary>The open offer was declined, ran out or was withdrawn: no dealer has it now.</summary>
    OfferEnded,
    Accepted,
    /// <summary>A person tried to reach the customer and did not. Stops the first-attempt clock, moves no stage.</summary>
    Attempted,
    /// <summary>A person talked with the customer.</summary>
    Reached,
    Appointment,
    Visited,
    TestDriven,
    Quoted,
    Ordered,
    Delivered,
    Lost,
    Invalid,
    Duplicate,
    /// <summary>The dealer gave it back (L-03).</summary>
    Returned,
    /// <summary>The customer withdrew consent.</summary>
    Withdrawn,
    /// <summary>The customer wrote again after the lead was lost.</summary>
    Reopened,
}

/// <param name="At">When it happened, not when we were told.</param>
/// <param name="Reason">Lost or return code; null where there is none.</param>
public sealed record LeadFact(LeadFactKind Kind, DateTimeOffset At, string? Reason = null);
