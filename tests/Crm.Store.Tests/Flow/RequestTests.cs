using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Wishes that are no lead, and what a second word changes.</summary>
public sealed class RequestTests
{
    [Theory, OnEachDatabase]
    public async Task A_call_wished_for_in_the_chat_is_promised_once_there_is_a_number(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        (await crm.SayAsync("li", "请给我回个电话")).ShouldHaveSingleItem().Notice.ShouldBe("ask-phone");
        (await crm.CountAsync("select count(*) from promise")).ShouldBe(0);
        (await crm.SayAsync("li", "13800138000")).ShouldHaveSingleItem().Notice.ShouldBe("promise-made");
        (await crm.ListAsync("/callbacks?state=open&owner=desk")).ShouldHaveSingleItem().Text("topic").ShouldBe("callback");
        (await crm.CountAsync("select count(*) from lead")).ShouldBe(0);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Who_asks_for_a_person_gets_a_clock_on_the_answer_and_the_answer_keeps_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        (await crm.SayAsync("li", "转人工")).ShouldHaveSingleItem().Notice.ShouldBe("human-soon");
        var promise = (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem();
        var conversation = (await crm.ListAsync("/conversations")).ShouldHaveSingleItem().Text("id");
        (await crm.PostAsync($"/conversations/{conversation}/messages", new { text = "您好，我是小王" })).Status.ShouldBe(202);
        (await crm.CallbackAsync(promise.Text("id"))).Text("state").ShouldBe("kept");
        (await crm.SaidAsync())[^1].Text.ShouldBe("您好，我是小王");
    }

    [Theory, OnEachDatabase]
    public async Task An_agent_is_told_where_a_chat_cannot_carry_an_answer(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "你好");
        crm.Plugins.Channels.Remove(CrmFixture.Chat);
        var conversation = (await crm.ListAsync("/conversations")).ShouldHaveSingleItem().Text("id");
        var (status, body) = await crm.PostAsync($"/conversations/{conversation}/messages", new { text = "您好" });
        (status, body.Text("code"), body.Text("reason")).ShouldBe((409, "window-closed", "no-channel"));
    }

    [Theory, OnEachDatabase]
    public async Task Consent_in_a_second_form_gives_the_dealer_a_warmed_lead_and_the_desk_keeps_the_call(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("A");
        var first = await crm.SubmitAsync(CrmFixture.Form(consent: false));
        var second = await crm.SubmitAsync(CrmFixture.Form(consent: true));
        second.Promise!.Id.ShouldBe(first.Promise!.Id);
        await crm.OpenOfferAsync(first.LeadId!);
        (await crm.CallbackAsync(first.Promise.Id)).Text("ownerKind").ShouldBe("desk");
        (await crm.SaidAsync()).Count(said => said.Notice == "promise-made").ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task After_a_kept_call_a_new_wish_for_the_same_lead_gets_a_new_promise(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var first = await crm.SubmitAsync(CrmFixture.Form(consent: false));
        await crm.AttemptAsync(first.Promise!.Id, "connected");
        crm.Time.Advance(TimeSpan.FromHours(3));
        var second = await crm.SubmitAsync(CrmFixture.Form(consent: false));
        second.LeadId.ShouldBe(first.LeadId);
        second.Promise!.Id.ShouldNotBe(first.Promise.Id);
        second.Promise.DueAt.ShouldBe(crm.Time.Now.AddMinutes(10));
    }

    [Theory, OnEachDatabase]
    public async Task Without_any_way_to_write_the_promise_still_stands(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.Plugins.Channels.Clear();
        var receipt = await crm.SubmitAsync(CrmFixture.Form(consent: false));
        (await crm.SaidAsync()).ShouldBeEmpty();
        (await crm.CallbackAsync(receipt.Promise!.Id)).Text("toldText").ShouldBe(receipt.Promise.Text);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await crm.CallbackAsync(receipt.Promise.Id)).Text("state").ShouldBe("broken");
    }

    [Theory, OnEachDatabase]
    public async Task Another_brand_is_a_lead_of_its_own_L01(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var first = await crm.SubmitAsync(CrmFixture.Form());
        var second = await crm.SubmitAsync(CrmFixture.Form(brand: "Borealis"));
        second.Disposition.ShouldBe("lead");
        second.LeadId.ShouldNotBe(first.LeadId);
        second.Promise!.Id.ShouldNotBe(first.Promise!.Id, "one open promise per person and topic, and another car is another topic (C-15)");
        await crm.NothingIsLostAsync();
    }
}
