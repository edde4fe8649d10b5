using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>A team lead says who was right. Until then a disputed promise counts as not kept.</summary>
public sealed class SettleDispute(KeptRate rate, Events events)
{
    public const string Upheld = "upheld";
    public const string Rejected = "rejected";

    public void Run(Unit unit, string promiseId, DisputeDecision input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        if (input.Decision is not (Upheld or Rejected)) throw ProblemException.Invalid("unknown-decision", $"decision is {Upheld} (nobody called) or {Rejected} (the call was made).");
        if (input.Note?.Trim() is not { Length: >= 5 and <= 500 } note)
            throw ProblemException.Invalid("note-required", "note says in 5 to 500 characters what the decision rests on, such as the call's record.");
        var promise = PromiseStore.Get(unit, promiseId);
        if (promise is null || DisputeStore.Get(unit, promiseId) is not { } dispute) throw ProblemException.NotFound("dispute");
        if (!DisputeStore.Decide(unit, promiseId, input.Decision, caller.Id, note)) throw ProblemException.Conflict("dispute-decided", "This dispute has been decided.").With("decision", dispute.Decision);
        var wasKept = dispute.FromOutcome.StartsWith("kept-", StringComparison.Ordinal);
        Promises.Save(unit, input.Decision == Rejected
            ? promise with { State = dispute.FromState, Outcome = dispute.FromOutcome }
            : promise with
            {
                State = Words.Of(PromiseState.Broken), Outcome = wasKept ? Words.Of(PromiseOutcome.BrokenMissed) : promise.Outcome,
                BrokenAt = promise.BrokenAt == 0 ? promise.DueAt : promise.BrokenAt, BrokenReason = promise.BrokenReason.Length == 0 ? "disputed" : promise.BrokenReason, KeptAt = 0,
            });
        if (input.Decision == Upheld && wasKept) rate.Broken(unit);
        Audit.Record(unit, caller.Id, "callback.dispute_" + input.Decision, promiseId);
        events.Add(unit, Promises.Event("callback.dispute_decided", promise) with { Data = new { decision = input.Decision } });
    }
}

/// <param name="Decision">upheld: nobody called, so it is broken; rejected: the call was made, so what we had stands.</param>
/// <param name="Note">What it rests on.</param>
public sealed record DisputeDecision(string? Decision, string? Note);
