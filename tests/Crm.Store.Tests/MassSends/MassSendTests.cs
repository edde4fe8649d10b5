using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.MassSends;

/// <summary>WeCom 4.6, P-04, P-11, lessons 22 and 23.</summary>
public sealed class MassSendTests
{
    private static readonly string[] TwoTags = ["et_A", "et_B"];
    private static readonly string[] LikeOtherTags = ["et-A", "etXA"];

    [Theory, OnEachDatabase]
    public async Task A_mass_send_is_planned_then_confirmed_then_delivered_and_says_so_in_three_figures(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        foreach (var name in new List<string> { "an", "bo", "cai" }) await company.CustomerAsync(name);
        await company.CustomerAsync("dong", "wang");
        await company.CustomerAsync("silent", consent: false);
        var id = (await company.PlanAsync()).Text("id");
        company.Asked.ShouldHaveSingleItem().Contacts.Order().ShouldBe(["wm-an", "wm-bo", "wm-cai", "wm-dong"]);
        (await company.FiguresAsync(id)).ShouldBe("4/0/0");
        company.Confirmed["zhang"] = crm.Time.Now;
        company.Outcomes["wm-bo"] = "not-a-friend";
        company.Outcomes["wm-cai"] = "quota-used";
        await company.GoAsync(TimeSpan.FromMinutes(5));
        (await company.FiguresAsync(id)).ShouldBe("4/3/1");
        var detail = await crm.GetAsync($"/mass-sends/{id}");
        detail.GetProperty("outcomes").EnumerateArray().ToDictionary(o => o.Text("reason"), o => o.Text("count")).ShouldBe(new Dictionary<string, string>
            { ["delivered"] = "1", ["not-a-friend"] = "1", ["quota-used"] = "1", ["planned"] = "1", ["no-consent"] = "1" }, ignoreOrder: true);
        detail.GetProperty("members").EnumerateArray().Select(m => $"{m.Text("member")} {m.Text("planned")}/{m.Text("confirmed")}/{m.Text("delivered")}")
            .ShouldBe(["zhang 3/3/1", "wang 1/0/0"]);
        company.Confirmed["wang"] = crm.Time.Now;
        await company.GoAsync(TimeSpan.FromMinutes(10));
        (await company.FiguresAsync(id)).ShouldBe("4/4/2");
        (await company.SendAsync(id)).Text("state").ShouldBe("done");
    }

    [Theory, OnEachDatabase]
    public async Task A_customer_with_two_tags_and_two_members_gets_it_once_and_a_second_click_makes_nothing_new(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        await company.CustomerAsync("untagged");
        await crm.ReceiveAsync(crm.Item("an", Crm.Plugins.Contract.InboundKind.Event) with
        {
            Fact = new Crm.Plugins.Contract.MemberLinked(FakeCompany.Account, "wang", "wm-an", false, null),
        });
        await crm.Writer.WriteAsync(unit => unit.Execute("""update link set tags = '["et_A","et_B"]' where contact = 'wm-an'"""));
        var first = await company.PlanAsync(new { tags = TwoTags }, key: "form-1");
        var second = await company.PlanAsync(new { tags = TwoTags }, key: "form-1");
        second.Text("id").ShouldBe(first.Text("id"));
        company.Asked.ShouldHaveSingleItem().Contacts.ShouldBe(["wm-an"]);
        (await company.PlanAsync(new { tags = LikeOtherTags })).Text("id").ShouldNotBe(first.Text("id"));
        company.Asked.Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_consent_that_is_taken_back_between_plan_and_send_is_obeyed(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        var bo = await company.CustomerAsync("bo");
        var id = (await company.PlanAsync(startAt: crm.Time.Now.AddHours(2))).Text("id");
        (await company.SendAsync(id)).Text("state").ShouldBe("waiting");
        await company.ConsentAsync(bo, false);
        await company.GoAsync(TimeSpan.FromHours(2));
        company.Asked.ShouldHaveSingleItem().Contacts.ShouldBe(["wm-an"]);
        var verdict = (await crm.ListAsync($"/customers/{bo}/contact-verdicts")).ShouldHaveSingleItem();
        (verdict.Text("allowed"), verdict.GetProperty("reasons")[0].GetString(), verdict.Text("subject")).ShouldBe(("False", "stopped", $"mass-send:{id}:{bo}"));
        verdict.Text("ruleVersion").ShouldStartWith("policy-");
        (await crm.ListAsync($"/mass-sends/{id}/targets?state=refused")).ShouldHaveSingleItem().Text("reason").ShouldBe("stopped");
    }

    [Theory, OnEachDatabase]
    public async Task A_complaint_that_comes_between_plan_and_send_stops_it_and_an_answered_one_for_72_hours(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        await company.PlanAsync(startAt: crm.Time.Now.AddHours(1));
        await crm.SayAsync("an", "刹车失灵了，电话13800138000");
        await company.GoAsync(TimeSpan.FromHours(1));
        company.Asked.ShouldBeEmpty();
        var complaint = (await crm.ListAsync("/complaints")).ShouldHaveSingleItem().Text("id");
        foreach (var state in new List<string> { "acknowledged", "investigating", "resolved" })
            (await crm.PostAsync($"/complaints/{complaint}/state", new { state })).Status.ShouldBe(200);
        await crm.AdvanceAsync(TimeSpan.FromHours(71));
        await company.PlanAsync();
        company.Asked.ShouldBeEmpty();
        await crm.AdvanceAsync(TimeSpan.FromHours(2));
        await company.PlanAsync();
        company.Asked.Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Two_mass_sends_on_one_day_do_not_both_reach_a_customer_but_a_cancelled_one_does_not_count(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        var first = (await company.PlanAsync()).Text("id");
        await company.PlanAsync();
        company.Asked.Count.ShouldBe(1);
        (await crm.PostAsync($"/mass-sends/{first}/cancel", null, CrmFixture.Admin)).Status.ShouldBe(200);
        await company.GoAsync(TimeSpan.FromMinutes(1));
        crm.Plugins.Operations.Last().Request.ShouldBe(new Crm.Plugins.Contract.CancelMassSend("msg-1"));
        await company.PlanAsync();
        company.Asked.Count.ShouldBe(2);
        (await crm.PostAsync($"/mass-sends/{first}/cancel", null, CrmFixture.Admin)).Status.ShouldBe(409);
    }

    [Theory, OnEachDatabase]
    public async Task In_quiet_hours_nobody_is_asked_and_the_preview_names_the_next_time(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, new DateTimeOffset(2026, 3, 2, 21, 0, 0, TimeSpan.FromHours(8)));
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        var preview = (await crm.PostAsync("/mass-sends/preview", FakeCompany.Input(), CrmFixture.Admin)).Body;
        (preview.Text("allowed"), preview.GetProperty("refused")[0].Text("reason")).ShouldBe(("0", "quiet"));
        var opens = preview.Time("opensAt");
        opens.ShouldBe(new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(8)));
        await company.PlanAsync(startAt: opens);
        company.Asked.ShouldBeEmpty();
        await company.GoAsync(TimeSpan.FromHours(12));
        company.Asked.Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_preview_counts_each_customer_once_by_reason_and_forecasts_from_what_members_did(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        await company.CustomerAsync("bo", "wang");
        await company.PlanAsync();
        company.Confirmed["zhang"] = crm.Time.Now;
        await company.GoAsync(TimeSpan.FromMinutes(5));
        await crm.AdvanceAsync(TimeSpan.FromDays(2));
        await company.CustomerAsync("cai", consent: false);
        await crm.SubmitAsync(CrmFixture.Form(name: "李强"));
        await company.ConsentAsync(await company.CustomerAsync("dong"), false);
        var preview = (await crm.PostAsync("/mass-sends/preview", FakeCompany.Input(), CrmFixture.Admin)).Body;
        (preview.Text("total"), preview.Text("allowed")).ShouldBe(("5", "2"), preview.ToString());
        preview.GetProperty("refused").EnumerateArray().ToDictionary(r => r.Text("reason"), r => r.Text("count"))
            .ShouldBe(new Dictionary<string, string> { ["no-consent"] = "1", ["stopped"] = "1", ["no-link"] = "1" }, ignoreOrder: true);
        // zhang confirmed 1 of 1, wang 0 of 1, together half: (1 + 1.5) / 4 + (0 + 1.5) / 4 = 1.
        (preview.GetProperty("forecast").Text("expected"), preview.GetProperty("forecast").Text("basedOn")).ShouldBe(("1", "2"));
        (await crm.CountAsync("select count(*) from contact_verdict")).ShouldBe(2, "a preview decides nothing");
    }

    [Theory, OnEachDatabase]
    public async Task Three_reminders_in_24_hours_and_no_more(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        var id = (await company.PlanAsync()).Text("id");
        for (var i = 0; i < 3; i++) (await crm.PostAsync($"/mass-sends/{id}/remind", new { }, CrmFixture.Admin)).Status.ShouldBe(200);
        var (status, body) = await crm.PostAsync($"/mass-sends/{id}/remind", new { }, CrmFixture.Admin);
        (status, body.Text("code")).ShouldBe((409, "reminded-enough"));
        await company.GoAsync(TimeSpan.FromHours(25));
        crm.Plugins.Operations.Count(operation => operation.Request is Crm.Plugins.Contract.RemindMassSend).ShouldBe(3);
        (await crm.PostAsync($"/mass-sends/{id}/remind", new { }, CrmFixture.Admin)).Status.ShouldBe(200);
    }

    [Theory, OnEachDatabase]
    public async Task Only_admins_and_leads_plan_and_a_dealer_sees_none_of_the_makers(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        var id = (await company.PlanAsync()).Text("id");
        var dealer = CrmFixture.DealerOf(await crm.DealerAsync("A"));
        foreach (var caller in new[] { CrmFixture.Agent, dealer })
            (await crm.PostAsync("/mass-sends", FakeCompany.Input(), caller)).Status.ShouldBe(403);
        (await crm.ListAsync("/mass-sends", dealer)).ShouldBeEmpty();
        (await crm.Door.CallAsync("GET", $"/mass-sends/{id}", dealer)).Status.ShouldBe(404);
    }
}
