namespace Crm.Plugins.Core.Callbacks;

/// <summary>Where a promise stands, as stored and shown (section 5.3; being assigned or dialled is not a state of its own).</summary>
public enum PromiseState
{
    Scheduled,
    /// <summary>Honestly attempted in time, nobody answered; retries go on.</summary>
    Attempted,
    Kept,
    /// <summary>Never mended: the work goes on, the verdict stays.</summary>
    Broken,
    Released,
    /// <summary>There was no such number.</summary>
    Void,
    /// <summary>Attempted as often as allowed, never reached.</summary>
    Failed,
    /// <summary>The customer says that nobody called; another call is promised instead.</summary>
    Disputed,
}

/// <summary>What can happen to a promise.</summary>
public enum PromiseEvent
{
    /// <summary>An honest attempt reached nobody.</summary>
    NoAnswer,
    /// <summary>We talked, or the customer called us.</summary>
    Connected,
    /// <summary>The due instant passed.</summary>
    DuePassed,
    /// <summary>Cancelled by the customer or the system.</summary>
    Released,
    /// <summary>The customer chose another time; same promise, new window.</summary>
    Moved,
    /// <summary>We asked for another time.</summary>
    MovedByUs,
    NumberInvalid,
    /// <summary>No further attempt is allowed.</summary>
    AttemptsUsedUp,
}

/// <summary>The allowed transitions. What is not in here is a conflict.</summary>
public static class PromiseStates
{
    private static readonly Dictionary<(PromiseState, PromiseEvent), PromiseState> Table = new()
    {
        [(PromiseState.Scheduled, PromiseEvent.NoAnswer)] = PromiseState.Attempted,
        [(PromiseState.Scheduled, PromiseEvent.Connected)] = PromiseState.Kept,
        [(PromiseState.Scheduled, PromiseEvent.DuePassed)] = PromiseState.Broken,
        [(PromiseState.Scheduled, PromiseEvent.Released)] = PromiseState.Released,
        [(PromiseState.Scheduled, PromiseEvent.Moved)] = PromiseState.Scheduled,
        [(PromiseState.Scheduled, PromiseEvent.MovedByUs)] = PromiseState.Broken,
        [(PromiseState.Scheduled, PromiseEvent.NumberInvalid)] = PromiseState.Void,
        // The attempt was in time, so the deadline has nothing to break any more.
        [(PromiseState.Attempted, PromiseEvent.NoAnswer)] = PromiseState.Attempted,
        [(PromiseState.Attempted, PromiseEvent.Connected)] = PromiseState.Kept,
        [(PromiseState.Attempted, PromiseEvent.DuePassed)] = PromiseState.Attempted,
        [(PromiseState.Attempted, PromiseEvent.Released)] = PromiseState.Released,
        [(PromiseState.Attempted, PromiseEvent.Moved)] = PromiseState.Scheduled,
        [(PromiseState.Attempted, PromiseEvent.NumberInvalid)] = PromiseState.Void,
        [(PromiseState.Attempted, PromiseEvent.AttemptsUsedUp)] = PromiseState.Failed,
        [(PromiseState.Broken, PromiseEvent.NoAnswer)] = PromiseState.Broken,
        [(PromiseState.Broken, PromiseEvent.Connected)] = PromiseState.Broken,
        [(PromiseState.Broken, PromiseEvent.Released)] = PromiseState.Broken,
        [(PromiseState.Broken, PromiseEvent.Moved)] = PromiseState.Broken,
        [(PromiseState.Broken, PromiseEvent.MovedByUs)] = PromiseState.Broken,
        [(PromiseState.Broken, PromiseEvent.NumberInvalid)] = PromiseState.Broken,
        [(PromiseState.Broken, PromiseEvent.AttemptsUsedUp)] = PromiseState.Broken,
    };

    /// <summary>The state after an event; null = not allowed from here.</summary>
    public static PromiseState? After(PromiseState state, PromiseEvent happened) =>
        Table.TryGetValue((state, happened), out var next) ? next : null;

    /// <summary>Whether nothing is left to do after this event. A broken promise is worked on until we talked or gave up.</summary>
    public static bool Finishes(PromiseState state, PromiseEvent happened) => After(state, happened) switch
    {
        null => false,
        PromiseState.Scheduled or PromiseState.Attempted => false,
        PromiseState.Broken => happened is PromiseEvent.Connected or PromiseEvent.Released or PromiseEvent.NumberInvalid or PromiseEvent.AttemptsUsedUp,
        _ => true,
    };

    /// <summary>C-11: a customer may move a promise three times, until five minutes before it is due.</summary>
    public static bool MayMove(int movedBefore, DateTimeOffset dueAt, DateTimeOffset now) => movedBefore < 3 && now <= dueAt.AddMinutes(-5);
}
