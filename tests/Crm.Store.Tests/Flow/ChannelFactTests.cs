using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>What a chat channel tells of messages and people besides new messages.</summary>
public sealed class ChannelFactTests
{
    [Theory, OnEachDatabase]
    public async Task A_message_that_was_changed_shows_its_new_words_and_is_not_answered_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "在吗");
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "你好", "greeting"));
        var said = (await crm.SaidAsync()).Count;
        crm.Time.Advance(TimeSpan.FromMinutes(1));
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Event) with { Fact = new MessageEdited("greeting", "您好") });
        var conversation = await crm.TextAsync("select id from conversation");
        var messages = (await crm.ListAsync($"/conversations/{conversation}/messages")).Where(m => m.Text("direction") == "in").ToList();
        messages.Select(m => (m.Text("text"), m.Text("editedAt"))).ShouldBe([("您好", Instants.Iso(crm.Time.Now)), ("在吗", "")]);
        (await crm.SaidAsync()).Count.ShouldBe(said);
        (await crm.TextAsync("select text from inbox where dedup_key = 'greeting'")).ShouldBe("你好", "the audit copy keeps what was said first");
    }

    [Theory, OnEachDatabase]
    public async Task A_change_comes_after_the_message_it_changes_and_a_recalled_one_stays_recalled(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(
            crm.Item("li", InboundKind.Message, "你好", "greeting"),
            crm.Item("li", InboundKind.Event) with { Fact = new MessageEdited("greeting", "您好") },
            crm.Item("li", InboundKind.Event) with { Fact = new MessageRecalled("greeting", "customer") },
            crm.Item("li", InboundKind.Event) with { Fact = new MessageEdited("greeting", "again") },
            crm.Item("li", InboundKind.Event) with { Fact = new MessageEdited("nobody-knows", "x") });
        (await crm.TextAsync("select text from message where direction = 'in'")).ShouldBe("您好");
        (await crm.CountAsync("select count(*) from inbox where state = 0")).ShouldBe(0);
    }

    [Theory, OnEachDatabase]
    public async Task A_platform_that_asks_for_erasure_alerts_the_team_lead_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "你好");
        for (var i = 0; i < 2; i++) await crm.ReceiveAsync(crm.Item("li", InboundKind.Event) with { Fact = new ErasureAsked() });
        await crm.ReceiveAsync(crm.Item("nobody", InboundKind.Event) with { Fact = new ErasureAsked() });
        (await crm.AlertsAsync()).ShouldBe(["erasure-asked"]);
        (await crm.TextAsync("select customer_id from alert")).ShouldBe(await crm.TextAsync("select id from customer"));
        (await crm.CountAsync("select count(*) from customer")).ShouldBe(1, "asking for erasure makes no customer");
    }
}
