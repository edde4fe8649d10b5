using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>
/// Nobody is to answer in the chat any more, since the bot has it again or it is over: the promise to answer there ends
/// without a word. In time it is released; after the window it stays broken, only the work ends.
/// </summary>
public sealed class EndReply(Events events)
{
    public void Run(Unit unit, ConversationRow conversation, string reason)
    {
        if (PromiseStore.Open(unit, conversation.CustomerId, Topics.Reply) is not { } promise || promise.ConversationId != conversation.Id) return;
        if (!Released(unit, promise)) return;
        events.Add(unit, Promises.Event("callback.cancelled", promise) with { Data = new { reason } });
    }

    /// <summary>False where it is finished already.</summary>
    internal static bool Released(Unit unit, PromiseRow promise)
    {
        var state = Words.Parse<PromiseState>(promise.State);
        // The deadline's step may be a moment behind; too late is too late all the same.
        var missed = state == PromiseState.Scheduled && promise.DueAt < unit.NowMs;
        if (missed) state = PromiseState.Broken;
        if (PromiseStates.After(state, PromiseEvent.Released) is not { } next) return false;
        Promises.Save(unit, promise with
        {
            State = Words.Of(next), OpenKey = "", NextAttemptAt = 0, BrokenAt = missed ? promise.DueAt : promise.BrokenAt,
            BrokenReason = missed ? "missed" : promise.BrokenReason,
            Outcome = promise.Outcome.Length > 0 ? promise.Outcome : Words.Of(missed ? PromiseOutcome.BrokenMissed : PromiseOutcome.Released),
        });
        Steps.Cancel(unit, promise.Id);
        PromiseTimes.Free(unit, promise.Id);
        return true;
    }
}
