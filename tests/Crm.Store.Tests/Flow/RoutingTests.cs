using Crm.Plugins.Core.Routing;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Offers, their clocks and where a lead goes next (R-01 to R-08, DECISIONS 22).</summary>
public sealed class RoutingTests
{
    [Theory, OnEachDatabase]
    public async Task A_declined_lead_goes_to_the_next_of_the_ranking_and_after_three_offers_to_the_desk_R07(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var code in new List<string> { "A", "B", "C", "D" }) await crm.DealerAsync(code);
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        var ranking = (await crm.ListAsync($"/leads/{receipt.LeadId}/routing")).Single().GetProperty("ranking").EnumerateArray().Select(r => r.Text("dealerId")).ToList();
        List<string> asked = [];
        for (var i = 0; i < 3; i++)
        {
            var offer = await crm.OpenOfferAsync(receipt.LeadId!);
            asked.Add(offer.Text("dealerId"));
            offer.Time("acceptBy").ShouldBeLessThan(receipt.Promise!.DueAt);
            offer.Time("contactBy").ShouldBeLessThanOrEqualTo(receipt.Promise.DueAt);
            (await crm.CallbackAsync(receipt.Promise.Id)).Text("ownerId").ShouldBe(offer.Text("dealerId"));
            crm.Time.Advance(TimeSpan.FromSeconds(20));
            (await crm.DeclineAsync(offer)).Status.ShouldBe(200);
        }

        asked.ShouldBe(ranking.Take(3));
        (await crm.ListAsync($"/offers?leadId={receipt.LeadId}&state=open")).ShouldBeEmpty();
        var callback = await crm.CallbackAsync(receipt.Promise!.Id);
        (callback.Text("ownerKind"), callback.Time("dueAt")).ShouldBe(("desk", receipt.Promise.DueAt));
        (await crm.SaidAsync()).Count(said => said.Notice == "promise-who-changed").ShouldBe(3);
        callback.Text("toldText").ShouldBe((await crm.SaidAsync())[^1].Text);
        (await crm.ListAsync($"/leads/{receipt.LeadId}/routing"))[0].Text("rule").ShouldBe("own-desk");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task An_offer_nobody_answers_expires_and_goes_on_and_at_half_of_the_window_the_desk_calls(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("A");
        await crm.DealerAsync("B");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        var first = await crm.OpenOfferAsync(receipt.LeadId!);
        await crm.AdvanceAsync(first.Time("acceptBy") - crm.Time.Now);
        (await crm.GetAsync($"/offers/{first.Text("id")}")).Text("state").ShouldBe("expired");
        var second = await crm.OpenOfferAsync(receipt.LeadId!);
        second.Text("dealerId").ShouldNotBe(first.Text("dealerId"));

        await crm.AdvanceAsync(TimeSpan.FromMinutes(1));
        var callback = await crm.CallbackAsync(receipt.Promise!.Id);
        (callback.Text("ownerKind"), callback.Time("dueAt")).ShouldBe(("desk", receipt.Promise.DueAt));
        (await crm.SaidAsync())[^1].Text.ShouldContain("总部客服");

        // The dealer still gets the lead, but the call stays with the desk.
        (await crm.AcceptAsync(second)).Status.ShouldBe(200);
        (await crm.CallbackAsync(receipt.Promise.Id)).Text("ownerKind").ShouldBe("desk");
        (await crm.GetAsync($"/leads/{receipt.LeadId}")).Text("dealerId").ShouldBe(second.Text("dealerId"));
    }

    [Theory, OnEachDatabase]
    public async Task An_accepted_lead_keeps_its_dealer_past_half_of_the_window(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("A");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        (await crm.AcceptAsync(await crm.OpenOfferAsync(receipt.LeadId!))).Body.Text("state").ShouldBe("accepted");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(6));
        (await crm.CallbackAsync(receipt.Promise!.Id)).Text("ownerKind").ShouldBe("dealer");
        (await crm.GetAsync($"/leads/{receipt.LeadId}")).Text("stage").ShouldBe("accepted");
    }

    [Theory, OnEachDatabase]
    public async Task The_second_to_accept_is_told_the_state_and_too_late_is_expired(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("A");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        var offer = await crm.OpenOfferAsync(receipt.LeadId!);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => crm.AcceptAsync(offer)));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Status == 409 && answer.Body.Text("state") == "accepted");

        var late = await crm.SubmitAsync(CrmFixture.Form(name: "李强", phone: "13800138001"));
        var missed = await crm.OpenOfferAsync(late.LeadId!);
        crm.Time.Advance(missed.Time("acceptBy") - crm.Time.Now + TimeSpan.FromMilliseconds(1));
        var (status, body) = await crm.AcceptAsync(missed);
        (status, body.Text("state")).ShouldBe((409, "expired"));
    }

    [Theory, OnEachDatabase]
    public async Task Where_nobody_fits_the_makers_desk_has_the_lead(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("A", brands: ["Other"]);
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        (await crm.GetAsync($"/leads/{receipt.LeadId}")).Text("ownerKind").ShouldBe("desk");
        var decision = (await crm.ListAsync($"/leads/{receipt.LeadId}/routing")).ShouldHaveSingleItem();
        decision.Text("rule").ShouldBe("own-desk");
        receipt.Promise.ShouldNotBeNull();
    }

    [Theory, OnEachDatabase]
    public async Task A_daily_cap_is_never_exceeded_by_fifty_leads_at_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var capped = await crm.DealerAsync("A", cap: 7);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            crm.SubmitAsync(CrmFixture.Form(name: $"客户{i}", phone: $"138001380{i:00}"))));
        receipts.ShouldAllBe(receipt => receipt.Promise != null);
        (await crm.CountAsync("select count(*) from offer where dealer_id = @capped", new { capped })).ShouldBe(7);
        (await crm.CountAsync("select assigned_today from dealer_load where dealer_id = @capped", new { capped })).ShouldBe(7);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Equal_dealers_get_equal_shares_of_two_hundred_leads_R06(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var code in new List<string> { "A", "B", "C", "D" }) await crm.DealerAsync(code);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => crm.SubmitAsync(CrmFixture.Form(name: $"客户{i}", phone: $"13800138{i:000}"))));
        for (var i = 0; i < 4; i++)
        {
            var code = "ABCD"[i].ToString();
            var given = await crm.CountAsync("select count(*) from offer o join dealer d on d.id = o.dealer_id where d.code = @code", new { code });
            given.ShouldBeInRange(49, 51, code);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_stored_decision_replays_to_the_same_choice_R08(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var code in new List<string> { "A", "B", "C" }) await crm.DealerAsync(code);
        for (var i = 0; i < 6; i++) await crm.SubmitAsync(CrmFixture.Form(name: $"客户{i}", phone: $"1380013801{i}"));
        var stored = await crm.Database.QueryAsync<string>("select decision from routing_decision");
        stored.Count.ShouldBe(6);
        foreach (var decision in stored.Select(RoutingJson.ReadDecision))
        {
            var again = Router.Replay(decision);
            (again.DealerId, again.Rule).ShouldBe((decision.DealerId, decision.Rule));
            again.Ranking.Select(dealer => (dealer.Id, dealer.Score)).ShouldBe(decision.Ranking.Select(dealer => (dealer.Id, dealer.Score)));
        }
    }

    [Theory, OnEachDatabase]
    public async Task At_night_the_promise_is_for_the_dealers_next_opening_C01(string provider)
    {
        // Monday 23:00 in Shanghai; dealers open at 09:00.
        await using var crm = await CrmFixture.CreateAsync(provider, new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));
        var dealer = await crm.DealerAsync("A");
        await crm.DealerAsync("B");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        receipt.Promise!.DueAt.ShouldBe(new DateTimeOffset(2026, 3, 3, 1, 10, 0, TimeSpan.Zero));
        var offer = await crm.OpenOfferAsync(receipt.LeadId!);
        offer.Time("acceptBy").ShouldBeLessThanOrEqualTo(new DateTimeOffset(2026, 3, 3, 1, 4, 0, TimeSpan.Zero));
        crm.Time.Advance(TimeSpan.FromHours(1));
        (await crm.DeclineAsync(offer)).Status.ShouldBe(200);
        var next = await crm.OpenOfferAsync(receipt.LeadId!);
        next.Text("dealerId").ShouldNotBe(offer.Text("dealerId"));
        next.Time("contactBy").ShouldBeLessThanOrEqualTo(receipt.Promise.DueAt);
        (await crm.CallbackAsync(receipt.Promise.Id)).Time("dueAt").ShouldBe(receipt.Promise.DueAt);
    }

    [Theory, OnEachDatabase]
    public async Task A_call_that_was_handed_over_is_retried_in_the_hours_of_its_new_owner_C08(string provider)
    {
        // Friday 17:30: the dealer works on Saturday, the desk does not.
        await using var crm = await CrmFixture.CreateAsync(provider, new DateTimeOffset(2026, 3, 6, 17, 30, 0, TimeSpan.FromHours(8)));
        await crm.DealerAsync("A");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        (await crm.DeclineAsync(await crm.OpenOfferAsync(receipt.LeadId!))).Status.ShouldBe(200);
        await crm.AttemptAsync(receipt.Promise!.Id, "no-answer");
        await crm.AttemptAsync(receipt.Promise.Id, "no-answer", at: crm.Time.Now);
        (await crm.CallbackAsync(receipt.Promise.Id)).Time("nextAttemptAt").ShouldBe(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.FromHours(8)));
    }

    [Theory, OnEachDatabase]
    public async Task A_lead_without_a_brand_is_cleaned_at_the_makers_desk_unless_there_is_but_one_brand(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("A");
        var single = await crm.SubmitAsync(CrmFixture.Form(brand: null));
        (await crm.CallbackAsync(single.Promise!.Id)).Text("ownerKind").ShouldBe("dealer");

        await crm.DealerAsync("B", ["Borealis"]);
        crm.Time.Advance(TimeSpan.FromSeconds(3));
        var lead = await crm.SubmitAsync(CrmFixture.Form(name: "李强", phone: "13800138001", brand: null));
        (await crm.CallbackAsync(lead.Promise!.Id)).Text("ownerKind").ShouldBe("desk");
        var decision = (await crm.ListAsync($"/leads/{lead.LeadId}/routing")).ShouldHaveSingleItem();
        (decision.Text("rule"), decision.Text("reason"), decision.Text("dealerId")).ShouldBe(("own-desk", "own-desk.no-brand", ""));

        // Named in a second wish, the brand is known and the lead goes out; the desk keeps its promise.
        var again = await crm.SubmitAsync(CrmFixture.Form(name: "李强", phone: "13800138001", brand: "Borealis"));
        again.LeadId.ShouldBe(lead.LeadId);
        (await crm.OpenOfferAsync(lead.LeadId!)).Text("dealerId").ShouldNotBeEmpty();
        (await crm.CallbackAsync(lead.Promise.Id)).Text("ownerKind").ShouldBe("desk");
    }

    [Theory, OnEachDatabase]
    public async Task What_a_dealer_makes_of_its_offers_moves_its_performance_R04(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var keen = await crm.DealerAsync("A");
        var idle = await crm.DealerAsync("B");
        // Each gets several leads: one accepts and calls, the other declines or lets them run out.
        for (var i = 0; i < 6; i++)
        {
            var receipt = await crm.SubmitAsync(CrmFixture.Form(name: $"客户{i}", phone: $"1380013802{i}"));
            for (var offer = await crm.OpenOfferAsync(receipt.LeadId!); offer.Text("dealerId") == idle; offer = await crm.OpenOfferAsync(receipt.LeadId!))
            {
                if (i % 3 == 0) await crm.DeclineAsync(offer);
                else await crm.AdvanceAsync(offer.Time("acceptBy") - crm.Time.Now);
            }

            await crm.AcceptAsync(await crm.OpenOfferAsync(receipt.LeadId!));
            await crm.AttemptAsync(receipt.Promise!.Id, "connected");
            await crm.AdvanceAsync(TimeSpan.FromMinutes(11));
        }

        (await crm.CountAsync("select count(*) from dealer_load where dealer_id = @keen and accepts = 6 and declines + expiries = 0", new { keen })).ShouldBe(1);
        (await crm.CountAsync("select count(*) from dealer_load where dealer_id = @idle and accepts = 0 and declines + expiries > 0", new { idle })).ShouldBe(1);
        (await crm.CountAsync("select count(*) from offer where contacted_in_time = 1")).ShouldBe(6);

        var last = await crm.SubmitAsync(CrmFixture.Form(name: "客户", phone: "13800138099"));
        var ranking = (await crm.ListAsync($"/leads/{last.LeadId}/routing"))[0].GetProperty("ranking").EnumerateArray()
            .ToDictionary(dealer => dealer.Text("dealerId"), dealer => dealer.GetProperty("parts").GetProperty("performance").GetDouble());
        ranking[keen].ShouldBeGreaterThan(ranking[idle]);
    }
}
