using Crm.Plugins.Core.Leads;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Leads;

public sealed class IntentLevelTests
{
    [Theory]
    [InlineData(0, "H", Temperature.Hot)]
    [InlineData(31, "H", Temperature.Hot)]
    [InlineData(32, "A", Temperature.Warm)]
    [InlineData(92, "A", Temperature.Warm)]
    [InlineData(184, "B", Temperature.Warm)] // warm buys within six months
    [InlineData(185, "C", Temperature.Cold)]
    [InlineData(null, "C", Temperature.Cold)]
    public void A_buying_horizon_is_a_level_and_a_temperature(int? days, string name, Temperature temperature)
    {
        IntentLevels.Default.ForHorizon(days).Name.ShouldBe(name);
        IntentLevels.Default.ForHorizon(days).Temperature.ShouldBe(temperature);
    }

    [Theory]
    [InlineData(Wish.TestDrive, null, "H")]
    [InlineData(Wish.TestDrive, 300, "H")]
    [InlineData(Wish.Buy, null, "A")]
    [InlineData(Wish.Buy, 10, "H")]
    [InlineData(Wish.Buy, 300, "C")]
    [InlineData(Wish.Other, null, "C")]
    public void A_new_lead_is_assessed_by_wish_and_horizon(Wish wish, int? days, string name) =>
        IntentLevels.Default.Assess(wish, days).Name.ShouldBe(name);

    [Fact]
    public void A_brand_may_name_its_own_levels()
    {
        var brand = new IntentLevels([new("later", null, Temperature.Cold), new("O", 7, Temperature.Hot), new("N", 60, Temperature.Warm)]);
        brand.All.Select(level => level.Name).ShouldBe(["O", "N", "later"]);
        brand.ForHorizon(8).Name.ShouldBe("N");
        brand.For(Temperature.Warm).Name.ShouldBe("N");
        brand.Named("o")!.WithinDays.ShouldBe(7);
        brand.Named("X").ShouldBeNull();
    }

    [Fact]
    public void Levels_without_an_end_or_with_two_of_one_kind_are_refused()
    {
        Should.Throw<ArgumentException>(() => new IntentLevels([new("H", 7, Temperature.Hot)]));
        Should.Throw<ArgumentException>(() => new IntentLevels([new("H", 7, Temperature.Hot), new("h", null, Temperature.Cold)]));
        Should.Throw<ArgumentException>(() => new IntentLevels([new("H", 7, Temperature.Hot), new("A", 7, Temperature.Warm), new("C", null, Temperature.Cold)]));
    }

    [Theory]
    [InlineData(Temperature.Hot, "11-22 10:00:00")]
    [InlineData(Temperature.Warm, "11-27 10:00:00")]
    [InlineData(Temperature.Cold, null)]
    public void S22_hot_every_second_day_warm_weekly_cold_not_at_all(Temperature temperature, string? next) =>
        FollowUpClocks.For(temperature).NextTouch(At("11-20 10:00")).ShouldBe(next is null ? null : At(next));
}
