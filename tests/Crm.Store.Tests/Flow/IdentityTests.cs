using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Who is who (spec/lessons.md 21): a shared number proposes and never merges.</summary>
public sealed class IdentityTests
{
    [Theory, OnEachDatabase]
    public async Task A_number_shared_under_two_names_is_two_customers_and_a_proposal_and_a_third_name_an_alert(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var first = await crm.SubmitAsync(CrmFixture.Form(name: "王芳"));
        var second = await crm.SubmitAsync(CrmFixture.Form(name: "李强"));
        second.LeadId.ShouldNotBe(first.LeadId);
        var customers = await crm.ListAsync("/customers?phone=%2B8613800138000");
        customers.Count.ShouldBe(2);
        (await crm.GetAsync($"/customers/{customers[0].Text("id")}")).GetProperty("mergeProposals").GetArrayLength().ShouldBe(1);
        (await crm.AlertsAsync()).ShouldBeEmpty();
        await crm.SubmitAsync(CrmFixture.Form(name: "赵敏"));
        (await crm.AlertsAsync()).ShouldBe(["phone-many-names"]);
        (await crm.ListAsync("/customers?phone=%2B8613800138000")).Count.ShouldBe(3);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task The_same_number_without_a_name_is_the_same_customer(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var first = await crm.SubmitAsync(CrmFixture.Form(name: "王芳"));
        var second = await crm.SubmitAsync(CrmFixture.Form(name: null, phone: "+86 138-0013-8000"));
        second.LeadId.ShouldBe(first.LeadId);
        (await crm.CountAsync("select count(*) from customer")).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Twenty_forms_of_one_new_person_at_once_are_one_customer_and_one_lead(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => crm.SubmitAsync(CrmFixture.Form())));
        (await crm.CountAsync("select count(*) from customer")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from lead")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from promise")).ShouldBe(1);
        (await crm.GetAsync("/conservation")).GetProperty("attached").GetInt64().ShouldBe(19);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_chat_contact_who_gives_a_number_known_from_a_form_is_proposed_to_be_the_same(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SubmitAsync(CrmFixture.Form(name: "王芳"));
        await crm.SayAsync("fang", "我想试驾");
        await crm.SayAsync("fang", "13800138000 不同意");
        var customers = await crm.ListAsync("/customers?phone=%2B8613800138000");
        customers.Count.ShouldBe(2);
        foreach (var customer in customers)
        {
            var proposal = (await crm.GetAsync($"/customers/{customer.Text("id")}")).GetProperty("mergeProposals").EnumerateArray().ShouldHaveSingleItem();
            proposal.Text("reason").ShouldBe("same-phone");
        }

        await crm.NothingIsLostAsync();
    }
}
