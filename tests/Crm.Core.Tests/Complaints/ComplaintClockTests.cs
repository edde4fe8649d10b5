using Crm.Core.Tests.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Shared.Calendars;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Complaints;

public sealed class ComplaintClockTests
{
    [Theory]
    [InlineData(Severity.S1, "11-21 03:00:00", "11-21 03:05:00", "11-21 03:10:00", "11-21 05:00:00", null)] // Saturday night: S1 never waits
    [InlineData(Severity.S2, "11-20 10:00:00", "11-20 10:10:00", "11-20 10:30:00", "11-23 10:00:00", "11-25 10:00:00")]
    [InlineData(Severity.S2, "11-21 03:00:00", "11-23 09:10:00", "11-23 09:30:00", "11-23 18:00:00", "11-25 18:00:00")]
    [InlineData(Severity.S3, "11-20 17:00:00", "11-20 17:30:00", "11-23 12:00:00", "11-24 17:00:00", "12-01 17:00:00")]
    [InlineData(Severity.S4, "09-30 17:30:00", "10-08 09:30:00", "10-08 17:30:00", null, "10-20 17:30:00")] // over National Day, 10 Oct works
    public void S62_each_severity_has_its_clocks(Severity severity, string at, string ack, string contact, string? plan, string? resolve)
    {
        var clocks = ComplaintClocks.For(severity, At(at), Office);
        clocks.AckDue.Say().ShouldBe(ack);
        clocks.ContactDue.Say().ShouldBe(contact);
        clocks.PlanDue?.Say().ShouldBe(plan);
        clocks.ResolveDue?.Say().ShouldBe(resolve);
        (clocks.TrackEvery is not null).ShouldBe(severity == Severity.S1);
    }

    [Fact]
    public void S62_due_times_are_whole_seconds_rounded_up() =>
        ComplaintClocks.For(Severity.S1, At("11-20 10:00:00.001"), Office).AckDue.Say().ShouldBe("11-20 10:05:01");

    [Fact]
    public void A_business_day_is_the_opening_time_of_a_full_day()
    {
        ComplaintClocks.BusinessDay(Office).ShouldBe(TimeSpan.FromHours(9));
        ComplaintClocks.BusinessDay(Always).ShouldBe(TimeSpan.FromHours(24));
        var lunch = new BusinessCalendar(CalendarTemplates.Weekly("Asia/Shanghai", [DayOfWeek.Monday], new OpenInterval(9 * 60, 12 * 60), new OpenInterval(13 * 60, 18 * 60)));
        ComplaintClocks.BusinessDay(lunch).ShouldBe(TimeSpan.FromHours(8));
    }

    [Fact]
    public void K07_a_reopened_complaint_has_half_of_each_clock()
    {
        var clocks = ComplaintClocks.For(Severity.S2, At("11-20 10:00"), Office, share: 0.5);
        clocks.AckDue.Say().ShouldBe("11-20 10:05:00");
        clocks.ContactDue.Say().ShouldBe("11-20 10:15:00");
        clocks.PlanDue!.Value.Say().ShouldBe("11-20 14:30:00");
        clocks.ResolveDue!.Value.Say().ShouldBe("11-23 14:30:00");
    }

    [Fact]
    public void K02_a_graver_severity_starts_its_clocks_now_but_never_gives_more_time()
    {
        var opened = At("11-20 10:00");
        var s3 = ComplaintClocks.For(Severity.S3, opened, Office);
        var s1 = s3.Changed(Severity.S3, Severity.S1, opened, At("11-20 10:27"), Office);
        s1.AckDue.Say().ShouldBe("11-20 10:30:00");
        s1.ContactDue.Say().ShouldBe("11-20 10:37:00");
        s1.PlanDue!.Value.Say().ShouldBe("11-20 12:27:00");
        s1.ResolveDue.ShouldBeNull();
    }

    [Fact]
    public void K02_a_lowered_severity_counts_as_if_it_had_been_so_from_the_beginning()
    {
        var opened = At("11-20 10:00");
        var s1 = ComplaintClocks.For(Severity.S1, opened, Office);
        s1.Changed(Severity.S1, Severity.S3, opened, At("11-20 10:08"), Office).ShouldBe(ComplaintClocks.For(Severity.S3, opened, Office));
        s1.Changed(Severity.S1, Severity.S1, opened, At("11-20 10:08"), Office).ShouldBe(s1);
    }

    [Fact]
    public void K01_a_pause_keeps_what_is_left_and_a_late_answer_escalates_nothing()
    {
        var (plan, resolve) = (At("11-20 16:00"), At("11-24 11:00"));
        var left = ComplaintPauses.Pause(Severity.S2, At("11-20 14:00"), plan, resolve, Office);
        left.Plan.ShouldBe(TimeSpan.FromHours(2));
        left.Resolve.ShouldBe(TimeSpan.FromHours(4 + 9 + 2));
        // Three days later at night: the clocks go on at the next opening.
        var resumed = At("11-25 22:00");
        ComplaintPauses.Resume(Severity.S2, left.Plan, resumed, Office)!.Value.Say().ShouldBe("11-26 11:00:00");
        ComplaintPauses.Resume(Severity.S2, left.Resolve, resumed, Office)!.Value.Say().ShouldBe("11-27 15:00:00");
    }

    [Fact]
    public void K01_what_was_overdue_or_done_does_not_come_back()
    {
        var left = ComplaintPauses.Pause(Severity.S2, At("11-20 14:00"), At("11-20 13:00"), null, Office);
        left.ShouldBe(new PausedClocks(null, null));
        ComplaintPauses.Resume(Severity.S2, left.Plan, At("11-20 15:00"), Office).ShouldBeNull();
    }

    [Fact]
    public void K01_pausing_over_random_instants_never_shortens_nor_stretches_the_business_time()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var opened = At("01-01 00:00").AddSeconds(random.Next(250 * 24 * 3600));
            var due = ComplaintClocks.For(Severity.S3, opened, Office).ResolveDue!.Value;
            var paused = opened.AddSeconds(random.Next((int)(due - opened).TotalSeconds));
            var resumed = paused.AddSeconds(random.Next(5 * 24 * 3600));
            var next = ComplaintPauses.Resume(Severity.S3, ComplaintPauses.Pause(Severity.S3, paused, null, due, Office).Resolve, resumed, Office)!.Value;
            var worked = Office.Elapsed(opened, paused) + Office.Elapsed(resumed, next);
            (worked - Office.Elapsed(opened, due)).Duration().ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
            next.ShouldBeGreaterThanOrEqualTo(due);
        }
    }

    [Fact]
    public void K01_reminders_after_two_and_four_business_days_and_the_end_after_five()
    {
        var steps = ComplaintPauses.Steps(At("11-20 10:00"), Office);
        steps.Reminders.Select(at => at.Say()).ShouldBe(["11-24 10:00:00", "11-26 10:00:00"]);
        steps.CloseAt.Say().ShouldBe("11-27 10:00:00");
    }
}
