using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using static Crm.Core.Tests.Routing.Field;

namespace Crm.Core.Tests.Routing;

public sealed class TerritoryTests
{
    [Theory]
    [InlineData("310115", "310115 310100 310000 CN")]
    [InlineData("440300", "440300 440000 CN")]
    [InlineData("310000", "310000 310100 CN")]
    [InlineData("429004", "429004 420000 CN")] // Xiantao lies directly under Hubei
    [InlineData("659001", "659001 650000 CN")] // Shihezi directly under Xinjiang
    [InlineData("441900", "441900 440000 CN")] // Dongguan has no districts
    [InlineData("710000", "710000 CN")]
    [InlineData("CN", "CN")]
    [InlineData("de-by", "de-by")]
    public void R03_a_place_lies_in_its_city_its_province_and_the_nation(string code, string chain) =>
        string.Join(' ', RegionCodes.Chain(code)).ShouldBe(chain);

    [Theory]
    [InlineData("31", "310000")]
    [InlineData(" 3101 ", "310100")]
    [InlineData("*", "CN")]
    [InlineData("cn", "CN")]
    [InlineData("000000", "CN")]
    [InlineData("DE-BY", "de-by")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void R03_codes_are_brought_into_one_form(string? code, string? normal) => RegionCodes.None.Normalise(code).ShouldBe(normal);

    [Fact]
    public void R03_replaced_codes_are_followed_and_a_circle_ends()
    {
        var codes = new RegionCodes([new("310108", "310106"), new("310106", "310109"), new("110101", "110102"), new("110102", "110101")]);
        codes.Normalise("310108").ShouldBe("310109");
        codes.Normalise("110101").ShouldBeOneOf("110101", "110102");
    }

    [Theory]
    [InlineData("310115", "310115", 3)]
    [InlineData("310115", "310104", 2)]
    [InlineData("310115", "310100", 2)]
    [InlineData("440305", "440106", 1)]
    [InlineData("440305", "440000", 1)]
    [InlineData("429004", "429005", 1)] // neighbours in numbers, not in one city
    [InlineData("310115", "440305", 0)]
    [InlineData("310115", "CN", 0)]
    [InlineData("310000", "310000", 2)] // a municipality is one city
    [InlineData("500112", "500229", 2)]
    [InlineData("440000", "440000", 1)]
    [InlineData("de-by", "de-by", 3)]
    [InlineData("310100", "310100", 2)]
    public void R03_closeness_is_what_two_codes_share(string a, string b, int closeness)
    {
        RegionCodes.Closeness(a, b).ShouldBe(closeness);
        RegionCodes.Closeness(b, a).ShouldBe(closeness);
    }

    [Theory]
    [InlineData("310108", "310106")]
    [InlineData("341402", "340181")]
    [InlineData("310115", "310115")]
    public void R03_shipped_mergers_lead_to_the_code_of_today(string code, string today) => RegionCodes.Shipped.Normalise(code).ShouldBe(today);

    [Theory]
    [InlineData("310115", "上海", "Shanghai")]
    [InlineData("310000", "上海", "Shanghai")]
    [InlineData("130100", "河北 石家庄", "Shijiazhuang, Hebei")]
    [InlineData("130302", "河北 秦皇岛", null)]
    [InlineData("999999", null, null)]
    [InlineData("", null, null)]
    public void A_code_is_shown_by_its_name(string code, string? chinese, string? english)
    {
        var name = Regions.DisplayName(code);
        (name?.GetValueOrDefault("zh-CN"), name?.GetValueOrDefault("en")).ShouldBe((chinese, english));
    }

    [Fact]
    public void R03_the_most_specific_owner_wins()
    {
        Dealer[] all = [Dealer("nation", "000000"), Dealer("province", "440000"), Dealer("city", "440300"), Dealer("county", "440305")];
        Route(Lead() with { Region = "440305" }, all).Reason.ShouldBe("territory.county");
        Route(Lead() with { Region = "440305" }, all[..3]).Reason.ShouldBe("territory.city");
        Route(Lead() with { Region = "440305" }, all[..2]).Reason.ShouldBe("territory.province");
        Route(Lead() with { Region = "440305" }, all[..1]).Reason.ShouldBe("territory.nation");
        Route(Lead() with { Region = "440305", Tried = ["county", "city"] }, all).DealerId.ShouldBe("province");
    }

    [Fact]
    public void R03_a_county_without_a_city_goes_to_the_province_not_to_a_neighbour() =>
        Route(Lead() with { Region = "429004" }, Dealer("wrong", "429000"), Dealer("right", "420000")).DealerId.ShouldBe("right");

    [Fact]
    public void R03_an_old_code_finds_the_owner_of_the_new_one()
    {
        var codes = new RegionCodes([new("310108", "310106")]);
        Route(Lead() with { Region = "310108" }, new DealerSnapshot([Dealer("a", "310106"), Dealer("b", "310101")], codes: codes)).DealerId.ShouldBe("a");
        Route(Lead() with { Region = "310106" }, new DealerSnapshot([Dealer("a", "310108"), Dealer("b", "310101")], codes: codes)).DealerId.ShouldBe("a");
    }

    [Fact]
    public void R03_overlapping_owners_get_their_shares()
    {
        Dealer[] dealers = [Dealer("a") with { Regions = [new("310115", 60)] }, Dealer("b") with { Regions = [new("310115", 40)] }];
        var counts = Fairness.Run(100, dealers, RoutingRules.Default, lead => lead with { Region = "310115" });
        counts["a"].ShouldBe(60);
        counts["b"].ShouldBe(40);
    }

    [Fact]
    public void R03_free_text_and_foreign_codes_match_only_themselves()
    {
        Route(Lead() with { Region = "de-by" }, Dealer("munich", "DE-BY"), Dealer("shanghai", "310000")).DealerId.ShouldBe("munich");
        Route(Lead() with { Region = "浦东" }, Dealer("a", "310115")).Rule.ShouldBe(RuleNames.OpenMarket);
    }
}
