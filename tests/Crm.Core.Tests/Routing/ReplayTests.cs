using System.Diagnostics;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using static Crm.Core.Tests.Routing.Field;

namespace Crm.Core.Tests.Routing;

public sealed class ReplayTests
{
    [Fact]
    public void R08_a_stored_decision_is_taken_again_bit_for_bit()
    {
        var random = new Random(7);
        var cursors = new Dictionary<string, RoundRobinCursor>();
        for (var i = 0; i < 300; i++)
        {
            var (lead, field, rules) = (RandomField.Lead(random, i), RandomField.Dealers(random, random.Next(1, 90)), RandomField.Rules(random));
            var (decision, cursor) = Router.Route(lead, field, rules, key => cursors.GetValueOrDefault(key) ?? RoundRobinCursor.Start(key));
            if (cursor is not null)
                cursors[cursor.Key] = cursor;

            var json = RoutingJson.Write(decision);
            RoutingJson.Write(Router.Replay(RoutingJson.ReadDecision(json))).ShouldBe(json);
        }
    }

    [Fact]
    public void R08_the_same_lead_and_field_give_the_same_decision()
    {
        var field = RandomField.Dealers(new Random(3), 40);
        RoutingJson.Write(Route(Lead(), field)).ShouldBe(RoutingJson.Write(Route(Lead(), field)));
    }

    [Fact]
    public void R08_a_replay_with_other_weights_shows_what_they_would_have_done()
    {
        var home = new GeoPoint(31.23, 121.47);
        var field = new DealerSnapshot([Dealer("near") with { Location = home }, Dealer("idle") with { Location = new GeoPoint(31.5, 121.47) }])
            .With("near", load => load with { Open = 29 });
        var stored = Route(Lead() with { Location = home }, field);
        stored.DealerId.ShouldBe("near");
        Router.Replay(stored, RoutingRules.Default with { Weights = new ScoreParts(0.1, 0.9, 0, 0, 0) }).DealerId.ShouldBe("idle");
        Router.Replay(stored, RoutingRules.Default with { RuralRadiusKm = 20 }).Out().ShouldBe(["idle:far"]);
    }

    [Fact]
    public void R08_zero_values_survive_storage()
    {
        var lead = Lead() with { Temperature = Temperature.Cold, Wish = Wish.Buy };
        var rules = RoutingRules.Default with { CityRadiusKm = 0, OpenMarketPick = PickMethod.GeoNearest, MaxOffers = 1, Weights = default };
        var stored = RoutingJson.ReadDecision(RoutingJson.Write(Route(lead, new DealerSnapshot(Dealers(2)), rules)));
        stored.Rules.ShouldBe(rules);
        stored.Request.Temperature.ShouldBe(Temperature.Cold);
    }

    [Fact]
    public void R08_a_cursor_survives_storage()
    {
        var (_, cursor) = Router.Route(Lead(), new DealerSnapshot(Dealers(3)), Picking(PickMethod.RoundRobin), RoundRobinCursor.Start);
        var read = RoutingJson.ReadCursor(RoutingJson.Write(cursor!));
        read.Key.ShouldBe(cursor!.Key);
        read.Turns.ShouldBe(cursor.Turns);
    }

    [Fact]
    public void R08_a_decision_stays_small_however_many_dealers_there_are()
    {
        var decision = Route(Lead() with { Region = "310115" }, RandomField.Dealers(new Random(5), 2000));
        RoutingJson.Write(decision).Length.ShouldBeLessThan(40_000);
        (decision.Dealers.Count + decision.Unlisted.Values.Sum()).ShouldBe(2000);
        RoutingJson.Write(Route(Lead(), Dealers(20))).Length.ShouldBeLessThan(6_000);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(2000, 300)]
    public void A_decision_takes_microseconds(int count, int microseconds)
    {
        var field = RandomField.Dealers(new Random(11), count, calendars: 3);
        var lead = Lead() with { Region = "310115" };
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 1000; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Route(lead, field);
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        // The best of many, for the machine does other things too; five times the goal, so only a blunder turns it red.
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} dealers: {best.TotalMicroseconds:0.0} µs");
        best.TotalMicroseconds.ShouldBeLessThan(microseconds * 5);
    }
}
