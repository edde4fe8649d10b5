using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Promised calls from the promise to their verdict (C-06 to C-11).</summary>
public sealed class CallbackTests
{
    [Theory, OnEachDatabase]
    public async Task A_call_that_starts_at_the_due_instant_is_kept_and_a_millisecond_later_it_is_late_C07(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var inTime = await PromisedAsync(crm, "13800138000");
        var late = await PromisedAsync(crm, "13800138001");
        crm.Time.Advance(TimeSpan.FromMinutes(10));
        await crm.AttemptAsync(inTime, "connected");
        crm.Time.Advance(TimeSpan.FromMilliseconds(1));
        await crm.AttemptAsync(late, "connected");
        (await crm.CallbackAsync(inTime)).Text("outcome").ShouldBe("kept-connected");
        var broken = await crm.CallbackAsync(late);
        (broken.Text("state"), broken.Text("outcome")).ShouldBe(("broken", "broken-late"));
        (await crm.ListAsync("/callbacks?state=open")).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task The_minute_that_is_told_is_the_minute_we_are_measured_by(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.Time.Advance(TimeSpan.FromMilliseconds(20_400));
        var id = await PromisedAsync(crm);
        var callback = await crm.CallbackAsync(id);
        callback.Time("dueAt").ShouldBe(new DateTimeOffset(2026, 3, 2, 10, 11, 0, TimeSpan.FromHours(8)));
        callback.Text("toldText").ShouldContain("10:11");
        await crm.AdvanceAsync(callback.Time("dueAt") - crm.Time.Now);
        await crm.RunStepsAsync();
        (await crm.SaidAsync())[^1].Text.ShouldContain("10:41");
        (await crm.CallbackAsync(id)).Time("nextAttemptAt").ShouldBe(new DateTimeOffset(2026, 3, 2, 10, 41, 0, TimeSpan.FromHours(8)));
    }

    [Theory, OnEachDatabase]
    public async Task The_answer_to_an_attempt_names_who_called(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.Writer.WriteAsync(unit => unit.Add("""
            insert into user_account (id, user_name, display_name, role, locale, password_hash, stamp, active, created_at)
            values (@id, 'li.na', '李娜', 'agent', 'zh-CN', '', '', 1, 0)
            """, ("id", CrmFixture.Agent.Id)));
        var id = await PromisedAsync(crm);
        var started = (await crm.PostAsync($"/callbacks/{id}/attempts", new { })).Body;
        started.Text("agentName").ShouldBe("李娜");
        (await crm.PostAsync($"/callbacks/{id}/attempts/{started.Text("id")}/outcome", new { result = "connected" })).Body.Text("agentName").ShouldBe("李娜");
    }

    [Theory, OnEachDatabase]
    public async Task Too_few_kept_promises_for_five_minutes_raise_one_alert_C14(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:Promises:KeptRateSample", "4"));
        var ids = new List<string>();
        for (var i = 0; i < 4; i++) ids.Add(await PromisedAsync(crm, $"1380013801{i}"));
        foreach (var id in ids.Take(3)) await crm.AttemptAsync(id, "connected");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(14));
        (await crm.AlertsAsync()).ShouldBe(["promise-broken"]);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(12));
        (await crm.AlertsAsync()).ShouldBe(["kept-rate-low", "promise-broken"]);
    }

    [Theory, OnEachDatabase]
    public async Task Ringing_for_eight_seconds_is_no_attempt_C07(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await PromisedAsync(crm);
        await crm.AttemptAsync(id, "no-answer", rang: 8);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(11));
        (await crm.CallbackAsync(id)).Text("outcome").ShouldBe("broken-missed");
    }

    [Theory, OnEachDatabase]
    public async Task An_honest_miss_is_kept_attempted_plans_the_next_call_and_tells_the_customer_once_C08(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await PromisedAsync(crm);
        crm.Time.Advance(TimeSpan.FromMinutes(3));
        await crm.AttemptAsync(id, "no-answer");
        var callback = await crm.CallbackAsync(id);
        (callback.Text("state"), callback.Text("outcome")).ShouldBe(("attempted", "kept-attempted"));
        callback.Time("nextAttemptAt").ShouldBe(crm.Time.Now.AddMinutes(5));
        await crm.AdvanceAsync(TimeSpan.FromMinutes(5));
        await crm.AttemptAsync(id, "no-answer");
        (await crm.SaidAsync()).Count(said => said.Notice == "promise-missed-attempt").ShouldBe(1);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(31));
        (await crm.AlertsAsync()).ShouldBeEmpty("an honest attempt in time breaks nothing");
        await crm.AttemptAsync(id, "connected");
        callback = await crm.CallbackAsync(id);
        (callback.Text("state"), callback.Text("outcome")).ShouldBe(("kept", "kept-attempted"));
    }

    [Theory, OnEachDatabase]
    public async Task Six_misses_end_it_with_one_last_word_C08(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await PromisedAsync(crm);
        for (var i = 0; i < 6; i++)
        {
            await crm.AttemptAsync(id, "no-answer");
            if ((await crm.CallbackAsync(id)).Text("nextAttemptAt").Length > 0) await crm.AdvanceAsync((await crm.CallbackAsync(id)).Time("nextAttemptAt") - crm.Time.Now);
        }

        (await crm.CallbackAsync(id)).Text("state").ShouldBe("failed");
        (await crm.SaidAsync())[^1].Notice.ShouldBe("promise-failed");
        (await crm.PostAsync($"/callbacks/{id}/attempts", new { result = "connected" })).Status.ShouldBe(409);
    }

    [Theory, OnEachDatabase]
    public async Task A_wrong_number_makes_it_void_and_counts_neither_way_C06(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await PromisedAsync(crm);
        await crm.AttemptAsync(id, "wrong-number");
        var callback = await crm.CallbackAsync(id);
        (callback.Text("state"), callback.Text("outcome")).ShouldBe(("void", "void-invalid-number"));
        (await crm.GetAsync("/callbacks/summary")).Text("keptRate").ShouldBe("");
    }

    [Theory, OnEachDatabase]
    public async Task A_broken_promise_is_told_once_with_a_new_time_alerted_and_escalated_C10(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await PromisedAsync(crm);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(8));
        (await crm.CallbackAsync(id)).Text("priority").ShouldBe("high");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(2));
        var callback = await crm.CallbackAsync(id);
        (callback.Text("state"), callback.Text("outcome"), callback.Text("ownerKind")).ShouldBe(("broken", "broken-missed", "desk"));
        callback.Time("nextAttemptAt").ShouldBe(crm.Time.Now.AddMinutes(30));
        var said = (await crm.SaidAsync())[^1];
        said.Notice.ShouldBe("promise-broken");
        said.Text.ShouldContain("10:40");
        callback.Text("toldText").ShouldBe(said.Text);

        // The same step again, as after a lost claim: nothing more is said.
        await crm.Writer.WriteAsync(unit => crm.Service<Steps>().Add(unit, id, "deadline", "promise", unit.Now));
        await crm.RunStepsAsync();
        (await crm.SaidAsync()).Count(message => message.Notice == "promise-broken").ShouldBe(1);
        (await crm.AlertsAsync()).ShouldBe(["promise-broken"]);

        await crm.AdvanceAsync(TimeSpan.FromMinutes(30));
        (await crm.AlertsAsync()).ShouldBe(["promise-escalated", "promise-broken"]);
        await crm.AttemptAsync(id, "connected");
        callback = await crm.CallbackAsync(id);
        (callback.Text("state"), callback.Text("outcome")).ShouldBe(("broken", "broken-late"));
    }

    [Theory, OnEachDatabase]
    public async Task A_step_that_rings_a_moment_early_breaks_nothing_before_its_time(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await PromisedAsync(crm);
        var due = (await crm.CallbackAsync(id)).Time("dueAt");
        crm.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        crm.Service<StepRunner>().Ring(due.ToUnixTimeMilliseconds());
        await crm.RunStepsAsync();
        (await crm.CallbackAsync(id)).Text("state").ShouldBe("scheduled");
        await crm.AdvanceAsync(TimeSpan.FromSeconds(2));
        (await crm.CallbackAsync(id)).Text("state").ShouldBe("broken");
    }

    [Theory, OnEachDatabase]
    public async Task A_call_that_runs_at_the_deadline_waits_for_its_outcome(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await PromisedAsync(crm);
        crm.Time.Advance(TimeSpan.FromMinutes(9));
        var (status, attempt) = await crm.PostAsync($"/callbacks/{id}/attempts", new { });
        status.ShouldBe(201);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(4));
        (await crm.CallbackAsync(id)).Text("state").ShouldBe("scheduled");
        (await crm.PostAsync($"/callbacks/{id}/attempts/{attempt.Text("id")}/outcome", new { result = "connected", ringSeconds = 20 })).Status.ShouldBe(200);
        (await crm.CallbackAsync(id)).Text("outcome").ShouldBe("kept-connected");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(60));
        (await crm.AlertsAsync()).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task A_started_call_that_nobody_finishes_is_abandoned_and_then_the_deadline_decides(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:Promises:AbandonedCallMinutes", "20"));
        var id = await PromisedAsync(crm);
        crm.Time.Advance(TimeSpan.FromMinutes(9));
        var attempt = (await crm.PostAsync($"/callbacks/{id}/attempts", new { })).Body.Text("id");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(19));
        (await crm.CallbackAsync(id)).Text("state").ShouldBe("scheduled");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(1));
        var callback = await crm.CallbackAsync(id);
        (callback.Text("state"), callback.Text("outcome")).ShouldBe(("broken", "broken-missed"));
        var seen = (await crm.GetAsync($"/callbacks/{id}")).GetProperty("attempts").EnumerateArray().ShouldHaveSingleItem();
        (seen.Text("result"), seen.Text("endedAt").Length > 0).ShouldBe(("abandoned", true));

        // The word comes late, the work ends with it; the verdict stays (5.3).
        (await crm.PostAsync($"/callbacks/{id}/attempts/{attempt}/outcome", new { result = "abandoned" })).Status.ShouldBe(422);
        (await crm.PostAsync($"/callbacks/{id}/attempts/{attempt}/outcome", new { result = "connected" })).Status.ShouldBe(200);
        callback = await crm.CallbackAsync(id);
        (callback.Text("state"), callback.Text("outcome")).ShouldBe(("broken", "broken-missed"));
        (await crm.ListAsync("/callbacks?state=open")).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task A_customer_who_calls_us_first_in_time_keeps_the_promise_and_later_it_is_missed_C06(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var inTime = await PromisedAsync(crm, "13800138000");
        var late = await PromisedAsync(crm, "13800138001");
        crm.Time.Advance(TimeSpan.FromMinutes(4));
        var at = crm.Time.Now;
        crm.Time.Advance(TimeSpan.FromMinutes(20));
        foreach (var (id, started) in new[] { (inTime, at), (late, crm.Time.Now) })
        {
            var (status, body) = await crm.PostAsync($"/callbacks/{id}/attempts", new { result = "customer-called", startedAt = Instants.Iso(started), note = "asked for the price" });
            (status, body.Text("result")).ShouldBe((201, "customer-called"));
        }

        var kept = await crm.CallbackAsync(inTime);
        (kept.Text("state"), kept.Text("outcome"), kept.Time("keptAt"), kept.Text("attemptCount")).ShouldBe(("kept", "kept-inbound", at, "0"));
        var missed = await crm.CallbackAsync(late);
        (missed.Text("state"), missed.Text("outcome"), missed.Text("brokenReason")).ShouldBe(("broken", "broken-missed", "missed"));
        (await crm.ListAsync("/callbacks?state=open")).ShouldBeEmpty();
        (await crm.GetAsync("/callbacks/summary")).Text("keptInbound").ShouldBe("1");
        (await crm.ListAsync($"/customers/{kept.Text("customerId")}/timeline")).Single(item => item.Text("type") == "attempt").Text("direction").ShouldBe("in");
        crm.Time.Advance(TimeSpan.FromHours(1));
        await crm.RunStepsAsync();
        (await crm.AlertsAsync()).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task Released_in_time_it_counts_neither_way_and_after_the_window_it_stays_broken_C06(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var early = await PromisedAsync(crm, "13800138000");
        var late = await PromisedAsync(crm, "13800138001");
        (await crm.PostAsync($"/callbacks/{early}/release", new { reason = "customer wrote" })).Body.Text("outcome").ShouldBe("released");
        crm.Time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(1));
        // The deadline's step has not run yet.
        (await crm.PostAsync($"/callbacks/{late}/release", new { reason = "customer wrote" })).Body.Text("outcome").ShouldBe("broken-missed");
        await crm.AdvanceAsync(TimeSpan.FromHours(1));
        (await crm.ListAsync("/callbacks?state=open")).ShouldBeEmpty();
        var summary = await crm.GetAsync("/callbacks/summary");
        (summary.Text("released"), summary.Text("brokenMissed"), summary.Text("keptRate")).ShouldBe(("1", "1", "0"));
    }

    [Theory, OnEachDatabase]
    public async Task Moved_by_the_customer_it_is_a_new_window_and_moved_by_us_the_first_one_is_broken_C06(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var slot = new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);
        var byCustomer = await PromisedAsync(crm, "13800138000");
        var byUs = await PromisedAsync(crm, "13800138001");
        var moved = (await crm.PostAsync($"/callbacks/{byCustomer}/reschedule", new { start = Instants.Iso(slot) })).Body;
        (moved.Text("state"), moved.Text("kind"), moved.Time("dueAt")).ShouldBe(("scheduled", "slot", slot.AddMinutes(30)));
        moved.Text("toldText").ShouldBe((await crm.SaidAsync())[^1].Text);
        (await crm.PostAsync($"/callbacks/{byUs}/reschedule", new { start = Instants.Iso(slot), by = "us" })).Body.Text("outcome").ShouldBe("broken-missed");

        await crm.AdvanceAsync(slot.AddMinutes(5) - crm.Time.Now);
        await crm.AttemptAsync(byCustomer, "connected");
        await crm.AttemptAsync(byUs, "connected");
        (await crm.CallbackAsync(byCustomer)).Text("outcome").ShouldBe("kept-connected");
        var ours = await crm.CallbackAsync(byUs);
        (ours.Text("state"), ours.Text("outcome"), ours.Text("brokenReason"), ours.Text("keptAt")).ShouldBe(("broken", "broken-missed", "our_reschedule", ""));
    }

    [Theory, OnEachDatabase]
    public async Task An_attempt_made_before_the_customer_moved_the_call_keeps_nothing_of_the_new_window_C06(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var slot = new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);
        var silent = await PromisedAsync(crm, "13800138000");
        var kept = await PromisedAsync(crm, "13800138001");
        var running = (await crm.PostAsync($"/callbacks/{silent}/attempts", new { })).Body.Text("id");
        foreach (var id in new[] { silent, kept })
        {
            await crm.AttemptAsync(id, "no-answer");
            crm.Time.Advance(TimeSpan.FromMinutes(1));
            var moved = (await crm.PostAsync($"/callbacks/{id}/reschedule", new { start = Instants.Iso(slot) })).Body;
            (moved.Text("state"), moved.Text("outcome"), moved.Text("keptAt")).ShouldBe(("scheduled", "", ""));
        }

        // A miss that began before the move is recorded after it: still no attempt of the new window.
        (await crm.PostAsync($"/callbacks/{silent}/attempts/{running}/outcome", new { result = "no-answer", ringSeconds = 20 })).Status.ShouldBe(200);
        await crm.AdvanceAsync(slot.AddMinutes(10) - crm.Time.Now);
        await crm.AttemptAsync(kept, "connected");
        await crm.AdvanceAsync(slot.AddMinutes(31) - crm.Time.Now);
        (await crm.CallbackAsync(silent)).Text("outcome").ShouldBe("broken-missed");
        (await crm.CallbackAsync(kept)).Text("outcome").ShouldBe("kept-connected");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(30));
        (await crm.AlertsAsync()).ShouldBe(["promise-escalated", "promise-broken"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_promise_is_moved_three_times_at_most_and_not_in_the_last_five_minutes_C11(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await PromisedAsync(crm);
        for (var i = 0; i < 3; i++)
            (await crm.PostAsync($"/callbacks/{id}/reschedule", new { start = Instants.Iso(new DateTimeOffset(2026, 3, 2, 6 + i, 0, 0, TimeSpan.Zero)) })).Status.ShouldBe(200);
        (await crm.PostAsync($"/callbacks/{id}/reschedule", new { start = Instants.Iso(new DateTimeOffset(2026, 3, 3, 6, 0, 0, TimeSpan.Zero)) })).Status.ShouldBe(409);
        var other = await PromisedAsync(crm, "13800138009");
        crm.Time.Advance(TimeSpan.FromMinutes(6));
        (await crm.PostAsync($"/callbacks/{other}/reschedule", new { start = Instants.Iso(new DateTimeOffset(2026, 3, 3, 6, 0, 0, TimeSpan.Zero)) })).Status.ShouldBe(409);
    }

    [Theory, OnEachDatabase]
    public async Task The_summary_counts_each_outcome_apart(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var ids = new List<string>();
        for (var i = 0; i < 6; i++) ids.Add(await PromisedAsync(crm, $"1380013801{i}"));
        crm.Time.Advance(TimeSpan.FromMinutes(4));
        await crm.AttemptAsync(ids[0], "connected");
        await crm.AttemptAsync(ids[1], "connected");
        await crm.AttemptAsync(ids[2], "no-answer");
        await crm.PostAsync($"/callbacks/{ids[3]}/release", new { reason = "sorted out" });
        await crm.AdvanceAsync(TimeSpan.FromMinutes(8));
        await crm.AttemptAsync(ids[4], "connected");
        var summary = await crm.GetAsync("/callbacks/summary");
        string[] names = ["total", "open", "keptConnected", "keptAttempted", "brokenLate", "brokenMissed", "released", "keptRate", "connectedRate"];
        names.Select(name => summary.Text(name)).ShouldBe(["6", "0", "2", "1", "1", "1", "1", "0.6", "0.4"]);
        await crm.NothingIsLostAsync();
    }

    private static async Task<string> PromisedAsync(CrmFixture crm, string phone = "13800138000") =>
        (await crm.SubmitAsync(CrmFixture.Form(phone: phone, name: "王" + phone[^2..], consent: false))).Promise!.Id;
}
