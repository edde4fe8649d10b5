using Crm.Plugins.Core.Routing;
using static Crm.Core.Tests.Routing.Field;

namespace Crm.Core.Tests.Routing;

public sealed class PrecedenceTests
{
    private static readonly Dealer[] Four =
    [
        Dealer("named"), Dealer("vip") with { Capabilities = ["sales", "vip"] }, Dealer("selling"), Dealer("stock"), Dealer("owner", "310115"),
    ];

    private static readonly RoutingRequest Everything = Lead() with
    {
        Region = "310115",
        NamedDealer = "named",
        Vip = true,
        Related = [new RelatedDealer("selling", "selling")],
        InStock = ["stock"],
    };

    [Fact]
    public void R02_the_rules_come_in_their_order_and_the_first_that_finds_somebody_wins()
    {
        var lead = Everything;
        Answer().ShouldBe(("named", "named", "named"));
        lead = lead with { NamedDealer = null };
        Answer().ShouldBe(("vip", "vip", "vip.certified"));
        lead = lead with { Vip = false };
        Answer().ShouldBe(("selling", "relation", "relation.selling"));
        lead = lead with { Related = [] };
        Answer().ShouldBe(("stock", "stock", "stock"));
        lead = lead with { InStock = [] };
        Answer().ShouldBe(("owner", "territory", "territory.county"));
        lead = lead with { Region = null };
        Answer().Item2.ShouldBe("open-market");

        (string?, string, string) Answer()
        {
            var decision = Route(lead, Four);
            return (decision.DealerId, decision.Rule, decision.Reason);
        }
    }

    [Fact]
    public void R02_a_rule_whose_dealers_are_all_excluded_gives_way_to_the_next() =>
        Route(Everything with { Tried = ["named", "vip"] }, Four).Rule.ShouldBe(RuleNames.Relation);

    [Fact]
    public void R02_a_VIPs_own_adviser_comes_before_any_certified_dealer() =>
        Route(Lead() with { Vip = true, DedicatedDealer = "selling" }, Four).Reason.ShouldBe(ReasonKeys.VipDedicated);

    [Fact]
    public void R02_relations_count_in_the_order_given()
    {
        var lead = Lead() with { Related = [new("named", "open-lead"), new("selling", "selling"), new("stock", "servicing")] };
        Route(lead, Four).Reason.ShouldBe("relation.open-lead");
        Route(lead with { Tried = ["named", "selling"] }, Four).Reason.ShouldBe("relation.servicing");
    }

    [Fact]
    public void R02_a_named_dealer_that_does_not_exist_is_no_answer() =>
        Route(Lead() with { NamedDealer = "nobody" }, Dealer("a")).DealerId.ShouldBe("a");

    [Fact]
    public void R07_a_reoffer_goes_down_the_stored_ranking_and_filters_anew()
    {
        var lead = Lead();
        var first = Route(lead, Dealers(4));
        var ranking = first.Ranking.Select(dealer => dealer.Id).ToList();
        var second = lead with { Ranking = ranking, Tried = [ranking[0]], OffersMade = 1 };
        Route(second, Dealers(4)).DealerId.ShouldBe(ranking[1]);
        Route(second, Dealers(4)).Rule.ShouldBe(RuleNames.NextInRanking);

        var suspended = Dealers(4).Select(dealer => dealer.Id == ranking[1] ? dealer with { Active = false } : dealer).ToArray();
        Route(second, suspended).DealerId.ShouldBe(ranking[2]);
    }

    [Fact]
    public void R07_when_the_ranking_is_used_up_the_rules_begin_again() =>
        Route(Lead() with { Ranking = ["d1"], Tried = ["d1"], OffersMade = 1 }, Dealers(2)).DealerId.ShouldBe("d2");

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void R07_after_three_offers_the_desk_has_the_lead(int made, bool offered)
    {
        var decision = Route(Lead() with { OffersMade = made }, Dealers(5));
        (decision.DealerId is not null).ShouldBe(offered);
        if (!offered)
            decision.Reason.ShouldBe(ReasonKeys.MaxOffers);
    }
}
