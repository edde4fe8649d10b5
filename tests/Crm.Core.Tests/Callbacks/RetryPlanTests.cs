using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Shared.Calendars;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Callbacks;

public sealed class RetryPlanTests
{
    [Fact]
    public void C08_nobody_answers_all_day_and_the_next()
    {
        // 5 minutes, 30 minutes; the fourth call would be the fourth of the day, so it waits for the morning.
        Follow("11-19 09:00:00", OfficeCalls, CallResult.NoAnswer).ShouldBe(
            ["11-19 09:05:00", "11-19 09:35:00", "11-20 09:00:00", "11-23 09:00:00", "11-23 17:30:00", "max_attempts"]);
    }

    [Fact]
    public void C08_retries_roll_over_closed_hours() =>
        Next("11-20 17:50:00", CallResult.NoAnswer, CallResult.NoAnswer).ShouldBe("11-23 09:00:00");

    [Fact]
    public void C12_retries_roll_over_the_customers_rest() =>
        RetryPlan.Next([Call("11-20 20:58", CallResult.NoAnswer)], CallTimes.Of(Always, "Asia/Shanghai"), At("11-20 20:58")).At!.Value.Say()
            .ShouldBe("11-21 08:00:00");

    [Fact]
    public void C08_busy_is_tried_again_after_three_minutes_but_only_twice()
    {
        Next("11-20 10:00:00", CallResult.Busy).ShouldBe("11-20 10:03:00");
        Next("11-20 10:00:00", CallResult.Busy, CallResult.Busy).ShouldBe("11-20 10:03:00");
        Next("11-20 10:00:00", CallResult.NoAnswer, CallResult.Busy).ShouldBe("11-20 10:03:00");
        Follow("11-19 09:00:00", OfficeCalls, CallResult.Busy)[2].ShouldBe("11-20 09:00:00");
    }

    [Theory]
    [InlineData(CallResult.Connected, "connected")]
    [InlineData(CallResult.WrongNumber, "wrong_number")]
    [InlineData(CallResult.Refused, "refused")]
    public void C08_some_answers_end_it_at_once(CallResult result, string why) => Next("11-20 10:00:00", CallResult.NoAnswer, result).ShouldBe(why);

    [Fact]
    public void C08_voicemail_counts_as_no_answer() => Next("11-20 10:00:00", CallResult.Voicemail).ShouldBe("11-20 10:05:00");

    [Fact]
    public void C08_a_desk_that_works_mornings_only_has_no_evening_and_goes_on_without() =>
        Follow("11-19 09:00:00", new CallTimes(Daily(9, 11), null), CallResult.NoAnswer)[^2].ShouldBe("11-22 09:00:00");

    [Fact]
    public void C08_over_random_calendars_at_most_three_a_day_six_in_all_in_two_parts_of_the_day_and_only_when_allowed()
    {
        var random = new Random(8);
        BusinessCalendar[] desks = [Office, Always, Daily(7, 23), Daily(9, 20)];
        CallResult[] missed = [CallResult.NoAnswer, CallResult.NoAnswer, CallResult.Voicemail, CallResult.Busy];
        for (var i = 0; i < 400; i++)
        {
            var times = CallTimes.Of(desks[random.Next(desks.Length)], "Asia/Shanghai");
            var at = times.Next(At("01-01 00:00").AddSeconds(random.Next(300 * 24 * 3600)));
            var calls = new List<CallAttempt>();
            while (true)
            {
                times.Allows(at).ShouldBeTrue();
                calls.Add(new CallAttempt(at, 20, missed[random.Next(missed.Length)]));
                var ended = at.AddSeconds(random.Next(1, 90));
                if (RetryPlan.Next(calls, times, ended).At is not { } next)
                    break;
                next.ShouldBeGreaterThan(ended);
                at = next;
            }

            calls.Count.ShouldBe(RetryPlan.MaxAttempts);
            calls.CountBy(call => call.StartedAt.ToOffset(TimeSpan.FromHours(8)).Date).ShouldAllBe(day => day.Value <= RetryPlan.MaxPerDay);
            calls.Select(call => call.StartedAt.ToOffset(TimeSpan.FromHours(8)).Hour switch { < 12 => 0, < 17 => 1, _ => 2 }).Distinct().Count().ShouldBeGreaterThanOrEqualTo(2);
        }
    }

    private static CallAttempt Call(string at, CallResult result) => new(At(at), 20, result);

    /// <summary>Earlier calls were on earlier days; the last one ends at the given time.</summary>
    private static string Next(string now, params CallResult[] results)
    {
        var calls = results.Select((result, i) => new CallAttempt(At(now).AddDays(i - results.Length + 1), 20, result)).ToList();
        var next = RetryPlan.Next(calls, OfficeCalls, At(now));
        return next.Why ?? next.At!.Value.Say();
    }

    private static List<string> Follow(string first, CallTimes times, CallResult result)
    {
        var said = new List<string>();
        var calls = new List<CallAttempt>();
        for (var at = At(first); ;)
        {
            calls.Add(new CallAttempt(at, 20, result));
            var next = RetryPlan.Next(calls, times, at);
            said.Add(next.Why ?? next.At!.Value.Say());
            if (next.At is null)
                return said;
            at = next.At.Value;
        }
    }
}
