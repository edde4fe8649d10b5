using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>A person calls: the attempt is kept, the verdict taken anew from all attempts (C-06), the next one planned (C-08).</summary>
public sealed class RecordAttempt(FollowAttempt follow, Steps steps, Events events, PromiseOptions options)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>Starts an attempt, or records a finished one where the input has a result.</summary>
    public AttemptRow Start(Unit unit, string promiseId, AttemptInput input, Caller caller, IfMatch match)
    {
        var promise = Promises.Open(unit, promiseId, caller);
        match.Check(promise.Version);
        var started = Instants.Parse(input.StartedAt, "startedAt") ?? unit.NowMs;
        if (started > unit.NowMs + (long)ClockSkew.TotalMilliseconds) throw ProblemException.Invalid("attempt-in-future", "startedAt lies in the future.");
        if (started < promise.RequestedAt) throw ProblemException.Invalid("attempt-before-request", "startedAt lies before the customer asked.");
        var attempt = new AttemptRow(Ids.New(unit.Now), promiseId, caller.Id, Math.Min(started, unit.NowMs), 0, Ring(input.RingSeconds), "", input.Note ?? "", 1);
        if (input.Result is not null)
        {
            attempt = attempt with { Result = Result(input.Result), EndedAt = unit.NowMs };
            AttemptStore.Add(unit, attempt);
            Judge(unit, promise, attempt, input.CallAgainAt);
            return attempt;
        }

        AttemptStore.Add(unit, attempt);
        Promises.Save(unit, promise with { AssignedTo = caller.Id });
        steps.Add(unit, promiseId, PromiseSteps.CallLimit, PromiseSteps.Kind, Promises.At(attempt.StartedAt).AddMinutes(options.AbandonedCallMinutes));
        events.Add(unit, Promises.Event("callback.dialing", promise));
        return attempt;
    }

    /// <summary>The outcome of a started attempt.</summary>
    public AttemptRow Finish(Unit unit, string promiseId, string attemptId, AttemptInput input, Caller caller)
    {
        var promise = Promises.Open(unit, promiseId, caller);
        var running = AttemptStore.OfPromise(unit, promiseId).FirstOrDefault(a => a.Id == attemptId) ?? throw ProblemException.NotFound("attempt");
        var attempt = running with
        {
            EndedAt = unit.NowMs, RingSeconds = Ring(input.RingSeconds), Result = Result(input.Result), Note = input.Note ?? running.Note,
        };
        if (!AttemptStore.Finish(unit, attempt)) throw ProblemException.Conflict("outcome-recorded", "This attempt has its outcome already.");
        Judge(unit, promise, attempt, input.CallAgainAt);
        return attempt;
    }

    private void Judge(Unit unit, PromiseRow promise, AttemptRow attempt, string? callAgainAt)
    {
        var rows = AttemptStore.OfPromise(unit, promise.Id);
        var attempts = rows.Select(Calls.Of).ToList();
        var call = Calls.Of(attempt);
        var invalidAt = call.Result == CallResult.WrongNumber ? (DateTimeOffset?)call.StartedAt : null;
        // A miss of before the move says nothing about the window that the customer chose instead.
        var theyCalled = call.Result == CallResult.CustomerCalled;
        if ((!call.Counts(options.Telephony) && !theyCalled) || (invalidAt is null && !Calls.InWindow(promise, attempt)))
        {
            Promises.Save(unit, promise);
            events.Add(unit, Promises.Event("callback.attempt_not_counted", promise));
            return;
        }

        var verdict = PromiseOutcomes.Classify(new PromiseFacts(
            Promises.At(promise.DueAt), Calls.OfWindow(promise, rows), Calls.Inbound(promise, rows), InvalidNumberAt: invalidAt, Telephony: options.Telephony), unit.Now);
        // A call after the window finds the promise broken, whether or not the deadline's step was quicker.
        var state = Words.Parse<PromiseState>(promise.State);
        if (state == PromiseState.Scheduled && verdict.IsBroken) state = PromiseState.Broken;
        var plan = follow.Plan(unit, promise, attempts, callAgainAt);
        var happened = call.Talked ? PromiseEvent.Connected
            : invalidAt is not null ? PromiseEvent.NumberInvalid
            : plan.Why == "max_attempts" && state != PromiseState.Scheduled ? PromiseEvent.AttemptsUsedUp
            : PromiseEvent.NoAnswer;
        var next = PromiseStates.After(state, happened) ?? throw ProblemException.Conflict("callback-closed", "This callback is finished.").With("state", promise.State);
        var after = promise with
        {
            State = Words.Of(next), Outcome = Outcome(promise, verdict),
            OpenKey = PromiseStates.Finishes(state, happened) ? "" : promise.OpenKey, AttemptCount = promise.AttemptCount + (theyCalled ? 0 : 1),
            FirstAttemptAt = promise.FirstAttemptAt == 0 ? attempt.StartedAt : promise.FirstAttemptAt,
            KeptAt = verdict.IsKept && promise.KeptAt == 0 && promise.BrokenAt == 0 ? verdict.At!.Value.ToUnixTimeMilliseconds() : promise.KeptAt,
            BrokenAt = verdict.IsBroken && promise.BrokenAt == 0 ? promise.DueAt : promise.BrokenAt,
            BrokenReason = verdict.IsBroken && promise.BrokenReason.Length == 0 ? verdict.Reason ?? (verdict.Outcome == PromiseOutcome.BrokenLate ? "late" : "missed") : promise.BrokenReason,
            NextAttemptAt = plan.At?.ToUnixTimeMilliseconds() ?? 0, AssignedTo = attempt.AgentId,
        };
        Promises.Save(unit, after);
        Steps.Cancel(unit, promise.Id);
        events.Add(unit, Promises.Event(after.IsOpen ? "callback.attempted" : "callback.closed", after));
        follow.Up(unit, after, call, plan);
    }

    /// <summary>Once broken it stays broken, also where a new time was agreed on and kept; only missed becomes late.</summary>
    private static string Outcome(PromiseRow promise, PromiseVerdict verdict) =>
        verdict.Outcome is not { } outcome || (promise.BrokenAt > 0 && (!verdict.IsBroken || promise.BrokenReason == PromiseOutcomes.OurReschedule))
            ? promise.Outcome
            : Words.Of(outcome);

    private static string Result(string? word) => Words.TryParse<CallResult>(word) is { } result and not CallResult.Abandoned
        ? Words.Of(result)
        : throw ProblemException.Invalid("unknown-result", $"result is one of {string.Join(", ", Enum.GetValues<CallResult>().Except([CallResult.Abandoned]).Select(r => Words.Of(r)))}.");

    private static long Ring(long? seconds) => seconds is null ? -1 : seconds is >= 0 and <= 3600 ? seconds.Value
        : throw ProblemException.Invalid("bad-ring-seconds", "ringSeconds is a whole number from 0 to 3600.");
}

/// <param name="Result">connected, no-answer, busy, voicemail, wrong-number, refused, or customer-called where the customer called us first; absent = only started.</param>
/// <param name="CallAgainAt">When the customer wants to be called again.</param>
public sealed record AttemptInput(string? StartedAt, long? RingSeconds, string? Result, string? Note, string? CallAgainAt);

internal static class Calls
{
    /// <summary>What counts for the present window: begun since the customer moved it, or the talk in which he did.</summary>
    public static IReadOnlyList<CallAttempt> OfWindow(PromiseRow promise, IReadOnlyList<AttemptRow> attempts) =>
        [.. attempts.Where(attempt => InWindow(promise, attempt)).Select(Of)];

    /// <summary>When the customer first called us.</summary>
    public static DateTimeOffset? Inbound(PromiseRow promise, IReadOnlyList<AttemptRow> attempts) => OfWindow(promise, attempts)
        .Where(attempt => attempt.Result == CallResult.CustomerCalled).Select(attempt => (DateTimeOffset?)attempt.StartedAt).Min();

    public static bool InWindow(PromiseRow promise, AttemptRow attempt) =>
        attempt.StartedAt >= promise.MovedAt || (Of(attempt).Talked && attempt.EndedAt > promise.MovedAt);

    public static CallAttempt Of(AttemptRow row) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt), row.RingSeconds < 0 ? null : (int)row.RingSeconds,
        row.Result.Length == 0 ? null : Words.Parse<CallResult>(row.Result), row.Manual == 1);
}
