using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using static Crm.Core.Tests.Routing.Field;

namespace Crm.Core.Tests.Routing;

public sealed class ScoreTests
{
    private static readonly GeoPoint Home = new(31.2304, 121.4737);

    [Fact]
    public void R04_the_parts_add_up_with_their_weights()
    {
        var dealer = Dealer("a") with { Location = new GeoPoint(31.3203, 121.4737), DailyCap = 10, Capabilities = ["sales"] };
        var field = new DealerSnapshot([dealer, Dealer("b")]).With("a", load => load with { Open = 3, Last30Days = 1 }).With("b", load => load with { Last30Days = 3 });
        var a = Route(Lead() with { Location = Home }, field).Ranking.Single(d => d.Id == "a");

        a.Km.ShouldBe(10.0);
        a.Parts!.Value.Distance.ShouldBe(0.5, 1e-6);
        a.Parts.Value.Capacity.ShouldBe(0.7, 1e-6);
        a.Parts.Value.Fit.ShouldBe(0.75);
        a.Parts.Value.Fairness.ShouldBe(0.5, 1e-6); // half is due, a quarter was given
        a.Score.ShouldBe(0.35 * 0.5 + 0.2 * 0.7 + 0.25 * a.Parts.Value.Performance + 0.1 * 0.75 + 0.1 * 0.5, 1e-6);
    }

    [Fact]
    public void R04_a_new_dealer_stands_at_the_mean_of_its_brand_not_at_zero()
    {
        Dealer[] dealers =
        [
            Dealer("good") with { Record = new(200, 200, 180, 180, 20) },
            Dealer("bad") with { Record = new(200, 200, 60, 60, 4) },
            Dealer("new"),
        ];
        var perf = Route(Lead(), dealers).Ranking.ToDictionary(d => d.Id, d => d.Performance);
        perf["good"].ShouldBeGreaterThan(perf["new"]);
        perf["new"].ShouldBeGreaterThan(perf["bad"]);
        perf["bad"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void R04_one_lucky_lead_does_not_make_a_star()
    {
        Dealer[] dealers = [Dealer("steady") with { Record = new(500, 450, 450, 440, 40) }, Dealer("lucky") with { Record = new(1, 1, 1, 1, 1) }];
        var perf = Route(Lead(), dealers).Ranking.ToDictionary(d => d.Id, d => d.Performance);
        perf["lucky"].ShouldBeLessThan(perf["steady"] * 1.8);
    }

    [Fact]
    public void R05_nearest_least_busy_and_best_score_each_look_at_their_own_number()
    {
        Dealer[] dealers =
        [
            Dealer("near") with { Location = new GeoPoint(31.24, 121.47) },
            Dealer("idle") with { Location = new GeoPoint(31.6, 121.47) },
            Dealer("best") with { Location = new GeoPoint(31.28, 121.47), Capabilities = ["test_drive"], Record = new(100, 100, 100, 100, 30) },
        ];
        var field = new DealerSnapshot(dealers)
            .With("near", load => load with { Open = 25 }).With("best", load => load with { Open = 2 });
        var lead = Lead() with { Location = Home, Wish = Wish.TestDrive };
        Route(lead, field, Picking(PickMethod.GeoNearest)).DealerId.ShouldBe("near");
        Route(lead, field, Picking(PickMethod.LeastBusy)).DealerId.ShouldBe("idle");
        Route(lead, field, Picking(PickMethod.BestScore)).DealerId.ShouldBe("best");
    }

    [Fact]
    public void R05_equals_are_told_apart_by_who_waited_longest()
    {
        var field = new DealerSnapshot(Dealers(3))
            .With("d1", load => load with { LastAssigned = Now.AddMinutes(-1) })
            .With("d2", load => load with { LastAssigned = Now.AddMinutes(-9) })
            .With("d3", load => load with { LastAssigned = Now.AddMinutes(-5) });
        Route(Lead(), field).Ranking.Select(d => d.Id).ShouldBe(["d2", "d3", "d1"]);
    }

    [Fact]
    public void R09_the_desk_gives_work_to_the_least_busy_who_can_and_is_there()
    {
        DeskAgent[] agents =
        [
            new("away", ["zh", "complaint"], false, 0, null),
            new("busy", ["zh", "complaint"], true, 4, null),
            new("free", ["zh"], true, 0, null),
            new("right", ["zh", "Complaint"], true, 1, Now),
            new("waited", ["zh", "complaint"], true, 1, Now.AddHours(-1)),
        ];
        AgentPick.Choose(agents, ["complaint"], "c1")!.Id.ShouldBe("waited");
        AgentPick.Choose(agents, ["complaint"], "c1", preferred: "busy")!.Id.ShouldBe("busy");
        AgentPick.Choose(agents, ["complaint"], "c1", preferred: "away")!.Id.ShouldBe("waited");
        AgentPick.Choose(agents, ["ru"], "c1").ShouldBeNull();
    }
}
