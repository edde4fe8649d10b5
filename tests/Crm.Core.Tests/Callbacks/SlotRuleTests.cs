using Crm.Plugins.Core.Callbacks;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Callbacks;

public sealed class SlotRuleTests
{
    private static readonly DateTimeOffset Now = At("11-20 10:00");
    private static readonly CallTimes Picked = new(Office, null);

    [Theory]
    [InlineData("11-20 10:30", null)]
    [InlineData("11-20 17:30", null)]
    [InlineData("11-20 10:00", "too_soon")]
    [InlineData("11-20 10:45", "off_grid")]
    [InlineData("11-20 18:00", "outside_hours")]
    [InlineData("11-21 10:00", "outside_hours")]
    [InlineData("12-04 10:00", null)]
    [InlineData("12-04 10:30", "too_late")]
    public void C02_a_slot_lies_on_the_grid_in_open_time_and_not_too_near_or_far(string start, string? reason) =>
        SlotRules.Default.Check(At(start), Now, Picked).ShouldBe(reason);

    [Fact]
    public void C02_the_earliest_slot_is_fifteen_minutes_ahead_to_the_second()
    {
        SlotRules.Default.Check(At("11-20 10:30"), At("11-20 10:15"), Picked).ShouldBeNull();
        SlotRules.Default.Check(At("11-20 10:30"), At("11-20 10:15:01"), Picked).ShouldBe("too_soon");
    }

    [Fact]
    public void C02_a_holiday_is_told_apart_from_a_closed_hour() =>
        SlotRules.Default.Check(At("10-05 10:00"), At("09-28 10:00"), Picked).ShouldBe("holiday");

    [Fact]
    public void C12_a_time_we_propose_is_not_at_rest_but_one_he_picks_may_be()
    {
        var night = At("11-20 21:30");
        SlotRules.Default.Check(night, Now, CallTimes.Of(Always, "Asia/Shanghai")).ShouldBe("quiet");
        SlotRules.Default.Check(night, Now, new CallTimes(Always, null)).ShouldBeNull();
    }

    [Fact]
    public void C02_a_slot_may_be_full_and_the_next_one_is_offered()
    {
        bool IsFull(DateTimeOffset start) => start < At("11-23 09:30");
        SlotRules.Default.Check(At("11-20 17:00"), Now, Picked, IsFull).ShouldBe("full");
        SlotRules.Default.NextBookable(At("11-20 17:00"), Now, Picked, IsFull)!.Value.Say().ShouldBe("11-23 09:30:00");
        SlotRules.Default.NextBookable(Now, Now, Picked, _ => true).ShouldBeNull();
    }

    [Theory]
    [InlineData("11-20 10:00", "11-20 10:30:00")]
    [InlineData("11-20 13:10", "11-20 13:30:00")]
    [InlineData("11-21 10:00", "11-23 09:00:00")]
    public void C02_the_next_bookable_slot_is_never_before_the_one_wished_for(string wished, string next) =>
        SlotRules.Default.NextBookable(At(wished), Now, Picked)!.Value.Say().ShouldBe(next);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 13)]
    [InlineData(0, 0)]
    public void C03_seats_are_what_agents_can_call_less_the_share_for_calls_at_once(int agents, int seats) =>
        SlotRules.Default.Seats(agents, TimeSpan.FromMinutes(8)).ShouldBe(seats);

    [Theory]
    [InlineData(5, 4, true)] // 5 × 8 ÷ 4 = 10 minutes: just kept
    [InlineData(6, 4, false)]
    [InlineData(0, 0, false)]
    [InlineData(1000, null, true)]
    public void C14_at_once_is_offered_only_where_the_queue_lets_it_be_kept(int queue, int? agents, bool asap)
    {
        var offer = Admission.Offer(queue, agents, null, TimeSpan.FromMinutes(10), Now, Office);
        offer.Asap.ShouldBe(asap);
        if (!asap)
            offer.From.ShouldBeGreaterThan(Now);
    }

    [Fact]
    public void C14_an_overload_moves_the_promise_into_the_hours_when_it_can_be_kept() =>
        Admission.Offer(120, 2, null, TimeSpan.FromMinutes(10), At("11-20 17:00"), Office).From.Say().ShouldBe("11-23 16:00:00");
}
