using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared.Calendars;
using static Crm.Core.Tests.Routing.Field;

namespace Crm.Core.Tests.Routing;

public sealed class FilterTests
{
    private static readonly GeoPoint PeoplesSquare = new(31.2304, 121.4737);

    [Fact]
    public void R01_a_dealer_of_another_brand_is_out()
    {
        var decision = Route(Lead(), Dealer("a"), Dealer("b") with { Brands = ["audi"] });
        decision.DealerId.ShouldBe("a");
        decision.Out().ShouldBe(["b:brand"]);
    }

    [Fact]
    public void R01_brands_are_compared_without_case_and_an_empty_list_means_every_brand() =>
        Route(Lead() with { Brand = " VW " }, Dealer("a"), Dealer("b") with { Brands = [] }, Dealer("c") with { Brands = ["audi"] })
            .Out().ShouldBe(["c:brand"]);

    [Fact]
    public void R01_a_lead_without_a_brand_excludes_nobody_for_its_brand() =>
        Route(Lead() with { Brand = null }, Dealer("a"), Dealer("b") with { Brands = ["audi"] }).Out().ShouldBeEmpty();

    [Theory]
    [InlineData(Wish.Service, "sales", "skill")]
    [InlineData(Wish.Service, "service", null)]
    [InlineData(Wish.TestDrive, "test_drive", null)]
    [InlineData(Wish.TestDrive, "sales", null)]
    [InlineData(Wish.TestDrive, "charging", "skill")]
    [InlineData(Wish.Buy, "test_drive", "skill")]
    [InlineData(Wish.TradeIn, "used_car", null)]
    public void R01_a_dealer_must_do_that_kind_of_work(Wish wish, string capability, string? code) =>
        Route(Lead() with { Wish = wish }, Dealer("a") with { Capabilities = [capability] })
            .Out().ShouldBe(code is null ? [] : [$"a:{code}"]);

    [Fact]
    public void R01_a_dealer_that_lists_series_must_list_this_one() =>
        Route(Lead() with { Series = "ID.4" }, Dealer("a") with { Series = ["id.4"] }, Dealer("b") with { Series = ["Passat"] }, Dealer("c"))
            .Out().ShouldBe(["b:skill"]);

    [Fact]
    public void R01_suspended_tried_and_blocked_dealers_are_out() =>
        Route(Lead() with { Tried = ["b"], Blocked = ["c"] }, Dealer("a") with { Active = false }, Dealer("b"), Dealer("c"))
            .Out().ShouldBe(["a:suspended", "b:tried", "c:customer_block"]);

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void R01_the_daily_cap_is_the_last_lead_of_the_day(int today, bool full) =>
        Route(Lead(), new DealerSnapshot([Dealer("a") with { DailyCap = 5 }]).With("a", load => load with { AssignedToday = today }))
            .Out().ShouldBe(full ? ["a:cap"] : []);

    [Fact]
    public void R01_a_hot_lead_needs_a_dealer_that_opens_inside_the_promised_window()
    {
        var late = Dealer("late") with { Calendar = Hours(11, 18) };
        Route(Lead(), late, Dealer("open")).Out().ShouldBe(["late:closed"]);
        Route(Lead() with { PromiseDue = Now.AddHours(1) }, late).Out().ShouldBe(["late:closed"]);
        Route(Lead() with { PromiseDue = Now.AddHours(1).AddSeconds(1) }, late).Out().ShouldBeEmpty();
    }

    [Fact]
    public void R01_a_window_that_starts_tomorrow_is_judged_by_tomorrows_hours() =>
        Route(Lead() with { Now = Now.AddHours(12), PromiseStart = Now.AddHours(23), PromiseDue = Now.AddHours(23).AddMinutes(10) }, Dealer("a"))
            .DealerId.ShouldBe("a");

    [Theory]
    [InlineData(Temperature.Warm)]
    [InlineData(Temperature.Cold)]
    public void R01_for_warm_and_cold_leads_a_closed_dealer_only_stands_behind(Temperature temperature)
    {
        var decision = Route(Lead() with { Temperature = temperature }, Dealer("late") with { Calendar = Hours(11, 18), Record = Brilliant }, Dealer("open"));
        decision.Out().ShouldBeEmpty();
        decision.Ranking.Select(dealer => dealer.Id).ShouldBe(["open", "late"]);
    }

    [Fact]
    public void R01_a_calendar_that_never_opens_is_closed_and_no_error() =>
        Route(Lead(), Dealer("a") with { Calendar = new BusinessCalendar(CalendarTemplates.Weekly("Asia/Shanghai", [])) }).Out().ShouldBe(["a:closed"]);

    [Fact]
    public void R01_without_a_promise_nobody_is_closed() =>
        Route(Lead() with { PromiseStart = null, PromiseDue = null }, Dealer("a") with { Calendar = Hours(11, 18) }).DealerId.ShouldBe("a");

    [Theory]
    [InlineData("310101", 0.53, false)] // 58.9 km, city radius 60
    [InlineData("310101", 0.55, true)] // 61.2 km
    [InlineData("310221", 0.55, false)] // a county: radius 150
    [InlineData("310221", 1.34, false)] // 149.0 km
    [InlineData("310221", 1.36, true)] // 151.2 km
    [InlineData(null, 1.34, false)]
    public void R01_beyond_the_radius_is_far(string? region, double degreesNorth, bool far) =>
        Route(Lead() with { Region = region, Location = PeoplesSquare },
                Dealer("a") with { Location = new GeoPoint(PeoplesSquare.Latitude + degreesNorth, PeoplesSquare.Longitude) })
            .Out().ShouldBe(far ? ["a:far"] : []);

    [Fact]
    public void R01_without_a_map_point_another_province_is_far() =>
        Route(Lead() with { Region = "440305" }, Dealer("a", "310000"), Dealer("b", "440100"), Dealer("c")).Out().ShouldBe(["a:far"]);

    [Fact]
    public void R03_who_owns_the_territory_is_never_too_far() =>
        Route(Lead() with { Region = "420528", Location = new GeoPoint(30.2, 110.7) },
                Dealer("wuhan", "420000") with { Location = new GeoPoint(30.59, 114.3) })
            .DealerId.ShouldBe("wuhan");

    [Fact]
    public void L02_the_customers_own_choice_is_neither_far_nor_over_its_cap()
    {
        var field = new DealerSnapshot([Dealer("a", "310000") with { DailyCap = 1 }, Dealer("b", "440305")]).With("a", load => load with { AssignedToday = 1 });
        Route(Lead() with { Region = "440305", NamedDealer = "a" }, field).DealerId.ShouldBe("a");
    }

    [Fact]
    public void P03_without_consent_every_dealer_is_out_and_the_desk_keeps_the_lead()
    {
        var decision = Route(Lead() with { Consented = false, NamedDealer = "a" }, Dealer("a"), Dealer("b") with { Brands = ["audi"] });
        decision.DealerId.ShouldBeNull();
        decision.Rule.ShouldBe(RuleNames.OwnDesk);
        decision.Reason.ShouldBe(ReasonKeys.NoConsent);
        decision.Out().ShouldBe(["a:consent", "b:brand"]);
    }

    [Fact]
    public void Where_nobody_fits_the_desk_keeps_the_lead()
    {
        var decision = Route(Lead(), Dealer("a") with { Active = false });
        decision.DealerId.ShouldBeNull();
        decision.Reason.ShouldBe(ReasonKeys.NobodyFits);
        Route(Lead()).Reason.ShouldBe(ReasonKeys.NobodyFits);
    }

    private static readonly DealerRecord Brilliant = new(100, 100, 100, 100, 50);

    private static BusinessCalendar Hours(int from, int to) =>
        new(CalendarTemplates.Weekly("Asia/Shanghai", Enum.GetValues<DayOfWeek>(), new OpenInterval(from * 60, to * 60)));
}
