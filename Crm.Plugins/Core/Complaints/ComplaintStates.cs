namespace Crm.Plugins.Core.Complaints;

/// <summary>The way of a complaint (section 6.1). That a court or regulator has it too is a flag, not a state.</summary>
public enum ComplaintState
{
    New,
    Acknowledged,
    Triaged,
    Investigating,
    /// <summary>The only state in which clocks stop (K-01).</summary>
    WaitingCustomer,
    /// <summary>The clocks run on.</summary>
    WaitingDealer,
    Proposed,
    Accepted,
    RejectedByCustomer,
    Resolved,
    Closed,
    Reopened,
}

/// <summary>The allowed steps. What is not in here is a conflict.</summary>
public static class ComplaintStates
{
    private static readonly TimeSpan ReopenWithin = TimeSpan.FromDays(30);

    private static readonly Dictionary<ComplaintState, ComplaintState[]> Next = new()
    {
        [ComplaintState.New] = [ComplaintState.Acknowledged],
        [ComplaintState.Acknowledged] = [ComplaintState.Triaged, ComplaintState.Investigating],
        [ComplaintState.Triaged] = [ComplaintState.Investigating],
        [ComplaintState.Investigating] = [ComplaintState.WaitingCustomer, ComplaintState.WaitingDealer, ComplaintState.Proposed, ComplaintState.Resolved],
        // Closed with notice when the customer never answers.
        [ComplaintState.WaitingCustomer] = [ComplaintState.Investigating, ComplaintState.Proposed, ComplaintState.Resolved, ComplaintState.Closed],
        [ComplaintState.WaitingDealer] = [ComplaintState.Investigating, ComplaintState.Proposed, ComplaintState.Resolved],
        [ComplaintState.Proposed] = [ComplaintState.Accepted, ComplaintState.RejectedByCustomer, ComplaintState.WaitingCustomer],
        [ComplaintState.Accepted] = [ComplaintState.Resolved],
        [ComplaintState.RejectedByCustomer] = [ComplaintState.Investigating, ComplaintState.Proposed, ComplaintState.Closed],
        [ComplaintState.Resolved] = [ComplaintState.Closed, ComplaintState.Reopened],
        [ComplaintState.Closed] = [ComplaintState.Reopened],
        [ComplaintState.Reopened] = [ComplaintState.Investigating, ComplaintState.Triaged],
    };

    public static bool Allows(ComplaintState from, ComplaintState to) => Next[from].Contains(to);

    /// <summary>Where one may go from here, to be named in a conflict.</summary>
    public static IReadOnlyList<ComplaintState> From(ComplaintState state) => Next[state];

    public static bool IsOpen(ComplaintState state) => state is not (ComplaintState.Resolved or ComplaintState.Closed);

    /// <summary>K-07: until 30 days after it was done the same complaint goes on; later a new one is linked to it.</summary>
    public static bool MayReopen(ComplaintState state, DateTimeOffset doneAt, DateTimeOffset now) =>
        Allows(state, ComplaintState.Reopened) && now - doneAt <= ReopenWithin;
}
