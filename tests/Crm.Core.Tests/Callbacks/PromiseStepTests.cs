using Crm.Plugins.Core.Callbacks;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Callbacks;

public sealed class PromiseStepTests
{
    [Fact]
    public void C10_ten_minutes_step_at_5_8_10_and_40() =>
        Say("11-20 10:00:00", "11-20 10:10:00").ShouldBe("nudge 10:05:00, lead 10:08:00, deadline 10:10:00, escalate 10:40:00");

    [Fact]
    public void C10_shares_count_from_the_windows_start_even_if_it_lies_ahead() =>
        Say("11-23 09:00:00", "11-23 10:00:00").ShouldBe("nudge 09:30:00, lead 09:48:00, deadline 10:00:00, escalate 10:30:00");

    [Fact]
    public void D22_a_lead_nobody_accepted_goes_to_the_desk_at_half_of_the_window() =>
        Say("11-20 10:00:00", "11-20 10:10:00", withDealer: true).ShouldStartWith("desk-takeover 10:05:00, nudge 10:05:00");

    [Fact]
    public void C10_every_step_is_a_whole_second_rounded_up_and_never_after_the_deadline() =>
        Say("11-20 10:00:00.345", "11-20 10:10:01").ShouldBe("nudge 10:05:01, lead 10:08:01, deadline 10:10:01, escalate 10:40:01");

    [Fact]
    public void C10_in_a_very_short_window_reminders_that_would_crowd_are_left_out()
    {
        Say("11-20 10:00:00", "11-20 10:01:00").ShouldBe("nudge 10:00:30, deadline 10:01:00, escalate 10:31:00");
        Say("11-20 10:00:00", "11-20 10:00:20", withDealer: true).ShouldBe("desk-takeover 10:00:10, deadline 10:00:20, escalate 10:30:20");
    }

    [Fact]
    public void C10_steps_of_any_window_are_in_order_and_each_comes_once()
    {
        var random = new Random(10);
        for (var i = 0; i < 1000; i++)
        {
            var start = At("11-20 10:00").AddMilliseconds(random.Next(100_000));
            var due = WholeSeconds.Up(start.AddSeconds(random.Next(1, 40_000)));
            var steps = PromiseSteps.Of(start, due, random.Next(2) == 0);
            steps.Select(step => step.At).ShouldBeInOrder();
            steps.Select(step => step.Step).ShouldBeUnique();
            steps.ShouldAllBe(step => step.At.Ticks % TimeSpan.TicksPerSecond == 0 && step.At > start);
            steps.Single(step => step.Step == PromiseSteps.Deadline).At.ShouldBe(due);
        }
    }

    private static string Say(string start, string due, bool withDealer = false) =>
        string.Join(", ", PromiseSteps.Of(At(start), At(due), withDealer).Select(step => $"{step.Step} {step.At.Say()[6..]}"));
}
