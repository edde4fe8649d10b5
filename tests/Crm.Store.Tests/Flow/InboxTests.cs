using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>What holds for everything that comes in: once, in order, and nothing stops the rest (spec/lessons.md 1).</summary>
public sealed class InboxTests
{
    [Theory, OnEachDatabase]
    public async Task Ten_people_who_scan_one_code_in_the_same_second_are_ten_customers(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var capture = crm.Service<Capture>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => capture.CaptureAsync(CrmFixture.Chat,
            [crm.Item($"person-{i}", InboundKind.ContactAdded) with { Source = new InquirySource(null, "one-code") }], [], default)));
        await crm.PumpAsync();
        (await crm.CountAsync("select count(*) from customer")).ShouldBe(10);
        (await crm.CountAsync("select count(*) from conversation")).ShouldBe(10);
        (await crm.SaidAsync()).Count.ShouldBe(10, "each is welcomed");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task The_same_event_twice_counts_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var item = crm.Item("li", InboundKind.Message, "你好", "same-key");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => crm.Service<Capture>().CaptureAsync(CrmFixture.Chat, [item], [], default)));
        (await crm.ReceiveAsync(item)).ShouldHaveSingleItem().Duplicate.ShouldBeTrue();
        (await crm.CountAsync("select count(*) from inbox")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from message where direction = 'in'")).ShouldBe(1);
        (await crm.SaidAsync()).Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Messages_of_a_conversation_keep_their_order(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var texts = Enumerable.Range(0, 60).Select(i => $"第{i}句").ToList();
        await crm.ReceiveAsync([.. texts.Select((text, i) => crm.Item($"person-{i % 3}", InboundKind.Message, text))]);
        for (var person = 0; person < 3; person++)
        {
            var conversation = await crm.TextAsync("select id from conversation where conversation_key = @key", new { key = $"conversation-person-{person}" });
            var read = (await crm.ListAsync($"/conversations/{conversation}/messages?limit=200")).Where(m => m.Text("direction") == "in").Select(m => m.Text("text")).Reverse();
            read.ShouldBe(texts.Where((_, i) => i % 3 == person));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_poison_message_is_quarantined_after_its_tries_and_the_others_go_on(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(
            crm.Item("li", InboundKind.Message) with { Identities = [], ConversationKey = null },
            crm.Item("zhang", InboundKind.Message, "你好"));
        (await crm.SaidAsync()).ShouldHaveSingleItem().Recipient.ShouldBe("to-zhang");
        for (var i = 0; i < 5; i++)
        {
            await crm.AdvanceAsync(TimeSpan.FromSeconds(20));
            await crm.PumpAsync();
        }

        (await crm.GetAsync("/conservation")).GetProperty("quarantined").GetInt64().ShouldBe(1);
        (await crm.AlertsAsync()).ShouldBe(["inquiry-unhandled"]);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_poison_message_holds_up_its_own_conversation_only_until_it_is_quarantined(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message), crm.Item("li", InboundKind.Message, "你好"));
        (await crm.SaidAsync()).ShouldBeEmpty();
        for (var i = 0; i < 5; i++)
        {
            await crm.AdvanceAsync(TimeSpan.FromSeconds(20));
            await crm.PumpAsync();
        }

        (await crm.SaidAsync()).ShouldHaveSingleItem().Notice.ShouldBe("greeting");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_long_conversation_behind_a_poison_message_holds_up_nobody_else(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync([.. Enumerable.Range(0, 250).Select(i => crm.Item("li", InboundKind.Message, i == 0 ? null : "你好"))]);
        await crm.ReceiveAsync(crm.Item("zhang", InboundKind.Message, "你好"));
        (await crm.SaidAsync()).ShouldHaveSingleItem().Recipient.ShouldBe("to-zhang");
    }

    /// <summary>Architecture 6.5: the welcome before any sync.</summary>
    [Theory, OnEachDatabase]
    public async Task Somebody_who_has_just_come_is_handled_before_a_heap_of_pulled_messages(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var capture = crm.Service<Capture>();
        await capture.CaptureAsync(CrmFixture.Chat, [.. Enumerable.Range(0, 500).Select(i => crm.Item($"person-{i}", InboundKind.Message, "你好"))], [], default);
        await capture.CaptureAsync(CrmFixture.Chat, [crm.Item("li", InboundKind.ContactAdded)], [], default);
        await crm.PumpOnceAsync();
        (await crm.SaidAsync()).ShouldContain(said => said.Notice == "welcome");
        (await crm.CountAsync("select count(*) from inbox where state = 0")).ShouldBeGreaterThan(0, "the heap is larger than one round");
    }
}
