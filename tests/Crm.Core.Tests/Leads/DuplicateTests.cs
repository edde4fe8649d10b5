using Crm.Plugins.Core.Leads;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Leads;

public sealed class DuplicateTests
{
    private static readonly DateTimeOffset Now = At("11-20 10:00");
    private static readonly ExistingLead Earlier = new("lead1", "vw", "ID.4", "dealer1", LeadStage.Contacted, Now.AddDays(-3), Now.AddDays(-3), Now.AddDays(-3));
    private static readonly NewWish Same = new("VW", "id.4", null, false, Now);

    [Fact]
    public void L01_nothing_earlier_is_a_new_lead() => Decide(Same).ShouldBe((DuplicateOutcome.New, "first"));

    [Fact]
    public void L01_the_same_family_within_thirty_days_is_the_same_lead()
    {
        Decide(Same, Earlier).ShouldBe((DuplicateOutcome.Attach, "same_lead"));
        Decide(Same with { DealerId = "dealer1" }, Earlier).ShouldBe((DuplicateOutcome.Attach, "same_lead"));
        Decide(Same, Earlier with { LastActivity = Now.AddDays(-30) }).ShouldBe((DuplicateOutcome.Attach, "same_lead"));
        Decide(Same, Earlier with { LastActivity = Now.AddDays(-30).AddMilliseconds(-1) }).ShouldBe((DuplicateOutcome.NewLinked, "too_old"));
    }

    [Fact]
    public void L01_a_repeat_that_does_not_name_the_car_again_is_attached()
    {
        Decide(Same with { Family = null }, Earlier).Item1.ShouldBe(DuplicateOutcome.Attach);
        Decide(Same with { Brand = " " }, Earlier).Item1.ShouldBe(DuplicateOutcome.Attach);
        Decide(Same, Earlier with { Family = null }).Item1.ShouldBe(DuplicateOutcome.Attach);
    }

    [Fact]
    public void L01_another_family_or_brand_is_a_lead_of_its_own_with_a_link()
    {
        Decide(Same with { Family = "Passat" }, Earlier).ShouldBe((DuplicateOutcome.NewLinked, "other_family"));
        Decide(Same with { Brand = "audi", DealerId = "dealer2" }, Earlier).ShouldBe((DuplicateOutcome.NewLinked, "other_brand"));
    }

    [Theory]
    [InlineData(-29, true)]
    [InlineData(-30, false)]
    public void L01_the_first_dealer_is_protected_for_thirty_days_from_accepting(int acceptedDays, bool kept) =>
        Decide(Same with { DealerId = "dealer2" }, Earlier with { AcceptedAt = Now.AddDays(acceptedDays) })
            .ShouldBe(kept ? (DuplicateOutcome.OtherDealerProtected, "protected") : (DuplicateOutcome.NewLinked, "protection_over"));

    [Theory]
    [InlineData(-6, true)]
    [InlineData(-7, false)]
    public void L01_but_only_seven_if_it_never_got_in_touch(int acceptedDays, bool kept) =>
        (Decide(Same with { DealerId = "dealer2" }, Earlier with { AcceptedAt = Now.AddDays(acceptedDays), ContactedAt = null }).Item1
            == DuplicateOutcome.OtherDealerProtected).ShouldBe(kept);

    [Fact]
    public void L02_protection_ends_with_a_missed_clock_a_wish_or_an_exit()
    {
        var other = Same with { DealerId = "dealer2" };
        Decide(other, Earlier with { MissedClock = true }).ShouldBe((DuplicateOutcome.NewLinked, "clock_missed"));
        Decide(other with { CustomerChose = true }, Earlier).ShouldBe((DuplicateOutcome.NewLinked, "customer_chose_dealer"));
        Decide(other, Earlier with { Stage = LeadStage.Lost }).ShouldBe((DuplicateOutcome.NewLinked, "closed"));
        Decide(other, Earlier with { Stage = LeadStage.Returned }).ShouldBe((DuplicateOutcome.NewLinked, "protection_over"));
        Decide(other, Earlier with { AcceptedAt = null }).ShouldBe((DuplicateOutcome.NewLinked, "protection_over"));
    }

    [Fact]
    public void L01_of_several_earlier_leads_the_closest_counts()
    {
        var lost = Earlier with { LeadId = "lost", Stage = LeadStage.Lost, LastActivity = Now.AddDays(-1) };
        var other = Earlier with { LeadId = "other", Family = "Passat", LastActivity = Now.AddDays(-2) };
        DuplicateRules.Default.Decide([lost, other, Earlier], Same).LeadId.ShouldBe("lead1");
        DuplicateRules.Default.Decide([other, lost], Same).LeadId.ShouldBe("lost");
    }

    private static (DuplicateOutcome, string) Decide(NewWish wish, params ExistingLead[] earlier)
    {
        var decision = DuplicateRules.Default.Decide(earlier, wish);
        return (decision.Outcome, decision.Rule);
    }
}
