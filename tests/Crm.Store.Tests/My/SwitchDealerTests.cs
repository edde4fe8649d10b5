using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.My;

/// <summary>The customer sees which dealer holds the number, and sends it elsewhere.</summary>
public sealed class SwitchDealerTests
{
    [Theory, OnEachDatabase]
    public async Task The_old_dealer_loses_the_number_and_the_next_one_is_asked_for_the_same_promise(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        await crm.DealerAsync("SH2");
        var lead = await crm.SubmitAsync(CrmFixture.Form());
        var offer = await crm.OpenOfferAsync(lead.LeadId!);
        var old = offer.Text("dealerId");
        await crm.AcceptAsync(offer);
        var customer = await Customer.OfAsync(crm, lead.Promise!.Id);
        var held = (await customer.PageAsync()).All("dealers").ShouldHaveSingleItem();
        (held.Text("dealerId"), held.GetProperty("hasNumber").GetBoolean()).ShouldBe((old, true));
        (await crm.GetAsync($"/customers/{customer.Id}", CrmFixture.DealerOf(old))).GetProperty("phones").GetArrayLength().ShouldBe(1);

        var body = new { dealerId = old, reason = "not-called", note = "没有联系我" };
        var now = (await customer.DoneAsync("POST", $"/leads/{lead.LeadId}/switch-dealer", body)).All("dealers").ShouldHaveSingleItem();
        now.Text("dealerId").ShouldNotBe(old);
        now.GetProperty("hasNumber").GetBoolean().ShouldBeFalse("the next one sees it when it has accepted");
        (await crm.Door.CallAsync("GET", $"/customers/{customer.Id}", CrmFixture.DealerOf(old))).Status.ShouldBe(404);
        (await crm.ListAsync("/leads", CrmFixture.DealerOf(old))).ShouldBeEmpty();
        (await crm.Door.CallAsync("GET", $"/callbacks/{lead.Promise.Id}", CrmFixture.DealerOf(old))).Status.ShouldBe(404);
        (await crm.CallbackAsync(lead.Promise.Id)).Time("dueAt").ShouldBe(lead.Promise.DueAt);
        (await crm.TextAsync("select reason || ':' || note from dealer_refusal where dealer_id = @old", new { old })).ShouldBe("not-called:没有联系我");

        (await customer.DoneAsync("POST", $"/leads/{lead.LeadId}/switch-dealer", body)).All("dealers")[0].Text("dealerId").ShouldBe(now.Text("dealerId"), "a second tap does not send the next one away");
        crm.Time.Advance(TimeSpan.FromSeconds(20));
        (await crm.AcceptAsync(await crm.OpenOfferAsync(lead.LeadId!))).Status.ShouldBe(200);
        (await crm.ListAsync("/leads")).ShouldHaveSingleItem().Text("stage").ShouldBe("accepted");
    }

    [Theory, OnEachDatabase]
    public async Task Without_another_dealer_the_makers_desk_looks_after_it_and_the_refused_one_is_never_offered_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var only = await crm.DealerAsync("SH1");
        var lead = await crm.SubmitAsync(CrmFixture.Form());
        var customer = await Customer.OfAsync(crm, lead.Promise!.Id);
        (await customer.DoneAsync("POST", $"/leads/{lead.LeadId}/switch-dealer", new { dealerId = only, reason = "too-far" })).All("dealers").ShouldBeEmpty();
        (await crm.CallbackAsync(lead.Promise.Id)).Text("ownerKind").ShouldBe("desk");
        (await crm.ListAsync($"/offers?leadId={lead.LeadId}")).ShouldHaveSingleItem().Text("state").ShouldBe("withdrawn");
        var another = await crm.SubmitAsync(CrmFixture.Form(brand: "Borealis"));
        (await crm.ListAsync($"/offers?leadId={another.LeadId}")).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task It_needs_a_reason_of_the_list(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        var lead = await crm.SubmitAsync(CrmFixture.Form());
        var customer = await Customer.OfAsync(crm, lead.Promise!.Id);
        (await customer.RefusedAsync(422, "POST", $"/leads/{lead.LeadId}/switch-dealer", new { reason = "just so" })).ShouldBe("unknown-switch-reason");
        (await crm.OpenOfferAsync(lead.LeadId!)).Text("state").ShouldBe("open");
    }

    [Theory, OnEachDatabase]
    public async Task Consents_are_shown_with_words_and_date_and_taken_back_one_by_one_P04(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var lead = await crm.SubmitAsync(CrmFixture.Form());
        var customer = await Customer.OfAsync(crm, lead.Promise!.Id);
        await crm.PostAsync($"/customers/{customer.Id}/consents", new { purpose = "survey", channel = "any", given = true, textVersion = "ask-consent.zh-CN.1" });
        var shown = (await customer.PageAsync()).All("consents");
        shown.Select(consent => consent.Text("purpose")).ShouldBe(["survey", "forward_to_dealer"]);
        shown[0].Text("text").ShouldNotBeEmpty("one of our own texts is shown");
        shown[1].Time("at").ShouldBe(crm.Time.Now);

        var after = (await customer.DoneAsync("POST", "/consents/forward_to_dealer/withdraw")).All("consents");
        after.Single(consent => consent.Text("purpose") == "forward_to_dealer").GetProperty("given").GetBoolean().ShouldBeFalse();
        after.Single(consent => consent.Text("purpose") == "survey").GetProperty("given").GetBoolean().ShouldBeTrue();
        await customer.DoneAsync("POST", "/consents/forward_to_dealer/withdraw");
        (await crm.CountAsync("select count(*) from consent where given = 0")).ShouldBe(1, "twice is once");
        (await customer.RefusedAsync(404, "POST", "/consents/everything/withdraw")).ShouldBe("not-found");
    }
}
