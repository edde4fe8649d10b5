using Crm.Plugins.Core.Leads;
using static Crm.Core.Tests.Callbacks.Shanghai;
using Kind = Crm.Plugins.Core.Leads.LeadFactKind;

namespace Crm.Core.Tests.Leads;

public sealed class LeadStageTests
{
    [Fact]
    public void S21_the_stage_is_the_furthest_fact()
    {
        LeadStages.From([]).ShouldBe(LeadStage.Captured);
        LeadStages.From([Fact(Kind.Qualified, 1), Fact(Kind.Offered, 2)]).ShouldBe(LeadStage.Offered);
        LeadStages.From([Fact(Kind.Accepted, 3), Fact(Kind.Reached, 4)]).ShouldBe(LeadStage.Contacted);
        LeadStages.From([Fact(Kind.TestDriven, 9), Fact(Kind.Visited, 8)]).ShouldBe(LeadStage.TestDriven);
        LeadStages.From([Fact(Kind.Delivered, 30), Fact(Kind.Ordered, 20)]).ShouldBe(LeadStage.Delivered);
    }

    [Fact]
    public void S21_an_attempt_that_reached_nobody_moves_no_stage() =>
        LeadStages.From([Fact(Kind.Accepted, 3), Fact(Kind.Attempted, 4)]).ShouldBe(LeadStage.Accepted);

    [Fact]
    public void S21_a_late_report_never_takes_a_lead_back() =>
        LeadStages.From([Fact(Kind.Quoted, 9), Fact(Kind.Visited, 8), Fact(Kind.Appointment, 12)]).ShouldBe(LeadStage.Quoted);

    [Fact]
    public void S21_a_declined_or_expired_offer_leaves_the_lead_qualified_until_the_next_one()
    {
        LeadFact[] declined = [Fact(Kind.Qualified, 1), Fact(Kind.Offered, 2), Fact(Kind.OfferEnded, 3)];
        LeadStages.From(declined).ShouldBe(LeadStage.Qualified);
        // The next offer is made in the same transaction, so at the same instant.
        LeadStages.From([.. declined, Fact(Kind.Offered, 3)]).ShouldBe(LeadStage.Offered);
        LeadStages.From([.. declined, Fact(Kind.Offered, 3), Fact(Kind.Accepted, 4)]).ShouldBe(LeadStage.Accepted);
    }

    [Fact]
    public void S21_a_lost_lead_that_ordered_afterwards_was_not_lost()
    {
        LeadStages.From([Fact(Kind.Visited, 2), Fact(Kind.Lost, 5)]).ShouldBe(LeadStage.Lost);
        LeadStages.From([Fact(Kind.Lost, 5), Fact(Kind.Ordered, 6)]).ShouldBe(LeadStage.Ordered);
        LeadStages.From([Fact(Kind.Ordered, 4), Fact(Kind.Lost, 5)]).ShouldBe(LeadStage.Lost);
    }

    [Fact]
    public void S21_a_reopened_lead_starts_over_as_qualified()
    {
        LeadFact[] reopened = [Fact(Kind.Offered, 1), Fact(Kind.Accepted, 2), Fact(Kind.Visited, 3), Fact(Kind.Lost, 5), Fact(Kind.Reopened, 7)];
        LeadStages.From(reopened).ShouldBe(LeadStage.Qualified);
        LeadStages.From([.. reopened, Fact(Kind.Offered, 7)]).ShouldBe(LeadStage.Offered);
        LeadStages.From([.. reopened, Fact(Kind.Lost, 9)]).ShouldBe(LeadStage.Lost);
    }

    [Fact]
    public void L03_a_returned_lead_waits_for_another_dealer()
    {
        LeadFact[] returned = [Fact(Kind.Offered, 1), Fact(Kind.Accepted, 2), Fact(Kind.Reached, 3), Fact(Kind.Returned, 4)];
        LeadStages.From(returned).ShouldBe(LeadStage.Returned);
        LeadStages.From([.. returned, Fact(Kind.Offered, 4)]).ShouldBe(LeadStage.Offered);
        LeadStages.From([.. returned, Fact(Kind.Offered, 4), Fact(Kind.OfferEnded, 5)]).ShouldBe(LeadStage.Returned);
        LeadStages.From([Fact(Kind.Offered, 1), Fact(Kind.Accepted, 2), Fact(Kind.Returned, 2)]).ShouldBe(LeadStage.Returned);
        LeadStages.From([.. returned, Fact(Kind.Quoted, 6)]).ShouldBe(LeadStage.Quoted);
    }

    [Theory]
    [InlineData(Kind.Invalid, LeadStage.Invalid)]
    [InlineData(Kind.Duplicate, LeadStage.Duplicate)]
    [InlineData(Kind.Withdrawn, LeadStage.Withdrawn)]
    public void S21_other_exits_are_stages_too(Kind exit, LeadStage stage) =>
        LeadStages.From([Fact(Kind.Accepted, 2), Fact(exit, 5)]).ShouldBe(stage);

    [Fact]
    public void S21_facts_may_arrive_in_any_order()
    {
        var random = new Random(21);
        var kinds = Enum.GetValues<Kind>();
        for (var i = 0; i < 2000; i++)
        {
            var facts = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Fact(kinds[random.Next(kinds.Length)], random.Next(1, 6))).ToArray();
            var stage = LeadStages.From(facts);
            for (var turn = 0; turn < 5; turn++)
            {
                random.Shuffle(facts);
                LeadStages.From(facts).ShouldBe(stage, string.Join(", ", facts.Select(fact => $"{fact.Kind}@{fact.At:dd}")));
            }
        }
    }

    [Theory]
    [InlineData(LeadStage.Captured, Kind.Qualified, true)]
    [InlineData(LeadStage.Captured, Kind.Offered, false)]
    [InlineData(LeadStage.Offered, Kind.Visited, true)] // dealers report late and skip steps
    [InlineData(LeadStage.Delivered, Kind.Visited, true)]
    [InlineData(LeadStage.Delivered, Kind.Lost, false)]
    [InlineData(LeadStage.Lost, Kind.Lost, false)]
    [InlineData(LeadStage.Lost, Kind.Reopened, true)]
    [InlineData(LeadStage.Contacted, Kind.Reopened, false)]
    [InlineData(LeadStage.Offered, Kind.Returned, false)]
    [InlineData(LeadStage.Contacted, Kind.Returned, true)]
    [InlineData(LeadStage.Invalid, Kind.Ordered, false)]
    [InlineData(LeadStage.Contacted, Kind.Offered, true)] // the desk called first, then the dealer gets a warmed lead
    public void S21_contradictions_are_refused(LeadStage now, Kind fact, bool allowed) => LeadStages.Allows(now, fact).ShouldBe(allowed);

    [Theory]
    [InlineData("price", null, null)]
    [InlineData("no-licence-plate", null, null)]
    [InlineData("because", null, "unknown_reason")]
    [InlineData("other", " ", "text_required")]
    [InlineData("other", "moved abroad", null)]
    public void S24_a_lost_lead_needs_a_known_reason_and_other_needs_words(string code, string? text, string? wrong) =>
        LostReasons.Check(code, text).ShouldBe(wrong);

    private static LeadFact Fact(Kind kind, int day) => new(kind, At("11-01 10:00").AddDays(day));
}
