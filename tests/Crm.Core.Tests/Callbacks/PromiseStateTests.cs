using Crm.Plugins.Core.Callbacks;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Callbacks;

public sealed class PromiseStateTests
{
    [Fact]
    public void S53_broken_is_a_flag_that_never_resets()
    {
        foreach (var happened in Enum.GetValues<PromiseEvent>())
            (PromiseStates.After(PromiseState.Broken, happened) ?? PromiseState.Broken).ShouldBe(PromiseState.Broken);
    }

    [Fact]
    public void S53_what_is_finished_stays_finished()
    {
        PromiseState[] final = [PromiseState.Kept, PromiseState.Released, PromiseState.Void, PromiseState.Failed];
        foreach (var state in final)
            foreach (var happened in Enum.GetValues<PromiseEvent>())
                PromiseStates.After(state, happened).ShouldBeNull();
    }

    [Fact]
    public void C06_a_deadline_breaks_nothing_that_was_attempted_in_time()
    {
        PromiseStates.After(PromiseState.Scheduled, PromiseEvent.DuePassed).ShouldBe(PromiseState.Broken);
        PromiseStates.After(PromiseState.Attempted, PromiseEvent.DuePassed).ShouldBe(PromiseState.Attempted);
    }

    [Fact]
    public void S53_work_goes_on_after_a_breach_until_somebody_talked_or_gave_up()
    {
        PromiseStates.Finishes(PromiseState.Broken, PromiseEvent.NoAnswer).ShouldBeFalse();
        PromiseStates.Finishes(PromiseState.Scheduled, PromiseEvent.DuePassed).ShouldBeFalse();
        PromiseStates.Finishes(PromiseState.Broken, PromiseEvent.Connected).ShouldBeTrue();
        PromiseStates.Finishes(PromiseState.Broken, PromiseEvent.AttemptsUsedUp).ShouldBeTrue();
        PromiseStates.Finishes(PromiseState.Attempted, PromiseEvent.Connected).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, "10:05:00", true)]
    [InlineData(0, "10:05:01", false)]
    [InlineData(2, "10:00:00", true)]
    [InlineData(3, "10:00:00", false)]
    public void C11_a_customer_moves_three_times_and_until_five_minutes_before(int moved, string now, bool may) =>
        PromiseStates.MayMove(moved, At("11-20 10:10"), At($"11-20 {now}")).ShouldBe(may);

    [Fact]
    public void C06_rates_leave_out_what_was_released_or_void()
    {
        var requested = At("11-20 10:00");
        PromiseResult Result(PromiseOutcome? outcome, double? minutes = null) =>
            new(outcome, requested, requested.AddMinutes(10), minutes is null ? null : requested.AddMinutes(minutes.Value));
        var summary = PromiseSummary.Of(
        [
            Result(PromiseOutcome.KeptConnected, 2), Result(PromiseOutcome.KeptConnected, 4), Result(PromiseOutcome.KeptAttempted, 6),
            Result(PromiseOutcome.KeptInbound, 1), Result(PromiseOutcome.BrokenLate, 13), Result(PromiseOutcome.BrokenMissed),
            Result(PromiseOutcome.Released), Result(PromiseOutcome.VoidInvalidNumber), Result(null),
        ]);
        summary.ShouldBe(new PromiseSummary(9, 1, 2, 1, 1, 1, 1, 0, 1, 1, 0.6667, 0.3333, 4, 13, 3));
    }

    [Fact]
    public void C06_disputed_counts_as_not_kept()
    {
        var (requested, due) = (At("11-20 10:00"), At("11-20 10:10"));
        var summary = PromiseSummary.Of([.. new[] { PromiseOutcome.KeptConnected, PromiseOutcome.Disputed }.Select(outcome => new PromiseResult(outcome, requested, due, requested.AddMinutes(2)))]);
        (summary.Disputed, summary.KeptRate).ShouldBe((1, 0.5));
    }

    [Fact]
    public void C06_an_empty_period_has_no_rates() =>
        PromiseSummary.Of([]).ShouldBe(new PromiseSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null, null, null));

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.9, 9)]
    [InlineData(1, 10)]
    [InlineData(0, 1)]
    public void Percentiles_are_by_nearest_rank(double share, double value) =>
        PromiseSummary.Percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share).ShouldBe(value);
}
