using Crm.Plugins.Contract;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Sessions;

/// <summary>A bot that is not ours answers: what it hears, what we still do, and what becomes of its hand-overs (spec/bot.md 3 and 6).</summary>
public sealed class OtherBotTests
{
    [Theory, OnEachDatabase]
    public async Task What_a_customer_does_goes_to_the_bot_in_order_and_our_dialogs_are_silent(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.SessionEntered, "", "entered"), Item(crm, "li", InboundKind.Message, "我想试驾Aurora", "1"), Item(crm, "li", InboundKind.Message, "转人工", "2"));
        (await crm.SaidAsync()).ShouldBeEmpty("no welcome, no lead, no hand-over of ours");
        await crm.DeliverAsync();
        Passed(crm).ShouldBe(["entered", "1", "2"]);
        crm.Plugins.Operations.ShouldAllBe(operation => operation.Account == "their-bot");
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.BotMessage, "好的", "3") with { AnsweredBy = null });
        (await crm.ListAsync($"/conversations/{await crm.ConversationAsync("li")}/messages")).Select(m => m.Text("author")).ShouldContain("system");
        (await crm.SaidAsync()).ShouldBeEmpty();
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Danger_and_opt_out_are_still_ours(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Message, "刹车失灵了", "1"));
        (await crm.ListAsync("/complaints")).ShouldHaveSingleItem();
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Message, "退订", "2"));
        (await crm.SaidAsync()).ShouldContain(said => said.Notice == "opted-out");
        await crm.DeliverAsync();
        Passed(crm).ShouldNotContain("1");
    }

    [Theory, OnEachDatabase]
    public async Task A_bot_that_stays_away_is_excused_once_and_a_person_comes(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.Plugins.Outcome = _ => Task.FromResult<OperationResult>(new OperationResult.Rejected("bot-down"));
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Message, "你好", "1"));
        await crm.DeliverAsync();
        (await crm.SaidAsync()).Select(said => said.Notice).ShouldBe(["bot-failed", "human-soon"]);
        var id = await crm.ConversationAsync("li");
        (await crm.GetAsync($"/conversations/{id}/session")).GetProperty("handOver").Text("reason").ShouldBe("bot-failed");

        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Message, "在吗", "2"));
        await crm.DeliverAsync();
        Passed(crm).ShouldBe(["1"], "while a person is awaited the bot hears nothing");
        (await crm.SaidAsync()).Count.ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task A_hand_over_the_bot_asks_for_waits_for_an_agent_and_the_bot_is_told_what_became_of_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Message, "你好", "1"));
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Event, "", "ask") with { AnsweredBy = null, Message = null, Fact = new HandOverAsked("complaint", "complaints", null, "high") });
        var id = await crm.ConversationAsync("li");
        var session = await crm.GetAsync($"/conversations/{id}/session");
        (session.Text("state"), session.GetProperty("handOver").Text("reason"), session.GetProperty("handOver").Text("priority")).ShouldBe(("waiting", "complaint", "high"));
        await crm.PostAsync($"/conversations/{id}/session/take");
        await crm.PostAsync($"/conversations/{id}/session/give-back");
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Message, "谢谢", "2"));
        await crm.DeliverAsync();
        Told(crm).ShouldBe(["accepted", "completed"]);
        crm.Plugins.Operations.Last().Request.ShouldBe(new PassToBot("conversation-li", "2"), "given back, the bot goes on");
    }

    [Theory, OnEachDatabase]
    public async Task A_hand_over_nobody_took_is_told_as_failed(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Message, "你好", "1"));
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Event, "", "ask") with { AnsweredBy = null, Message = null, Fact = new HandOverAsked(null, null, null, null) });
        await crm.AdvanceAsync(TimeSpan.FromMinutes(16));
        await crm.DeliverAsync();
        Told(crm).ShouldBe(["failed timeout"]);
        (await crm.GetAsync($"/conversations/{await crm.ConversationAsync("li")}/session")).Text("state").ShouldBe("bot");
    }

    [Theory, OnEachDatabase]
    public async Task When_the_desk_is_closed_the_bot_is_told_at_once_and_a_call_is_offered(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.FromHours(8)));
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Message, "你好", "1"));
        await crm.ReceiveAsync(Item(crm, "li", InboundKind.Event, "", "ask") with { AnsweredBy = null, Message = null, Fact = new HandOverAsked("user-asked", null, null, null) });
        await crm.DeliverAsync();
        Told(crm).ShouldBe(["failed closed"]);
        (await crm.SaidAsync()).ShouldHaveSingleItem().Notice.ShouldBe("call-offer-closed-number");
    }

    private static InboundItem Item(CrmFixture crm, string person, InboundKind kind, string text, string key) =>
        crm.Item(person, kind, text) with { DedupKey = $"{person}:{key}", AnsweredBy = new AnsweredBy("their-bot", key) };

    private static List<string> Passed(CrmFixture crm) => [.. crm.Plugins.Operations.Select(o => o.Request).OfType<PassToBot>().Select(pass => pass.Item)];

    private static List<string> Told(CrmFixture crm) =>
        [.. crm.Plugins.Operations.Select(o => o.Request).OfType<TellBotHandOver>().Select(told => $"{told.State} {told.Message}".Trim())];
}
