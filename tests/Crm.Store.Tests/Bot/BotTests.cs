using Crm.Plugins.Contract;
using Crm.Plugins.Core.Bot;
using Crm.Plugins.Core.Store;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Bot;

/// <summary>What the bot remembers, and that nothing of it is lost, doubled or advanced by what is no answer (spec/bot.md 8).</summary>
public sealed class BotTests
{
    [Theory, OnEachDatabase]
    public async Task Two_messages_at_once_on_two_nodes_are_both_answered_once_and_in_order(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        await crm.SayAsync("li", "预约试驾");
        await Task.WhenAll(
            crm.Service<Crm.Plugins.Core.Intake.Capture>().CaptureAsync(CrmFixture.Chat, [crm.Item("li", InboundKind.Message, "ID.4"), crm.Item("li", InboundKind.Message, "跳过")], [], default),
            Task.WhenAll(Enumerable.Range(0, 4).Select(n => (other ?? crm).Service<Crm.Plugins.Core.Intake.Capture>()
                .CaptureAsync(CrmFixture.Chat, [crm.Item($"somebody-{n}", InboundKind.Message, "预约试驾")], [], default))));
        await Probe.Until(async () =>
        {
            await Task.WhenAll(crm.PumpOnceAsync(), other?.PumpOnceAsync() ?? Task.CompletedTask);
            return await crm.CountAsync("select count(*) from inbox where state = 0") == 0;
        }, "all is handled");
        (await crm.SaidAsync()).Where(said => said.Recipient == "to-li").Select(said => said.Notice).ShouldBe(["ask-model", "ask-visit", "ask-phone"]);
        (await crm.CountAsync("select max(version) from bot_state")).ShouldBe(3);
        (await crm.CountAsync("select count(*) from inbox where fault is not null")).ShouldBe(0);
    }

    [Theory, OnEachDatabase]
    public async Task A_message_delivered_twice_is_one_step(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "预约试驾");
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "ID.4", "m-1"));
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "ID.4", "m-1"));
        (await crm.SaidAsync()).Select(said => said.Notice).ShouldBe(["ask-model", "ask-visit"]);
    }

    [Theory, OnEachDatabase]
    public async Task Who_writes_onto_a_version_that_is_gone_loses_and_changes_nothing(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "预约试驾");
        var states = crm.Service<BotStates>();
        var id = await crm.ConversationAsync("li");
        var stale = await crm.Writer.WriteAsync(unit => states.Load(unit, id));
        await crm.SayAsync("li", "ID.4");
        var before = await crm.TextAsync("select json from bot_state");
        await Should.ThrowAsync<LostRaceException>(() => crm.Writer.WriteAsync(unit => states.Save(unit, id, stale, stale! with { Fails = 9 })));
        await Should.ThrowAsync<LostRaceException>(() => crm.Writer.WriteAsync(unit => states.Save(unit, id, stale, null)));
        await Should.ThrowAsync<LostRaceException>(() => crm.Writer.WriteAsync(unit => states.Save(unit, id, null, stale! with { Fails = 9 })));
        (await crm.TextAsync("select json from bot_state")).ShouldBe(before);
    }

    [Theory, OnEachDatabase]
    public async Task A_turn_that_fails_half_way_leaves_neither_state_nor_answer_and_runs_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "预约试驾");
        var states = crm.Service<BotStates>();
        var id = await crm.ConversationAsync("li");
        var runs = 0;
        await crm.Writer.WriteAsync(unit =>
        {
            var state = states.Load(unit, id)!;
            states.Save(unit, id, state, state with { Fails = state.Fails + 1 });
            // The race is lost once, after the write.
            if (runs++ == 0) throw new LostRaceException();
        });
        runs.ShouldBe(2);
        (await crm.Writer.WriteAsync(unit => states.Load(unit, id)))!.Fails.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Killed_between_commit_and_sending_the_answer_goes_out_exactly_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "预约试驾");
        crm.Plugins.Got.ShouldBeEmpty();
        await using var after = crm.AnotherNode();
        var node = after ?? crm;
        await node.DeliverAsync();
        await node.DeliverAsync();
        await crm.DeliverAsync();
        (crm.Plugins.Got.Concat(after?.Plugins.Got ?? [])).ShouldHaveSingleItem().Message.Notice.ShouldBe("ask-model");
    }

    [Theory, OnEachDatabase]
    public async Task Events_and_greetings_of_the_platform_do_not_advance_a_form(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "预约试驾");
        foreach (var kind in new[] { InboundKind.Event, InboundKind.SessionEntered, InboundKind.StaffMessage })
            await crm.ReceiveAsync(crm.Item("li", kind));
        (await crm.CountAsync("select version from bot_state")).ShouldBe(1);
        (await crm.SayAsync("li", "ID.4")).ShouldHaveSingleItem().Notice.ShouldBe("ask-visit");
    }

    [Theory, OnEachDatabase]
    public async Task A_draft_is_reminded_of_once_after_half_an_hour_and_wiped_after_a_day(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "预约试驾");
        await crm.SayAsync("li", "ID.4");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(29));
        (await crm.SaidAsync()).Count.ShouldBe(2);
        await crm.AdvanceAsync(TimeSpan.FromHours(20));
        (await crm.SaidAsync()).Skip(2).ShouldHaveSingleItem().Notice.ShouldBe("draft-reminder");
        (await crm.CountAsync("select count(*) from bot_state where json like '%ID.4%'")).ShouldBe(1);
        await crm.AdvanceAsync(TimeSpan.FromHours(5));
        (await crm.CountAsync("select count(*) from bot_state")).ShouldBe(0);
        (await crm.SaidAsync()).Count.ShouldBe(3);
        (await crm.ListAsync("/leads")).ShouldHaveSingleItem("the wish itself is no draft");
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_is_reminded_while_a_person_is_awaited_or_the_channel_lets_us_say_little_more(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "预约试驾");
        await crm.SayAsync("li", "转人工");
        await crm.SayAsync("wang", "预约试驾");
        var id = await crm.ConversationAsync("wang");
        for (var n = 0; n < 3; n++) await crm.PostAsync($"/conversations/{id}/messages", new { text = "您好" });
        await crm.AdvanceAsync(TimeSpan.FromMinutes(40));
        (await crm.SaidAsync()).ShouldNotContain(said => said.Notice == "draft-reminder");
    }

    [Theory, OnEachDatabase]
    public async Task When_the_questions_change_under_a_running_form_its_answers_hold_and_it_asks_on(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "预约试驾");
        await crm.SayAsync("li", "ID.4");
        await crm.Writer.WriteAsync(unit => unit.Execute("update bot_state set form_version = 0"));
        (await crm.SayAsync("li", "13800138000")).ShouldHaveSingleItem().Notice.ShouldBe("ask-visit");
        (await crm.SayAsync("li", "跳过")).ShouldHaveSingleItem().Notice.ShouldBe("ask-consent");
    }

    [Theory, OnEachDatabase]
    public async Task Help_and_a_person_can_be_had_at_every_question_and_the_form_goes_on_afterwards(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        string[] answers = ["预约试驾", "ID.4", "周五下午3点", "13800138000", "同意"];
        for (var asked = 1; asked <= answers.Length; asked++)
        {
            var person = $"p{asked}";
            var question = "";
            foreach (var answer in answers.Take(asked)) question = (await crm.SayAsync(person, answer)).ShouldHaveSingleItem().Notice;
            (await crm.SayAsync(person, "帮助")).ShouldHaveSingleItem().Notice.ShouldBe("help-form", question);
            (await crm.SayAsync(person, "转人工")).ShouldHaveSingleItem();
            var id = await crm.ConversationAsync(person);
            (await crm.GetAsync($"/conversations/{id}/session")).Text("state").ShouldBe("waiting", question);
            (await crm.SayAsync(person, "还在吗")).ShouldBeEmpty("the form is frozen");
            await crm.PostAsync($"/conversations/{id}/session/take");
            await crm.PostAsync($"/conversations/{id}/session/give-back");
            (await crm.SayAsync(person, "继续")).ShouldHaveSingleItem().Notice.ShouldBe("draft-resumed", question);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Confirmed_twice_it_is_saved_once_and_the_same_time_is_told(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var customer = new StoreSide(crm, "zh-CN");
        foreach (var words in new[] { "预约试驾", "ID.4", "跳过", "13800138000", "同意" }) await customer.WriteAsync(words, null);
        (await customer.WriteAsync("确认", "confirm")).ShouldHaveSingleItem().Notice.ShouldBe("promise-made");
        var again = (await customer.WriteAsync("确认", "confirm")).ShouldHaveSingleItem();
        (again.Notice, again.Text.Contains("10:10", StringComparison.Ordinal)).ShouldBe(("status-open", true));
        ((await customer.LookAsync("leads")), (await customer.LookAsync("promises"))).ShouldBe(("1", "1"));
    }

    [Theory, OnEachDatabase]
    public async Task Words_of_a_command_inside_a_sentence_are_no_command(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "反映问题");
        (await crm.SayAsync("li", "我想取消订单，店里一直说帮助我处理，三个月了没人管")).ShouldHaveSingleItem().Notice.ShouldBe("complaint-ask-phone");
        (await crm.ListAsync("/complaints")).ShouldHaveSingleItem();
    }
}
