using Crm.Plugins.Core.Callbacks;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Callbacks;

public sealed class PromiseOutcomeTests
{
    private static readonly DateTimeOffset Due = At("11-20 10:10:00");
    private static readonly DateTimeOffset Later = At("11-20 12:00:00");

    [Theory]
    [InlineData("10:10:00.000", PromiseOutcome.KeptConnected)]
    [InlineData("10:10:00.001", PromiseOutcome.BrokenLate)]
    [InlineData("10:01:00.000", PromiseOutcome.KeptConnected)]
    public void C07_in_time_is_inclusive_to_the_millisecond(string start, PromiseOutcome outcome) =>
        Classify(Call(start, CallResult.Connected)).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData(15, CallResult.NoAnswer, PromiseOutcome.KeptAttempted)]
    [InlineData(14, CallResult.NoAnswer, PromiseOutcome.BrokenMissed)]
    [InlineData(8, CallResult.NoAnswer, PromiseOutcome.BrokenMissed)]
    [InlineData(40, CallResult.Voicemail, PromiseOutcome.KeptAttempted)]
    [InlineData(0, CallResult.Busy, PromiseOutcome.BrokenMissed)]
    [InlineData(2, CallResult.Connected, PromiseOutcome.KeptConnected)]
    [InlineData(3, CallResult.Refused, PromiseOutcome.KeptConnected)]
    public void C06_an_attempt_rang_fifteen_seconds_or_connected(int ring, CallResult result, PromiseOutcome outcome) =>
        Classify(new CallAttempt(At("11-20 10:09:50"), ring, result)).Outcome.ShouldBe(outcome);

    [Fact]
    public void C07_an_entry_by_hand_counts_only_where_no_telephony_is_connected()
    {
        var call = new CallAttempt(At("11-20 10:05:00"), null, CallResult.NoAnswer, Manual: true);
        Classify(call).ShouldBe(new PromiseVerdict(PromiseOutcome.KeptAttempted, call.StartedAt, null, true, TimeSpan.Zero));
        PromiseOutcomes.Classify(new PromiseFacts(Due, [call], Telephony: true), Later).Outcome.ShouldBe(PromiseOutcome.BrokenMissed);
        Classify(call with { RingSeconds = 8 }).Outcome.ShouldBe(PromiseOutcome.BrokenMissed);
        Classify(call with { Manual = false }).Outcome.ShouldBe(PromiseOutcome.BrokenMissed);
    }

    [Fact]
    public void C06_no_answer_then_reached_within_the_window_is_kept_connected() =>
        Classify(Call("10:03:00", CallResult.NoAnswer), Call("10:08:00", CallResult.Connected)).Outcome.ShouldBe(PromiseOutcome.KeptConnected);

    [Fact]
    public void C06_an_honest_attempt_in_time_stays_kept_attempted_when_reached_later() =>
        Classify(Call("10:03:00", CallResult.NoAnswer), Call("10:40:00", CallResult.Connected)).Outcome.ShouldBe(PromiseOutcome.KeptAttempted);

    [Fact]
    public void C06_a_late_attempt_says_how_late()
    {
        var verdict = Classify(Call("10:12:30", CallResult.NoAnswer));
        verdict.Outcome.ShouldBe(PromiseOutcome.BrokenLate);
        verdict.Late.ShouldBe(TimeSpan.FromSeconds(150));
    }

    [Fact]
    public void C06_nothing_is_decided_before_the_window_is_over()
    {
        PromiseOutcomes.Classify(new PromiseFacts(Due, []), Due).ShouldBe(PromiseVerdict.Open);
        PromiseOutcomes.Classify(new PromiseFacts(Due, []), Due.AddMilliseconds(1)).Outcome.ShouldBe(PromiseOutcome.BrokenMissed);
    }

    [Fact]
    public void C06_a_call_that_started_in_time_and_still_rings_is_waited_for()
    {
        Classify(new CallAttempt(Due, null, null)).ShouldBe(PromiseVerdict.Open);
        Classify(new CallAttempt(Due.AddSeconds(1), null, null)).Outcome.ShouldBe(PromiseOutcome.BrokenMissed);
    }

    [Fact]
    public void C06_the_customer_calling_first_in_time_keeps_the_promise()
    {
        Facts(new PromiseFacts(Due, [], InboundAt: Due)).ShouldBe(PromiseOutcome.KeptInbound);
        Facts(new PromiseFacts(Due, [], InboundAt: Due.AddMilliseconds(1))).ShouldBe(PromiseOutcome.BrokenMissed);
        Facts(new PromiseFacts(Due, [Call("10:03:00", CallResult.NoAnswer)], InboundAt: Due)).ShouldBe(PromiseOutcome.KeptAttempted);
    }

    [Fact]
    public void C06_cancelled_or_moved_by_the_customer_in_time_is_released()
    {
        Facts(new PromiseFacts(Due, [], ReleasedAt: Due)).ShouldBe(PromiseOutcome.Released);
        Facts(new PromiseFacts(Due, [], ReleasedAt: Due.AddMilliseconds(1))).ShouldBe(PromiseOutcome.BrokenMissed);
        Facts(new PromiseFacts(Due, [Call("10:03:00", CallResult.Connected)], ReleasedAt: Due)).ShouldBe(PromiseOutcome.KeptConnected);
        Facts(new PromiseFacts(Due, [Call("10:08:00", CallResult.Connected)], ReleasedAt: At("11-20 10:05"))).ShouldBe(PromiseOutcome.Released);
    }

    [Fact]
    public void C06_moved_by_us_breaks_the_first_window()
    {
        var verdict = PromiseOutcomes.Classify(new PromiseFacts(Due, [], MovedByUsAt: At("11-20 10:02")), At("11-20 10:03"));
        verdict.Outcome.ShouldBe(PromiseOutcome.BrokenMissed);
        verdict.Reason.ShouldBe("our_reschedule");
    }

    [Fact]
    public void C06_an_invalid_number_makes_it_void()
    {
        var at = At("11-20 10:04");
        Facts(new PromiseFacts(Due, [Call("10:03:00", CallResult.WrongNumber)], InvalidNumberAt: at)).ShouldBe(PromiseOutcome.VoidInvalidNumber);
        Facts(new PromiseFacts(Due, [], InvalidNumberAt: Due.AddSeconds(1))).ShouldBe(PromiseOutcome.BrokenMissed);
    }

    [Fact]
    public void C06_the_order_in_which_attempts_were_recorded_is_of_no_account()
    {
        var calls = new[] { Call("10:12:00", CallResult.Connected), Call("10:03:00", CallResult.NoAnswer), Call("10:01:00", CallResult.Busy) };
        Classify(calls).ShouldBe(Classify([.. calls.Reverse()]));
    }

    private static CallAttempt Call(string start, CallResult result) => new(At($"11-20 {start}"), result == CallResult.Busy ? 0 : 20, result);

    private static PromiseVerdict Classify(params CallAttempt[] calls) => PromiseOutcomes.Classify(new PromiseFacts(Due, calls), Later);

    private static PromiseOutcome? Facts(PromiseFacts facts) => PromiseOutcomes.Classify(facts, Later).Outcome;
}
