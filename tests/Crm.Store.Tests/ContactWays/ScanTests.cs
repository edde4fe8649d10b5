using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.ContactWays;

/// <summary>From the scan to the purchase: each scan once, each figure with its rows (spec/lessons.md 1).</summary>
public sealed class ScanTests
{
    [Theory, OnEachDatabase]
    public async Task Ten_people_scanning_one_code_in_the_same_second_are_ten_scans_ten_customers_and_ten_welcomes(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync(welcome: [new { locale = "zh-CN", text = "欢迎！" }]);
        var capture = crm.Service<Capture>();
        var scans = Enumerable.Range(0, 10).Select(i => crm.Scan($"p{i}", way.Text("state"), key: $"scan-{i}")).ToList();
        await Task.WhenAll(scans.Select(scan => capture.CaptureAsync(CrmFixture.Chat, [scan], [], default)));
        await crm.PumpAsync();
        // The platform delivers one of them three times more.
        for (var i = 0; i < 3; i++) await crm.ReceiveAsync(scans[4]);
        await crm.DeliverAsync();
        var figures = await crm.FiguresAsync(way);
        (figures.Number("scans"), figures.Number("newCustomers")).ShouldBe((10, 10));
        figures.GetProperty("welcome").Number("sent").ShouldBe(10);
        (await crm.SaidAsync()).Count(said => said.Text == "欢迎！").ShouldBe(10);
        (await crm.RowsAsync(way, "scans")).Select(row => row.Text("customerId")).Distinct().Count().ShouldBe(10);
        (await crm.WayAsync(way)).Number("scansToday").ShouldBe(10);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_scan_makes_a_lead_only_where_the_code_says_so(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var plain = await crm.MakeAsync();
        var making = await crm.MakeAsync(createsLead: true);
        await crm.ReceiveAsync(crm.Scan("a", plain.Text("state")), crm.Scan("b", making.Text("state")), crm.Scan("c", "unknown-state"), crm.Scan("d", null));
        var lead = (await crm.ListAsync("/leads")).ShouldHaveSingleItem();
        (lead.GetProperty("source").Text("scene"), lead.GetProperty("source").Text("campaign")).ShouldBe((making.Text("state"), "spring"));
        (await crm.CountAsync("select count(*) from contact_way_scan")).ShouldBe(4, "a scan of an unknown code is counted too");
        await crm.ReceiveAsync(crm.Scan("b", making.Text("state"), "li"));
        (await crm.ListAsync("/leads")).Count.ShouldBe(1, "who comes back has one lead");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_customer_who_came_by_a_dealers_code_is_offered_to_that_dealer_first(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        for (var i = 0; i < 4; i++) await crm.DealerAsync($"N{i}", weight: 100);
        var dealer = await crm.DealerAsync("FAR", regions: ["440106"]);
        var way = await crm.MakeAsync(dealer);
        way.Text("state").ShouldStartWith("dFAR-cspring-");
        await crm.ReceiveAsync(crm.Scan("li", way.Text("state")));
        await crm.SayAsync("li", "我想试驾");
        await crm.SayAsync("li", "13800138000 同意");
        var lead = (await crm.ListAsync("/leads")).ShouldHaveSingleItem();
        lead.GetProperty("source").Text("scene").ShouldBe(way.Text("state"));
        (await crm.OpenOfferAsync(lead.Text("id"))).Text("dealerId").ShouldBe(dealer);
        (await crm.ListAsync($"/leads/{lead.Text("id")}/routing"))[0].Text("rule").ShouldBe("named");
    }

    [Theory, OnEachDatabase]
    public async Task Every_figure_can_be_shown_as_rows(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var dealer = await crm.DealerAsync("A");
        var way = await crm.MakeAsync(dealer);
        await crm.ReceiveAsync(crm.Scan("li", way.Text("state")), crm.Scan("wang", way.Text("state"), half: true), crm.Scan("chen", way.Text("state")));
        await crm.ReceiveAsync(crm.Scan("li", way.Text("state"), "li-si"));
        await crm.SayAsync("li", "我想试驾");
        await crm.SayAsync("li", "13800138000 同意");
        var lead = (await crm.ListAsync("/leads")).ShouldHaveSingleItem().Text("id");
        (await crm.AcceptAsync(await crm.OpenOfferAsync(lead))).Status.ShouldBe(200);
        await crm.Writer.WriteAsync(unit =>
        {
            foreach (var kind in new[] { LeadFactKind.TestDriven, LeadFactKind.Ordered }) LeadStore.AddFact(unit, lead, new LeadFact(kind, unit.Now), "dealer");
        });
        await crm.ReceiveAsync(crm.Item("chen", InboundKind.ContactLost) with
        {
            ConversationKey = "contact-zhang-chen", Fact = new MemberUnlinked(WayDesk.Account, "zhang", "wm-chen", "customer"),
        });
        var figures = await crm.FiguresAsync(way);
        var expected = new Dictionary<string, (string Figure, long Count)>
        {
            ["scans"] = ("scans", 4), ["newCustomers"] = ("new-customers", 3), ["repeat"] = ("repeat", 1), ["half"] = ("half", 1), ["talked"] = ("talked", 1),
            ["leads"] = ("leads", 1), ["offersAccepted"] = ("offers-accepted", 1), ["contacted"] = ("contacted", 0), ["testDrives"] = ("test-drives", 1),
            ["ordered"] = ("ordered", 1), ["delivered"] = ("delivered", 0), ["lostContacts"] = ("lost-contacts", 1),
        };
        foreach (var (name, (figure, count)) in expected)
        {
            figures.Number(name).ShouldBe(count, name);
            (await crm.RowsAsync(way, figure)).Count.ShouldBe((int)count, figure);
        }

        var tomorrow = await crm.GetAsync($"/contact-ways/{way.Text("id")}/statistics?from=2026-03-03T00:00:00%2B08:00");
        tomorrow.Number("scans").ShouldBe(0);
    }

    [Theory, OnEachDatabase]
    public async Task A_half_contact_that_is_accepted_later_stays_one_scan(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync();
        await crm.ReceiveAsync(crm.Scan("li", way.Text("state"), half: true, code: false));
        (await crm.FiguresAsync(way)).Number("half").ShouldBe(1);
        await crm.ReceiveAsync(crm.Scan("li", way.Text("state")));
        await crm.DeliverAsync();
        var figures = await crm.FiguresAsync(way);
        (figures.Number("scans"), figures.Number("half"), figures.Number("repeat")).ShouldBe((1, 0, 0));
        figures.GetProperty("welcome").Number("sent").ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_dealer_sees_its_own_codes_and_no_other_and_changes_none(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var (mine, theirs) = (await crm.DealerAsync("A"), await crm.DealerAsync("B"));
        var own = await crm.MakeAsync(mine);
        var other = await crm.MakeAsync(theirs);
        var makers = await crm.MakeAsync();
        var caller = CrmFixture.DealerOf(mine);
        (await crm.ListAsync("/contact-ways", caller)).ShouldHaveSingleItem().Text("id").ShouldBe(own.Text("id"));
        (await crm.ListAsync($"/contact-ways?dealerId={theirs}", caller)).ShouldBeEmpty();
        (await crm.FiguresAsync(own, caller)).Number("scans").ShouldBe(0);
        foreach (var id in new List<string> { other.Text("id"), makers.Text("id") })
            foreach (var path in new List<string> { "", "/qr.png", "/statistics", "/statistics/rows" })
                (await crm.Door.CallAsync("GET", $"/contact-ways/{id}{path}", caller)).Status.ShouldBe(404, path);
        (await crm.Door.CallAsync("PATCH", $"/contact-ways/{own.Text("id")}", caller, new { name = "x" })).Status.ShouldBe(403);
        (await crm.Door.CallAsync("DELETE", $"/contact-ways/{own.Text("id")}", caller)).Status.ShouldBe(403);
        (await crm.PostAsync("/contact-ways", new { name = "x" }, caller)).Status.ShouldBe(403);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_wrong_with_a_code_is_said(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        await Refused(new { name = "", campaign = "c", plan = WayDesk.Office() }, "missing-name");
        await Refused(new { name = "n", campaign = "c", plan = new { members = Array.Empty<string>() } }, "no-members");
        await Refused(new { name = "n", campaign = "c", plan = WayDesk.Office(), dealerId = "gone" }, "unknown-dealer");
        await Refused(new { name = "n", campaign = "c", plan = WayDesk.Office(), account = "other/app" }, "unknown-account");
        await Refused(new { name = "n", campaign = "c", plan = WayDesk.Office(), expiresAt = "2020-01-01T00:00:00Z" }, "expired-already");
        await Refused(new { name = "n", campaign = "c", plan = WayDesk.Office(), welcome = new[] { new { text = "{who}" } } }, "unknown-placeholder");
        (await crm.CountAsync("select count(*) from contact_way")).ShouldBe(0);

        async Task Refused(object body, string code)
        {
            var (status, answer) = await crm.PostAsync("/contact-ways", body, CrmFixture.Admin);
            (status, answer.Text("code")).ShouldBe((422, code));
        }
    }
}
