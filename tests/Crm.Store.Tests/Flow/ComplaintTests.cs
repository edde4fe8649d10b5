using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Complaints and their clocks (spec/dealer.md 6.1 and 6.2, K-02).</summary>
public sealed class ComplaintTests
{
    [Theory, OnEachDatabase]
    public async Task Raising_the_severity_brings_the_clocks_forward_and_lowering_needs_a_reason_K02(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await ComplainAsync(crm, "态度太差");
        var before = await crm.GetAsync($"/complaints/{id}");
        before.Text("severity").ShouldBe("s4");
        var raised = (await crm.PostAsync($"/complaints/{id}/severity", new { severity = "s1", reason = "smoke" })).Body;
        (raised.Text("severity"), raised.Text("severityState")).ShouldBe(("s1", "confirmed"));
        raised.Time("contactDueAt").ShouldBe(crm.Time.Now.AddMinutes(10));
        raised.Text("resolveDueAt").ShouldBe("");
        (await crm.AlertsAsync()).ShouldBe(["complaint-s1"]);

        var (status, body) = await crm.PostAsync($"/complaints/{id}/severity", new { severity = "s3" });
        (status, body.Text("code")).ShouldBe((422, "reason-required"));
        var lowered = (await crm.PostAsync($"/complaints/{id}/severity", new { severity = "s3", reason = "no smoke" })).Body;
        lowered.Text("severity").ShouldBe("s3");
        lowered.Time("contactDueAt").ShouldBeGreaterThan(crm.Time.Now.AddHours(1));
    }

    [Theory, OnEachDatabase]
    public async Task A_clock_of_the_old_severity_does_not_tick_on(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await ComplainAsync(crm, "刹车失灵了");
        (await crm.PostAsync($"/complaints/{id}/severity", new { severity = "s4", reason = "it was the radio" })).Status.ShouldBe(200);
        (await crm.PostAsync($"/complaints/{id}/acknowledge")).Status.ShouldBe(200);
        await crm.AdvanceAsync(TimeSpan.FromHours(3));
        (await crm.AlertsAsync()).ShouldNotContain(kind => kind.Contains("plan") || kind.Contains("confirm") || kind.Contains("contact-missed"));
    }

    [Theory, OnEachDatabase]
    public async Task An_S1_that_nobody_confirms_or_contacts_within_its_minutes_is_alerted(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await ComplainAsync(crm, "刹车失灵了");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(5));
        (await crm.AlertsAsync()).ShouldBe(["complaint-s1", "complaint-ack-missed"], ignoreOrder: true);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(5));
        (await crm.AlertsAsync()).ShouldBe(["complaint-s1", "complaint-ack-missed", "complaint-confirm-missed", "complaint-contact-missed", "promise-broken"], ignoreOrder: true);
    }

    [Theory, OnEachDatabase]
    public async Task A_confirmed_and_called_S1_alerts_nothing_more_in_its_first_minutes(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await ComplainAsync(crm, "刹车失灵了");
        (await crm.PostAsync($"/complaints/{id}/severity", new { severity = "s1" })).Status.ShouldBe(200);
        await crm.AttemptAsync((await crm.GetAsync($"/complaints/{id}")).Text("callbackId"), "connected");
        var complaint = await crm.GetAsync($"/complaints/{id}");
        (complaint.Text("state"), complaint.Time("contactedAt")).ShouldBe(("acknowledged", crm.Time.Now));
        await crm.AdvanceAsync(TimeSpan.FromMinutes(20));
        (await crm.AlertsAsync()).ShouldBe(["complaint-s1"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_closed_complaint_has_no_clocks_and_a_new_word_opens_another(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await ComplainAsync(crm, "态度太差");
        foreach (var state in new List<string> { "acknowledged", "investigating", "resolved" })
            (await crm.PostAsync($"/complaints/{id}/state", new { state })).Status.ShouldBe(200);
        (await crm.PostAsync($"/complaints/{id}/state", new { state = "proposed" })).Status.ShouldBe(409);
        (await crm.CountAsync("select count(*) from step where subject_id = @id and state in (0, 1)", new { id })).ShouldBe(0);
        (await ComplainAsync(crm, "态度又差")).ShouldNotBe(id);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_reopened_complaint_has_clocks_again_at_half_of_their_length_K07(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await ComplainAsync(crm, "态度太差");
        foreach (var state in new List<string> { "acknowledged", "investigating", "resolved", "reopened" })
            (await crm.PostAsync($"/complaints/{id}/state", new { state })).Status.ShouldBe(200);
        (await crm.GetAsync($"/complaints/{id}")).Time("ackDueAt").ShouldBe(crm.Time.Now.AddMinutes(30));
        await crm.AdvanceAsync(TimeSpan.FromHours(1));
        (await crm.AlertsAsync()).ShouldContain("complaint-ack-missed");
    }

    private static async Task<string> ComplainAsync(CrmFixture crm, string text) =>
        (await crm.SubmitAsync(CrmFixture.Form("complaint", message: text))).ComplaintId!;
}
