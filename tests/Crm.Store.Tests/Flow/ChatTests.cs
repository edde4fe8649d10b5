using Crm.Plugins.Contract;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>A customer writes in a chat: what is understood, asked, promised and passed on.</summary>
public sealed class ChatTests
{
    [Theory, OnEachDatabase]
    public async Task A_wish_without_a_number_is_asked_once_for_number_and_consent_and_promises_nothing(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1", [], []);
        (await crm.SayAsync("li", "你好，我想试驾")).ShouldHaveSingleItem().Notice.ShouldBe("ask-phone-consent");
        (await crm.CountAsync("select count(*) from promise")).ShouldBe(0);
        var answers = await crm.SayAsync("li", "13800138000 同意");
        var promise = answers.ShouldHaveSingleItem();
        promise.Notice.ShouldBe("promise-made");
        promise.Channel.ShouldBe(CrmFixture.Chat);
        promise.Text.ShouldContain("Dealer SH1");
        var lead = (await crm.ListAsync("/leads")).ShouldHaveSingleItem();
        lead.Text("stage").ShouldBe("offered");
        await crm.OpenOfferAsync(lead.Text("id"));
        var callback = (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem();
        callback.Text("ownerKind").ShouldBe("dealer");
        callback.Text("toldText").ShouldBe(promise.Text);
        (await crm.TextAsync("select text_version from consent")).ShouldBe("ask-phone-consent.zh-CN.1");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_wish_repeated_without_a_number_is_reminded_once_and_asked_again_only_after_an_hour(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var (person, wish, question) in new[] { ("li", "我想试驾", "ask-phone-consent"), ("wang", "请给我回电话", "ask-phone") })
        {
            (await crm.SayAsync(person, wish)).ShouldHaveSingleItem().Notice.ShouldBe(question);
            crm.Time.Advance(TimeSpan.FromMinutes(5));
            (await crm.SayAsync(person, wish)).ShouldHaveSingleItem().Notice.ShouldBe("ask-phone-reminder");
            crm.Time.Advance(TimeSpan.FromMinutes(5));
            (await crm.SayAsync(person, wish)).ShouldBeEmpty();
            crm.Time.Advance(TimeSpan.FromMinutes(51));
            (await crm.SayAsync(person, wish)).ShouldHaveSingleItem().Notice.ShouldBe(question);
        }

        (await crm.SayAsync("li", "13800138000 同意")).ShouldHaveSingleItem().Notice.ShouldBe("promise-made");
    }

    [Theory, OnEachDatabase]
    public async Task A_number_without_consent_stays_with_the_desk_and_a_later_yes_gives_the_dealer_a_warmed_lead_P03(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1", [], []);
        await crm.SayAsync("li", "想买一辆车");
        (await crm.SayAsync("li", "13800138000")).ShouldHaveSingleItem().Text.ShouldContain("总部客服");
        var lead = (await crm.ListAsync("/leads")).ShouldHaveSingleItem();
        lead.Text("ownerKind").ShouldBe("desk");
        var callback = (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem();

        await crm.SayAsync("li", "好的");
        (await crm.ListAsync("/offers")).ShouldBeEmpty("a bare yes answers the promise, not the question before it");

        (await crm.SayAsync("li", "同意")).ShouldHaveSingleItem().Notice.ShouldBe("consent-recorded");
        (await crm.GetAsync($"/leads/{lead.Text("id")}")).Text("stage").ShouldBe("offered");
        var after = await crm.CallbackAsync(callback.Text("id"));
        (after.Text("ownerKind"), after.Text("dueAt")).ShouldBe(("desk", callback.Text("dueAt")));
        var offer = await crm.OpenOfferAsync(lead.Text("id"));
        (await crm.AcceptAsync(offer)).Status.ShouldBe(200);
        (await crm.CallbackAsync(callback.Text("id"))).Text("ownerKind").ShouldBe("desk");
        (await crm.CountAsync("select count(*) from promise")).ShouldBe(1);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_no_is_recorded_and_the_desk_keeps_the_lead(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1", [], []);
        await crm.SayAsync("li", "我想试驾");
        var answers = await crm.SayAsync("li", "13800138000 不同意");
        answers.Select(answer => answer.Notice).ShouldBe(["promise-made", "kept-at-desk"]);
        (await crm.ListAsync("/offers")).ShouldBeEmpty();
        (await crm.CountAsync("select given from consent")).ShouldBe(0);
    }

    [Theory, OnEachDatabase]
    public async Task A_broken_number_is_asked_for_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "我想试驾");
        (await crm.SayAsync("li", "1380013800")).ShouldHaveSingleItem().Notice.ShouldBe("phone-invalid");
        (await crm.SayAsync("li", "13800138000 同意")).ShouldHaveSingleItem().Notice.ShouldBe("promise-made");
    }

    [Theory, OnEachDatabase]
    public async Task Words_of_danger_become_S1_with_a_number_an_alert_and_a_clock_around_the_clock_K02(string provider)
    {
        // Sunday night: every desk is closed.
        await using var crm = await CrmFixture.CreateAsync(provider, new DateTimeOffset(2026, 3, 8, 15, 0, 0, TimeSpan.Zero));
        var answer = (await crm.SayAsync("li", "我的车刹车失灵了，电话13800138000")).ShouldHaveSingleItem();
        answer.Notice.ShouldBe("complaint-safety-received");
        var complaint = (await crm.ListAsync("/complaints")).ShouldHaveSingleItem();
        answer.Text.ShouldContain(complaint.Text("number"));
        complaint.Text("severity").ShouldBe("s1");
        complaint.Time("contactDueAt").ShouldBe(crm.Time.Now.AddMinutes(10));
        (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem().Time("dueAt").ShouldBe(crm.Time.Now.AddMinutes(10));
        (await crm.AlertsAsync()).ShouldBe(["complaint-s1"]);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_complaint_without_a_number_gets_its_own_number_and_then_a_promise_as_grave_as_it_began(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        (await crm.SayAsync("li", "刹车失灵了")).ShouldHaveSingleItem().Notice.ShouldBe("complaint-safety-ask-phone");
        (await crm.SayAsync("li", "我要投诉，态度太差，电话13800138000")).ShouldHaveSingleItem().Notice.ShouldBe("complaint-safety-received");
        var callback = (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem();
        callback.Time("dueAt").ShouldBe(crm.Time.Now.AddMinutes(10));
        callback.Text("priority").ShouldBe("high");
        (await crm.CountAsync("select count(*) from complaint")).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_complaint_that_turns_out_dangerous_brings_the_call_forward(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "我要投诉，态度太差，电话13800138000");
        var before = (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem();
        before.Time("dueAt").ShouldBeGreaterThan(crm.Time.Now.AddHours(1));
        (await crm.SayAsync("li", "而且刹车失灵了")).ShouldHaveSingleItem().Notice.ShouldBe("complaint-safety-received");
        (await crm.CallbackAsync(before.Text("id"))).Time("dueAt").ShouldBe(crm.Time.Now.AddMinutes(10));
        (await crm.AlertsAsync()).ShouldBe(["complaint-s1"]);
    }

    [Theory, OnEachDatabase]
    public async Task An_opt_out_withdraws_the_consent_P04(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1", [], []);
        await crm.SayAsync("li", "我想试驾");
        await crm.SayAsync("li", "13800138000 同意");
        (await crm.SayAsync("li", "退订")).ShouldHaveSingleItem().Notice.ShouldBe("opted-out");
        var customer = (await crm.ListAsync("/customers")).ShouldHaveSingleItem();
        (await crm.GetAsync($"/customers/{customer.Text("id")}")).GetProperty("consents").EnumerateArray()
            .Where(consent => consent.Text("purpose") == "forward_to_dealer").ShouldAllBe(consent => !consent.GetProperty("given").GetBoolean());
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task After_an_opt_out_a_declined_lead_goes_to_the_desk_and_to_no_other_dealer_P03(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1", [], []);
        await crm.DealerAsync("SH2", [], []);
        await crm.SayAsync("li", "我想试驾");
        await crm.SayAsync("li", "13800138000 同意");
        await crm.SayAsync("li", "退订");
        var lead = (await crm.ListAsync("/leads")).ShouldHaveSingleItem().Text("id");
        (await crm.DeclineAsync(await crm.OpenOfferAsync(lead))).Status.ShouldBe(200);
        (await crm.ListAsync($"/offers?leadId={lead}&state=open")).ShouldBeEmpty();
        (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem().Text("ownerKind").ShouldBe("desk");
    }

    [Theory, OnEachDatabase]
    public async Task A_repeated_wish_is_attached_and_told_the_same_time_C15(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1", [], []);
        await crm.SayAsync("li", "我想试驾");
        await crm.SayAsync("li", "13800138000 同意");
        (await crm.SayAsync("li", "我想试驾")).ShouldHaveSingleItem().Notice.ShouldBe("repeat-inquiry");
        (await crm.CountAsync("select count(*) from lead")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from promise")).ShouldBe(1);
        (await crm.GetAsync("/conservation")).GetProperty("attached").GetInt64().ShouldBe(2);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_greeting_is_answered_and_is_no_lead(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        (await crm.SayAsync("li", "你好")).ShouldHaveSingleItem().Notice.ShouldBe("greeting");
        (await crm.CountAsync("select count(*) from lead")).ShouldBe(0);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_message_that_cannot_be_delivered_in_the_chat_goes_by_sms(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "我想试驾");
        await crm.SayAsync("li", "13800138000 不同意");
        await crm.DeliverAsync();
        var sent = crm.Plugins.Got.Single(got => got.Message.Notice == "promise-made").Message;
        await crm.ReceiveAsync(crm.Item("li", InboundKind.DeliveryFailed) with { DeliveryId = sent.Id, Fault = "window-closed" });
        await crm.DeliverAsync();
        var (channel, message) = crm.Plugins.Got.Last();
        (channel, message.To, message.Notice).ShouldBe(("sms", "+8613800138000", "promise-made"));
    }

    [Theory, OnEachDatabase]
    public async Task What_staff_wrote_elsewhere_is_on_the_timeline(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "你好");
        await crm.ReceiveAsync(crm.Item("li", InboundKind.StaffMessage, "我是小王"));
        var customer = (await crm.ListAsync("/customers")).ShouldHaveSingleItem().Text("id");
        (await crm.ListAsync($"/customers/{customer}/timeline")).ShouldContain(item => item.Text("title") == "staff" && item.Text("text") == "我是小王");
    }
}
