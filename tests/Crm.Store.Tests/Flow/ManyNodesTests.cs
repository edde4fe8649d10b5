using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Two nodes on one database (one node twice on SQLite) do what one would have done.</summary>
public sealed class ManyNodesTests
{
    [Theory, OnEachDatabase]
    public async Task One_new_person_on_two_nodes_at_once_is_one_customer_with_one_lead_and_one_promise(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        await crm.DealerAsync("A");
        for (var round = 0; round < 10; round++)
        {
            var form = CrmFixture.Form(name: $"客户{round}", phone: $"138001380{round:00}");
            var receipts = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? crm : other ?? crm).SubmitAsync(form, $"{round}-{i}")));
            receipts.Select(receipt => receipt.LeadId).Distinct().ShouldHaveSingleItem();
            receipts.Select(receipt => receipt.Promise!.Id).Distinct().ShouldHaveSingleItem();
        }

        (await crm.CountAsync("select count(*) from customer")).ShouldBe(10);
        (await crm.CountAsync("select count(*) from lead")).ShouldBe(10);
        (await crm.CountAsync("select count(*) from promise")).ShouldBe(10);
        (await crm.CountAsync("select count(*) from offer")).ShouldBe(10);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_daily_cap_holds_over_two_nodes_R01(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        var capped = await crm.DealerAsync("A", cap: 7);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            (i % 2 == 0 ? crm : other ?? crm).SubmitAsync(CrmFixture.Form(name: $"客户{i}", phone: $"138001380{i:00}"), $"key-{i}")));
        (await crm.CountAsync("select count(*) from offer where dealer_id = @capped", new { capped })).ShouldBe(7);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Two_pumps_handle_each_message_once_and_in_order(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        var texts = Enumerable.Range(0, 40).Select(i => $"第{i}句").ToList();
        await crm.Service<Capture>().CaptureAsync(CrmFixture.Chat, [.. texts.Select((text, i) => crm.Item($"person-{i % 2}", InboundKind.Message, text))], [], default);
        await Task.WhenAll(crm.PumpAsync(), (other ?? crm).PumpAsync());
        await crm.PumpAsync();
        for (var person = 0; person < 2; person++)
        {
            var read = await crm.Database.QueryAsync<string>(
                "select m.text from message m join conversation c on c.id = m.conversation_id where c.conversation_key = @key and m.direction = 'in' order by m.inbox_id",
                new { key = $"conversation-person-{person}" });
            read.ShouldBe(texts.Where((_, i) => i % 2 == person));
        }

        (await crm.CountAsync("select count(*) from customer")).ShouldBe(2);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_deadline_on_two_nodes_is_told_once_C10(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        for (var i = 0; i < 20; i++) await crm.SubmitAsync(CrmFixture.Form(name: $"客户{i}", phone: $"138001380{i:00}", consent: false));
        crm.Time.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(crm.RunStepsAsync(), (other ?? crm).RunStepsAsync());
        (await crm.SaidAsync()).Count(said => said.Notice == "promise-broken").ShouldBe(20);
        (await crm.CountAsync("select count(*) from promise where state = 'broken'")).ShouldBe(20);
    }
}
