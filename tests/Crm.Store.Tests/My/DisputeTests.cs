using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.My;

/// <summary>"Nobody called me": what we count as kept is disputed, seen, decided, and another call is promised at once.</summary>
public sealed class DisputeTests
{
    [Theory]
    [OnEachDatabase]
    public async Task A_call_said_to_be_made_is_disputed_in_one_tap_and_another_one_is_promised(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var first = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        await crm.AttemptAsync(first.Id, "connected");
        var customer = await Customer.OfAsync(crm, first.Id);
        (await customer.PageAsync()).Promise(first.Id).GetProperty("canDispute").GetBoolean().ShouldBeTrue();
        (await SummaryAsync(crm)).KeptRate.ShouldBe(1);

        crm.Time.Advance(TimeSpan.FromMinutes(20));
        var page = await customer.DoneAsync("POST", $"/promises/{first.Id}/not-called");
        page.Promise(first.Id).Text("state").ShouldBe("disputed");
        var next = page.Promise(page.Text("nextPromiseId"));
        (next.Text("state"), next.Time("dueAt")).ShouldBe(("waiting", crm.Time.Now.AddMinutes(10)));
        (await customer.DoneAsync("POST", $"/promises/{first.Id}/not-called")).Text("nextPromiseId").ShouldBe(next.Text("id"), "twice is once");

        var desk = await crm.CallbackAsync(first.Id);
        (desk.Text("state"), desk.Text("outcome")).ShouldBe(("disputed", "disputed"));
        (await crm.CallbackAsync(next.Text("id"))).Text("priority").ShouldBe("high");
        (await crm.AlertsAsync()).ShouldBe(["promise-disputed"]);
        (await SummaryAsync(crm)).ShouldBe((0d, 1), "disputed counts as not kept until somebody decides");
        (await crm.SaidAsync()).Count(said => said.Notice == "promise-again").ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task An_unanswered_attempt_can_be_disputed_too_and_its_retries_end(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var first = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        await crm.AttemptAsync(first.Id, "no-answer");
        var customer = await Customer.OfAsync(crm, first.Id);
        var next = (await customer.DoneAsync("POST", $"/promises/{first.Id}/not-called")).Text("nextPromiseId");
        next.ShouldNotBe(first.Id);
        (await crm.CountAsync("select count(*) from step where subject_id = @id and state in (0, 1)", new { id = first.Id })).ShouldBe(0);
        (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem().Text("id").ShouldBe(next);
    }

    [Theory, OnEachDatabase]
    public async Task Before_its_time_there_is_nothing_to_dispute_and_after_it_the_late_call_goes_first(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var promise = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        var customer = await Customer.OfAsync(crm, promise.Id);
        (await customer.RefusedAsync(409, "POST", $"/promises/{promise.Id}/not-called")).ShouldBe("not-due-yet");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(11));
        var page = await customer.DoneAsync("POST", $"/promises/{promise.Id}/not-called");
        page.Text("nextPromiseId").ShouldBe(promise.Id);
        page.Promise(promise.Id).Text("state").ShouldBe("late");
        (await crm.CountAsync("select priority from promise where id = @id", new { id = promise.Id })).ShouldBe(2);
        (await crm.AlertsAsync()).ShouldBe(["promise-not-called", "promise-broken"]);
    }

    [Theory, OnEachDatabase]
    public async Task After_a_week_a_call_is_no_longer_disputed(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var promise = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        await crm.AttemptAsync(promise.Id, "connected");
        crm.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));
        (await (await Customer.OfAsync(crm, promise.Id)).RefusedAsync(409, "POST", $"/promises/{promise.Id}/not-called")).ShouldBe("too-late-to-dispute");
    }

    [Theory, OnEachDatabase]
    public async Task A_team_lead_decides_upheld_is_broken_and_rejected_is_kept_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var (decision, phone, outcome) in new[] { ("upheld", "13800138001", "broken-missed"), ("rejected", "13800138002", "kept-connected") })
        {
            var promise = (await crm.SubmitAsync(CrmFixture.Form("callback", name: decision, phone: phone))).Promise!;
            await crm.AttemptAsync(promise.Id, "connected");
            await (await Customer.OfAsync(crm, promise.Id)).DoneAsync("POST", $"/promises/{promise.Id}/not-called");
            var path = $"/callbacks/{promise.Id}/dispute";
            (await crm.PostAsync(path, new { decision, note = "heard the record" })).Status.ShouldBe(403, "an agent does not judge the own call");
            (await crm.PostAsync(path, new { decision, note = "" }, CrmFixture.Admin)).Body.Text("code").ShouldBe("note-required");
            (await crm.PostAsync(path, new { decision, note = "heard the record" }, CrmFixture.Admin)).Body.Text("outcome").ShouldBe(outcome);
            (await crm.PostAsync(path, new { decision, note = "heard the record" }, CrmFixture.Admin)).Body.Text("code").ShouldBe("dispute-decided");
            (await crm.GetAsync($"/callbacks/{promise.Id}")).GetProperty("dispute").Text("decision").ShouldBe(decision);
        }

        (await SummaryAsync(crm)).ShouldBe((0.5, 0));
    }

    private static async Task<(double KeptRate, int Disputed)> SummaryAsync(CrmFixture crm)
    {
        var summary = await crm.GetAsync("/callbacks/summary");
        return (summary.GetProperty("keptRate").GetDouble(), summary.GetProperty("disputed").GetInt32());
    }
}
