using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.My;

/// <summary>C-11: the customer sees, moves and cancels the calls we promised.</summary>
public sealed class MyPromiseTests
{
    [Theory, OnEachDatabase]
    public async Task C11_a_call_is_shown_with_its_time_and_moved_to_a_bookable_slot_keeping_its_id(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var promise = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        var customer = await Customer.OfAsync(crm, promise.Id);
        var shown = (await customer.PageAsync()).Promise(promise.Id);
        (shown.Text("state"), shown.Time("dueAt"), shown.GetProperty("movesLeft").GetInt32()).ShouldBe(("waiting", promise.DueAt, 3));
        var slots = (await customer.DoneAsync("GET", $"/promises/{promise.Id}/slots")).All("items");
        slots[0].Time("start").ShouldBe(crm.Time.Now.AddMinutes(30), "the grid's first half hour that is a quarter of an hour away");
        slots.ShouldAllBe(slot => slot.Time("end") == slot.Time("start").AddMinutes(30));

        var moved = (await customer.DoneAsync("POST", $"/promises/{promise.Id}/move", new { start = slots[3].Text("start") })).Promise(promise.Id);
        (moved.Time("windowStart"), moved.Time("dueAt"), moved.GetProperty("movesLeft").GetInt32()).ShouldBe((slots[3].Time("start"), slots[3].Time("end"), 2));
        (await crm.CallbackAsync(promise.Id)).Time("dueAt").ShouldBe(slots[3].Time("end"), "the desk has the same time");
    }

    [Theory, OnEachDatabase]
    public async Task C11_the_same_slot_twice_is_one_move_and_three_moves_are_the_most(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var promise = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        var customer = await Customer.OfAsync(crm, promise.Id);
        var slots = (await customer.DoneAsync("GET", $"/promises/{promise.Id}/slots")).All("items");
        for (var i = 0; i < 3; i++)
        {
            var start = new { start = slots[i].Text("start") };
            await customer.DoneAsync("POST", $"/promises/{promise.Id}/move", start);
            (await customer.DoneAsync("POST", $"/promises/{promise.Id}/move", start)).Promise(promise.Id).GetProperty("movesLeft").GetInt32().ShouldBe(2 - i);
        }

        (await customer.RefusedAsync(409, "POST", $"/promises/{promise.Id}/move", new { start = slots[5].Text("start") })).ShouldBe("too-late-to-move");
        (await customer.PageAsync()).Promise(promise.Id).GetProperty("canMove").GetBoolean().ShouldBeFalse();
        (await crm.SaidAsync()).Count(said => said.Notice == "promise-rescheduled").ShouldBe(3);
    }

    [Theory, OnEachDatabase]
    public async Task C11_five_minutes_before_it_is_due_it_is_too_late_to_move_but_not_to_cancel(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var promise = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        var customer = await Customer.OfAsync(crm, promise.Id);
        crm.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        (await customer.RefusedAsync(409, "POST", $"/promises/{promise.Id}/move", new { start = "2026-03-02T07:00:00Z" })).ShouldBe("too-late-to-move");
        (await customer.DoneAsync("POST", $"/promises/{promise.Id}/cancel")).Promise(promise.Id).Text("state").ShouldBe("cancelled");
        (await customer.DoneAsync("POST", $"/promises/{promise.Id}/cancel")).Promise(promise.Id).Text("state").ShouldBe("cancelled", "twice is once");
        (await crm.CallbackAsync(promise.Id)).Text("outcome").ShouldBe("released");
        await crm.AdvanceAsync(TimeSpan.FromHours(2));
        (await crm.AlertsAsync()).ShouldBeEmpty("a cancelled call is never broken (C-10)");
    }

    [Theory, OnEachDatabase]
    public async Task A_slot_without_a_seat_is_not_shown(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:Promises:SlotCapacity", "1"));
        var taken = (await crm.SubmitAsync(CrmFixture.Form("callback", name: "李强", phone: "13800138001", preferred: crm.Time.Now.AddHours(1)))).Promise!;
        var promise = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        var slots = (await (await Customer.OfAsync(crm, promise.Id)).DoneAsync("GET", $"/promises/{promise.Id}/slots")).All("items");
        slots.ShouldNotContain(slot => slot.Time("start") == taken.WindowStart);
        slots.ShouldContain(slot => slot.Time("start") == taken.WindowStart.AddMinutes(30));
    }

    [Theory, OnEachDatabase]
    public async Task Nothing_of_another_customer_can_be_seen_or_touched(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        var lead = await crm.SubmitAsync(CrmFixture.Form());
        var theirs = lead.Promise!.Id;
        var me = await Customer.OfAsync(crm, (await crm.SubmitAsync(CrmFixture.Form("callback", name: "李强", phone: "13800138001"))).Promise!.Id);
        (await me.PageAsync()).All("promises").ShouldHaveSingleItem().Text("id").ShouldNotBe(theirs);
        var start = new { start = "2026-03-02T07:00:00Z" };
        (await me.RefusedAsync(404, "GET", $"/promises/{theirs}/slots")).ShouldBe("not-found");
        (await me.RefusedAsync(404, "POST", $"/promises/{theirs}/move", start)).ShouldBe("not-found");
        (await me.RefusedAsync(404, "POST", $"/promises/{theirs}/cancel")).ShouldBe("not-found");
        (await me.RefusedAsync(404, "POST", $"/promises/{theirs}/not-called")).ShouldBe("not-found");
        (await me.RefusedAsync(404, "POST", $"/leads/{lead.LeadId}/switch-dealer", new { reason = "other" })).ShouldBe("not-found");
        (await crm.CallbackAsync(theirs)).Text("state").ShouldBe("scheduled");
    }

    [Theory, OnEachDatabase]
    public async Task The_page_masks_who_it_is_and_knows_the_chosen_language(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var customer = await Customer.OfAsync(crm, (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!.Id);
        var page = await customer.DoneAsync("POST", "/locale", new { locale = "en" });
        (page.Text("name"), page.Text("phone"), page.Text("locale")).ShouldBe(("王*", "138****8000", "en"));
        (await customer.RefusedAsync(422, "POST", "/locale", new { locale = "fr" })).ShouldBe("unknown-locale");
    }
}
