using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>An explicit wish from a web form (DECISIONS 11, 13, 17).</summary>
public sealed class FormLeadTests
{
    private static readonly string[] Questions = ["callback", "service-booking", "finance", "product-question", "feedback"];
    private static readonly string[] Dangerous = ["lead", "feedback", "complaint", "service-booking"];

    [Theory, OnEachDatabase]
    public async Task A_lead_form_is_inquiry_customer_lead_offer_promise_and_message_at_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var dealer = await crm.DealerAsync("SH1");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());

        receipt.Disposition.ShouldBe("lead");
        var lead = await crm.GetAsync($"/leads/{receipt.LeadId}");
        lead.Text("stage").ShouldBe("offered");
        lead.Text("dealerId").ShouldBe(dealer);
        (await crm.ListAsync($"/customers?phone=%2B8613800138000")).ShouldHaveSingleItem().Text("id").ShouldBe(lead.Text("customerId"));
        (await crm.ListAsync("/inquiries")).ShouldHaveSingleItem().Text("leadId").ShouldBe(receipt.LeadId);
        (await crm.ListAsync($"/leads/{receipt.LeadId}/routing", CrmFixture.Admin)).ShouldHaveSingleItem().Text("dealerId").ShouldBe(dealer);

        receipt.Promise!.DueAt.ShouldBe(crm.Time.Now.AddMinutes(10));
        var offer = await crm.OpenOfferAsync(receipt.LeadId!);
        offer.Time("acceptBy").ShouldBeLessThanOrEqualTo(crm.Time.Now.AddMinutes(4));
        offer.Time("contactBy").ShouldBeLessThanOrEqualTo(receipt.Promise.DueAt);
        var callback = await crm.GetAsync($"/callbacks/{receipt.Promise.Id}");
        callback.GetProperty("steps").EnumerateArray().Select(step => step.Text("step")).ShouldBe(
            ["desk-takeover", "nudge", "lead", "deadline", "escalate"], ignoreOrder: true);
        var told = (await crm.SaidAsync()).ShouldHaveSingleItem();
        told.ShouldBe(new Said("sms", "+8613800138000", "promise-made", callback.GetProperty("callback").Text("toldText")));
        told.Text.ShouldContain("Dealer SH1");
        (await crm.CountAsync("select count(distinct type) from event where type in ('lead.created', 'lead.offered', 'callback.scheduled')")).ShouldBe(3);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task The_same_key_gets_the_first_receipt_and_another_content_under_it_is_a_conflict(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var first = await crm.SubmitAsync(CrmFixture.Form(), "key");
        var again = await crm.SubmitAsync(CrmFixture.Form(), "key");
        again.Duplicate.ShouldBeTrue();
        again.Conflict.ShouldBeFalse();
        (again.InquiryId, again.LeadId, again.Promise).ShouldBe((first.InquiryId, first.LeadId, first.Promise));
        (await crm.SubmitAsync(CrmFixture.Form(name: "别人"), "key")).Conflict.ShouldBeTrue();
        (await crm.CountAsync("select count(*) from inbox")).ShouldBe(1);
        (await crm.SaidAsync()).Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Twenty_forms_under_one_key_at_once_are_one_lead(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => crm.SubmitAsync(CrmFixture.Form(), "key")));
        receipts.Count(receipt => !receipt.Duplicate).ShouldBe(1);
        receipts.Select(receipt => receipt.LeadId).Distinct().ShouldHaveSingleItem();
        (await crm.CountAsync("select count(*) from lead")).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_wish_for_another_brand_is_another_topic_with_a_promise_of_its_own_C15(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var aurora = await crm.DealerAsync("A");
        var borealis = await crm.DealerAsync("B", ["Borealis"]);
        var first = await crm.SubmitAsync(CrmFixture.Form());
        var second = await crm.SubmitAsync(CrmFixture.Form(brand: "Borealis"));
        var again = await crm.SubmitAsync(CrmFixture.Form(brand: "Borealis"));
        second.Promise!.Id.ShouldNotBe(first.Promise!.Id);
        again.Promise!.Id.ShouldBe(second.Promise.Id);
        foreach (var (receipt, dealer) in new[] { (first, aurora), (second, borealis) })
        {
            var callback = await crm.CallbackAsync(receipt.Promise!.Id);
            (callback.Text("leadId"), callback.Text("ownerId"), callback.Text("topic")).ShouldBe((receipt.LeadId!, dealer, "lead"));
        }

        (await crm.SaidAsync()).Select(said => said.Notice).ShouldBe(["promise-made", "promise-made", "repeat-inquiry"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_second_form_of_the_same_person_is_attached_and_gets_the_same_promise_C15(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        var first = await crm.SubmitAsync(CrmFixture.Form());
        crm.Time.Advance(TimeSpan.FromMinutes(2));
        var second = await crm.SubmitAsync(CrmFixture.Form(message: "我想试驾"));
        second.Disposition.ShouldBe("attached");
        second.LeadId.ShouldBe(first.LeadId);
        second.Promise!.Id.ShouldBe(first.Promise!.Id);
        second.Promise.DueAt.ShouldBe(first.Promise.DueAt);
        (await crm.CountAsync("select count(*) from lead")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from promise")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from offer")).ShouldBe(1);
        (await crm.SaidAsync())[^1].Notice.ShouldBe("repeat-inquiry");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Without_consent_the_own_desk_keeps_the_lead_and_promises_P03(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        var receipt = await crm.SubmitAsync(CrmFixture.Form(consent: false));
        (await crm.GetAsync($"/leads/{receipt.LeadId}")).Text("ownerKind").ShouldBe("desk");
        (await crm.CallbackAsync(receipt.Promise!.Id)).Text("ownerKind").ShouldBe("desk");
        (await crm.ListAsync($"/offers?leadId={receipt.LeadId}")).ShouldBeEmpty();
        receipt.Promise.DueAt.ShouldBe(crm.Time.Now.AddMinutes(10));
        var repeat = await crm.SubmitAsync(CrmFixture.Form(consent: false));
        repeat.Promise!.Id.ShouldBe(receipt.Promise.Id);
    }

    [Theory, OnEachDatabase]
    public async Task With_an_email_only_the_lead_waits_without_a_promise(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        var receipt = await crm.SubmitAsync(CrmFixture.Form(phone: null, email: "wang@example.com"));
        receipt.Disposition.ShouldBe("lead");
        receipt.Promise.ShouldBeNull();
        (await crm.SaidAsync()).ShouldBeEmpty();
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Without_a_usable_contact_it_is_quarantined_and_not_lost(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var receipt = await crm.SubmitAsync(CrmFixture.Form(phone: "12"));
        receipt.Disposition.ShouldBe("quarantined");
        receipt.Warnings!.ShouldBe(["phone_unparseable", "no_usable_contact"]);
        (await crm.GetAsync("/conservation")).GetProperty("quarantined").GetInt64().ShouldBe(1);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Every_kind_has_an_owner_a_clock_and_an_answer_and_only_lead_becomes_a_lead(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        string[] kinds = ["complaint", "callback", "service-booking", "finance", "product-question", "feedback"];
        foreach (var (kind, i) in kinds.Select((kind, i) => (kind, i)))
        {
            var before = (await crm.SaidAsync()).Count;
            var receipt = await crm.SubmitAsync(CrmFixture.Form(kind, phone: $"1380013800{i}", name: $"王{i}", message: "请联系我"));
            receipt.LeadId.ShouldBeNull(kind);
            receipt.Promise.ShouldNotBeNull(kind).DueAt.ShouldBeGreaterThan(crm.Time.Now);
            (await crm.CallbackAsync(receipt.Promise.Id)).Text("ownerKind").ShouldBe("desk", kind);
            var said = (await crm.SaidAsync()).Skip(before).ShouldHaveSingleItem(kind);
            said.Text.ShouldBe((await crm.CallbackAsync(receipt.Promise.Id)).Text("toldText"), kind);
        }

        (await crm.CountAsync("select count(*) from lead")).ShouldBe(0);
        (await crm.CountAsync("select count(*) from complaint")).ShouldBe(1);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_question_with_an_email_only_still_lands_on_the_desk_with_a_clock(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var kind in Questions)
        {
            var receipt = await crm.SubmitAsync(CrmFixture.Form(kind, name: null, phone: null, email: $"{kind}@example.com"));
            receipt.Promise.ShouldBeNull("no call is promised without a number");
        }

        (await crm.ListAsync("/callbacks?state=open&owner=desk")).Count(row => row.Text("topic") == "reply").ShouldBe(5);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Words_of_danger_make_any_kind_an_S1_complaint_K02(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var (kind, i) in Dangerous.Select((kind, i) => (kind, i)))
        {
            var receipt = await crm.SubmitAsync(CrmFixture.Form(kind, phone: $"1380013800{i}", name: $"王{i}", message: "刚才高速上刹车失灵了"));
            receipt.ComplaintId.ShouldNotBeNull(kind);
            (await crm.GetAsync($"/complaints/{receipt.ComplaintId}")).Text("severity").ShouldBe("s1", kind);
            receipt.Promise!.DueAt.ShouldBe(crm.Time.Now.AddMinutes(10), kind);
        }

        (await crm.AlertsAsync()).Count(kind => kind == "complaint-s1").ShouldBe(4);
    }
}
