using Crm.Plugins.Core.Routing;
using static Crm.Core.Tests.Routing.Field;

namespace Crm.Core.Tests.Routing;

public sealed class FairnessTests
{
    public static TheoryData<PickMethod, int> Methods()
    {
        var data = new TheoryData<PickMethod, int>();
        foreach (var pick in Enum.GetValues<PickMethod>())
            foreach (var count in new[] { 2, 3, 7, 20, 33 })
                data.Add(pick, count);
        return data;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void R06_identical_dealers_get_the_same_over_any_500_leads(PickMethod pick, int count)
    {
        var mean = 500.0 / count;
        for (var salt = 0; salt < 4; salt++)
        {
            foreach (var (dealer, got) in Fairness.Run(500, Dealers(count), Picking(pick), salt: salt))
                Math.Abs(got - mean).ShouldBeLessThanOrEqualTo(Math.Max(2, mean * 0.05), $"{dealer} got {got} of a mean of {mean}");
        }
    }

    [Theory]
    [InlineData(PickMethod.RoundRobin, 2)]
    [InlineData(PickMethod.WeightedRandom, 6)]
    public void R05_weights_are_kept_over_500_leads(PickMethod pick, int tolerance)
    {
        double[] weights = [0.5, 1, 1, 2, 3.5];
        Dealer[] dealers = [.. weights.Select((weight, i) => Dealer($"d{i}") with { Weight = weight })];
        var counts = Fairness.Run(500, dealers, Picking(pick));
        foreach (var dealer in dealers)
            Math.Abs(counts[dealer.Id] - 500 * dealer.Weight / weights.Sum()).ShouldBeLessThanOrEqualTo(tolerance, dealer.Id);
    }

    [Fact]
    public void R05_turns_are_spread_out_not_bunched()
    {
        Dealer[] dealers = [Dealer("big") with { Weight = 5 }, Dealer("small1"), Dealer("small2")];
        var snapshot = new DealerSnapshot(dealers);
        var cursor = RoundRobinCursor.Start("");
        var order = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            var result = Router.Route(Lead($"lead-{i}"), snapshot, Picking(PickMethod.RoundRobin), _ => cursor);
            cursor = result.Cursor!;
            order.Add(result.Decision.DealerId!);
        }

        order.Count(id => id == "big").ShouldBe(5);
        string.Join(' ', order).ShouldNotContain("big big big big");
        cursor.Turns.Values.ShouldAllBe(turn => turn == 0);
    }

    [Fact]
    public void R05_who_comes_back_from_holiday_is_not_flooded()
    {
        Dealer[] dealers = Dealers(4);
        var counts = new Dictionary<string, int>();
        var cursor = RoundRobinCursor.Start("");
        var snapshot = new DealerSnapshot(dealers);
        var away = new DealerSnapshot([dealers[0] with { Active = false }, .. dealers[1..]]);
        for (var i = 0; i < 400; i++)
        {
            var result = Router.Route(Lead($"lead-{i}"), i is >= 100 and < 300 ? away : snapshot, Picking(PickMethod.RoundRobin), _ => cursor);
            cursor = result.Cursor!;
            if (i is >= 300 and < 320)
                counts[result.Decision.DealerId!] = counts.GetValueOrDefault(result.Decision.DealerId!) + 1;
        }

        counts["d1"].ShouldBeInRange(4, 6);
    }

    [Fact]
    public void R05_a_dealer_of_weight_nothing_gets_nothing_while_others_fit()
    {
        Dealer[] dealers = [Dealer("none") with { Weight = 0 }, Dealer("some")];
        Fairness.Run(20, dealers, Picking(PickMethod.RoundRobin))["none"].ShouldBe(0);
        Fairness.Run(20, dealers, Picking(PickMethod.WeightedRandom))["none"].ShouldBe(0);
        Fairness.Run(20, dealers[..1], Picking(PickMethod.RoundRobin))["none"].ShouldBe(20);
    }

    /// <summary>Odoo's bug: ties that fall back to creation order feed the oldest member with nearly everything.</summary>
    [Fact]
    public void R05_among_equals_chance_does_not_favour_the_first_in_the_file()
    {
        var firsts = Enumerable.Range(0, 600).Select(i => Route(Lead($"lead-{i}"), Dealers(6)).DealerId!).CountBy(id => id).ToDictionary();
        firsts.Count.ShouldBe(6);
        firsts.Values.ShouldAllBe(count => count > 60 && count < 140);
    }
}
