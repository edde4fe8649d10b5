using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Sessions;

/// <summary>Frozen dialogs, the context an agent sees, every clock of waiting, and the call that is offered where nobody comes (spec/bot.md 6).</summary>
public sealed class HandOverTests
{
    private static readonly Caller Other = new("agent-2", "Second", Role.Agent, null, false);
    private static readonly DateTimeOffset Evening = new(2026, 3, 2, 20, 0, 0, TimeSpan.FromHours(8));

    [Theory, OnEachDatabase]
    public async Task While_waiting_the_dialogs_are_frozen_and_a_number_is_kept_all_the_same(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "转人工");
        (await crm.SayAsync("li", "我想试驾Aurora，电话13800138000，同意")).ShouldBeEmpty();
        (await crm.ListAsync("/leads")).ShouldBeEmpty();
        (await crm.CountAsync("select count(*) from identity where kind = 'phone' and value = '+8613800138000'")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from consent")).ShouldBe(0);
        // A bare number is no answer to an old survey while a person is to read it.
        (await crm.SayAsync("li", "5")).ShouldBeEmpty();
        (await crm.SayAsync("li", "退订")).ShouldHaveSingleItem().Notice.ShouldBe("opted-out");
        (await crm.SayAsync("li", "刹车失灵了")).ShouldNotBeEmpty();
        (await crm.ListAsync("/complaints")).ShouldHaveSingleItem();
        (await crm.GetAsync($"/conversations/{await crm.ConversationAsync("li")}/session")).Text("state").ShouldBe("waiting");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Given_back_the_bot_goes_on_with_the_question_that_was_open(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "我想试驾Aurora");
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        await crm.PostAsync($"/conversations/{id}/session/take");
        await crm.SayAsync("li", "你们几点关门？");
        await crm.PostAsync($"/conversations/{id}/session/give-back");
        (await crm.SaidAsync())[^1].Notice.ShouldBe("session-given-back");
        // Lead and question are as they were: number and yes together complete them.
        (await crm.SayAsync("li", "13800138000，同意")).ShouldNotBeEmpty();
        (await crm.ListAsync("/callbacks")).ShouldContain(callback => callback.Text("topic") == "lead");
    }

    [Theory, OnEachDatabase]
    public async Task The_agent_sees_why_and_about_what_and_the_gravest_come_first(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("wu", "你好");
        await crm.SayAsync("wu", "转人工");
        crm.Time.Advance(TimeSpan.FromMinutes(1));
        await crm.SayAsync("li", "我想试驾Aurora");
        await crm.SayAsync("li", "刹车失灵了，我要投诉");
        crm.Time.Advance(TimeSpan.FromMinutes(2));
        (await crm.SayAsync("li", "转人工")).ShouldHaveSingleItem().Notice.ShouldBe("human-soon");
        var li = await crm.ConversationAsync("li");
        var session = (await crm.GetAsync($"/conversations/{li}/session")).GetProperty("handOver");
        (session.Text("reason"), session.Text("priority"), session.Text("language")).ShouldBe(("user-asked", "high", "zh-CN"));
        session.Text("leadId").ShouldBe((await crm.ListAsync("/leads")).ShouldHaveSingleItem().Text("id"));
        session.Text("complaintId").ShouldBe((await crm.ListAsync("/complaints")).ShouldHaveSingleItem().Text("id"));
        // By then the customer was told to have an answer.
        var customer = await CustomerOf(crm, li);
        session.Time("dueBy").ShouldBe((await crm.ListAsync("/callbacks")).Single(callback => callback.Text("topic") == "reply" && callback.Text("customerId") == customer).Time("dueAt"));

        var board = await crm.ListAsync("/conversations/queue");
        board.Select(item => item.Text("id")).ShouldBe([li, await crm.ConversationAsync("wu")]);
        (board[0].Text("lastText"), board[0].GetProperty("unread").GetInt64()).ShouldBe(("转人工", 1));
        board[0].Time("endsAt").ShouldBe(crm.Time.Now.AddMinutes(15));
        var (status, taken) = await crm.PostAsync("/conversations/queue/take");
        (status, taken.Text("conversationId")).ShouldBe((200, li));
        (await crm.PostAsync("/conversations/queue/take")).Status.ShouldBe(200);
        (await crm.PostAsync("/conversations/queue/take")).Body.Text("code").ShouldBe("queue-empty");
        (await crm.ListAsync("/conversations/queue")).ShouldAllBe(item => item.Text("state") == "agent");
        (await crm.ListAsync("/conversations/queue", Other)).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task Two_agents_who_take_the_next_at_once_get_two_customers(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "转人工");
        await crm.SayAsync("wu", "转人工");
        var both = await Task.WhenAll(crm.PostAsync("/conversations/queue/take"), crm.PostAsync("/conversations/queue/take", null, Other));
        both.ShouldAllBe(answer => answer.Status == 200);
        both.Select(answer => answer.Body.Text("conversationId")).Distinct().Count().ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task The_place_in_the_queue_is_told_once_and_counts_who_is_on_duty(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.Writer.WriteAsync(unit =>
        {
            foreach (var n in new[] { 1, 2 })
                unit.Execute("insert into user_account (id, user_name, display_name, role, locale, password_hash, stamp, active, created_at) values (@id, @id, @id, 'agent', 'zh-CN', '', '', 1, 0)", ("id", $"agent-{n}"));
        });
        await crm.SayAsync("a", "转人工");
        await crm.SayAsync("b", "转人工");
        // Two before, two agents, four minutes each: six.
        (await crm.SayAsync("c", "转人工")).ShouldHaveSingleItem().Text.ShouldContain("前面还有2位，预计等待约6分钟");
        (await crm.Door.CallAsync("PUT", "/duty", Other, new { onDuty = false })).Body.GetProperty("there").GetInt64().ShouldBe(1);
        (await crm.SayAsync("d", "转人工")).ShouldHaveSingleItem().Text.ShouldContain("前面还有3位，预计等待约16分钟");
        (await crm.SayAsync("d", "在吗")).ShouldBeEmpty();
        // Nobody is there at all: said at once, and a call offered.
        await crm.Door.CallAsync("PUT", "/duty", CrmFixture.Agent, new { onDuty = false });
        (await crm.SayAsync("e", "转人工")).ShouldHaveSingleItem().Notice.ShouldBe("call-offer-nobody-number");
        (await crm.ListAsync("/conversations/queue")).Count.ShouldBe(4);
    }

    [Theory, OnEachDatabase]
    public async Task Outside_hours_it_is_said_at_once_and_only_a_yes_promises_a_call(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, Evening);
        (await crm.SayAsync("li", "转人工")).ShouldHaveSingleItem().Notice.ShouldBe("call-offer-closed-number");
        (await crm.ListAsync("/callbacks")).ShouldBeEmpty();
        (await crm.AlertsAsync()).ShouldContain("person-missed");
        (await crm.SayAsync("li", "13800138000")).ShouldHaveSingleItem().Notice.ShouldBe("promise-made");
        var call = (await crm.ListAsync("/callbacks")).ShouldHaveSingleItem();
        (call.Text("topic"), call.Time("dueAt") > crm.Time.Now.AddHours(12)).ShouldBe(("callback", true));
        (await crm.ListAsync("/alerts?state=open")).ShouldNotContain(alert => alert.Text("kind") == "person-missed");

        // The number is known now: asked whether, not for it.
        await crm.SayAsync("wu", "你好，我的电话是13900139000");
        (await crm.SayAsync("wu", "转人工")).ShouldHaveSingleItem().Notice.ShouldBe("call-offer-closed-known");
        (await crm.SayAsync("wu", "不用")).ShouldHaveSingleItem().Notice.ShouldBe("call-offer-declined");
        (await crm.SayAsync("wu", "好的")).ShouldNotContain(said => said.Notice == "promise-made");
        (await crm.ListAsync("/callbacks")).ShouldHaveSingleItem();
    }

    [Theory, OnEachDatabase]
    public async Task Waiting_alarms_the_team_lead_at_half_and_ends_with_an_offer(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("wu", "转人工，13800138000");
        await crm.SayAsync("li", "转人工");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(8));
        (await crm.ListAsync("/alerts?state=open")).Count(alert => alert.Text("kind") == "session-waiting").ShouldBe(2);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(8));
        (await crm.ListAsync("/alerts?state=open")).ShouldNotContain(alert => alert.Text("kind") == "session-waiting");
        var said = await crm.SaidAsync();
        said.ShouldContain(one => one.Recipient == "to-li" && one.Notice == "call-offer-timeout-number");
        said.ShouldContain(one => one.Recipient == "to-wu" && one.Notice == "call-offer-timeout-known");
        (await crm.GetAsync($"/conversations/{await crm.ConversationAsync("wu")}/session")).Text("reason").ShouldBe("timeout");
        (await crm.ListAsync("/callbacks")).ShouldAllBe(callback => callback.Text("topic") == "reply");

        // A tapped yes; the answer in writing that never came gives way to the call.
        await crm.ReceiveAsync(crm.Item("wu", InboundKind.Message) with { Message = new ChatMessage("text", "好的，请回电", ChoiceId: "call-yes") });
        (await crm.SaidAsync())[^1].Notice.ShouldBe("promise-made");
        var customer = await CustomerOf(crm, await crm.ConversationAsync("wu"));
        var open = (await crm.ListAsync("/callbacks")).Where(callback => callback.Text("customerId") == customer).ToList();
        open.Single(callback => callback.Text("topic") == "reply").Text("state").ShouldBe("broken");
        open.Single(callback => callback.Text("topic") == "callback").Text("state").ShouldBe("scheduled");
        // The number may come a little later.
        await crm.SayAsync("li", "我再想想");
        (await crm.SayAsync("li", "13900139000")).ShouldContain(one => one.Notice == "promise-made");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Near_closing_time_waiting_ends_when_the_desk_closes(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, new DateTimeOffset(2026, 3, 2, 17, 50, 0, TimeSpan.FromHours(8)));
        await crm.SayAsync("li", "转人工");
        (await crm.ListAsync("/conversations/queue")).ShouldHaveSingleItem().Time("endsAt").ShouldBe(crm.Time.Now.AddMinutes(10));
        await crm.AdvanceAsync(TimeSpan.FromMinutes(6));
        // Too late to begin with a person.
        (await crm.SayAsync("wu", "转人工")).ShouldHaveSingleItem().Notice.ShouldBe("call-offer-closed-number");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(5));
        (await crm.SaidAsync()).ShouldContain(one => one.Recipient == "to-li" && one.Notice == "call-offer-timeout-number");
    }

    [Theory, OnEachDatabase]
    public async Task The_first_answer_keeps_what_was_promised_and_giving_back_ends_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var person in new[] { "li", "wu" })
        {
            await crm.SayAsync(person, "转人工");
            await crm.PostAsync($"/conversations/{await crm.ConversationAsync(person)}/session/take");
        }

        await crm.PostAsync($"/conversations/{await crm.ConversationAsync("li")}/messages", new { text = "您好" });
        await crm.PostAsync($"/conversations/{await crm.ConversationAsync("wu")}/session/give-back");
        var states = (await crm.ListAsync("/callbacks")).Select(callback => callback.Text("outcome")).Order().ToList();
        states.ShouldBe(["kept-connected", "released"]);
    }

    [Theory, OnEachDatabase]
    public async Task An_answer_in_the_platforms_client_keeps_the_promise_too(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.WithCustomerService();
        await crm.SayAsync("li", "转人工");
        await crm.ReceiveAsync(crm.Fact("li", new SessionMoved("agent", "lisi", null, null, null)));
        await crm.ReceiveAsync(crm.Item("li", InboundKind.StaffMessage, "您好，我是小李"));
        (await crm.ListAsync("/callbacks")).ShouldHaveSingleItem().Text("outcome").ShouldBe("kept-connected");
    }

    [Theory, OnEachDatabase]
    public async Task A_member_who_cannot_take_it_is_followed_by_those_who_serve_there_and_then_the_pool(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.WithCustomerService();
        crm.Plugins.Outcome = operation => Task.FromResult<OperationResult>(operation.Request is MoveSession { State: "agent", Member: not "zhao" }
            ? new OperationResult.Rejected("member-unavailable", 95019)
            : new OperationResult.Done(new SessionStateSet(null, null)));
        foreach (var (account, member, available) in new[] { ("wk1", "lisi", true), ("wk1", "qian", true), ("wk1", "sun", false), ("wk2", "zhou", true), ("wk1", "zhao", true) })
            await crm.ReceiveAsync(crm.Item("li", InboundKind.Event) with { Fact = new MemberAvailability("maker/crm", account, member, available), ConversationKey = null, ReplyTo = null, Identities = [] });
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        await crm.PostAsync($"/conversations/{id}/session/transfer", new { member = "lisi" });
        await crm.DeliverAsync();
        crm.Plugins.Operations.Select(operation => ((MoveSession)operation.Request).Member).ShouldBe(["lisi", "qian", "zhao"]);
        var session = await crm.GetAsync($"/conversations/{id}/session");
        (session.Text("state"), session.GetProperty("owner").Text("id"), session.Text("platform")).ShouldBe(("agent", "zhao", "agent"));
        // Lisi and Qian are known to take nothing now; with Zhao refusing too nobody is left but the pool.
        crm.Plugins.Outcome = operation => Task.FromResult<OperationResult>(operation.Request is MoveSession { State: "agent" }
            ? new OperationResult.Rejected("member-unavailable", 95019) : new OperationResult.Done(new SessionStateSet(null, null)));
        await crm.SayAsync("wu", "转人工");
        await crm.PostAsync($"/conversations/{await crm.ConversationAsync("wu")}/session/transfer", new { member = "zhao" });
        await crm.DeliverAsync();
        (await crm.GetAsync($"/conversations/{await crm.ConversationAsync("wu")}/session")).Text("platform").ShouldBe("waiting");
    }

    [Theory, OnEachDatabase]
    public async Task An_owner_who_keeps_silent_is_reminded_before_the_conversation_goes_back(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        await crm.PostAsync($"/conversations/{id}/session/take");
        await crm.SayAsync("li", "在吗");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(4));
        (await crm.CountAsync("select count(*) from event where type = 'session.unanswered' and conversation_id = @id", new { id })).ShouldBe(1);
        await crm.PostAsync($"/conversations/{id}/messages", new { text = "在的" });
        await crm.AdvanceAsync(TimeSpan.FromMinutes(40));
        (await crm.GetAsync($"/conversations/{id}/session")).Text("state").ShouldBe("agent");
        await crm.SayAsync("li", "谢谢，还有一个问题");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(31));
        (await crm.GetAsync($"/conversations/{id}/session")).Text("reason").ShouldBe("owner-idle");
        (await crm.GetAsync($"/conversations/{id}/session")).GetProperty("handOver").Text("reason").ShouldBe("user-asked");
    }

    [Theory, OnEachDatabase]
    public async Task What_was_read_stays_read_and_each_counts_for_himself(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        await crm.SayAsync("li", "在吗");
        async Task<long> Unread(Caller who) => (await crm.ListAsync("/conversations/queue", who)).Single().GetProperty("unread").GetInt64();
        (await Unread(CrmFixture.Agent)).ShouldBe(2);
        var newest = (await crm.ListAsync($"/conversations/{id}/messages"))[0].Text("id");
        (await crm.PostAsync($"/conversations/{id}/seen", new { messageId = newest })).Status.ShouldBe(204);
        (await crm.PostAsync($"/conversations/{id}/seen", new { messageId = "0" })).Status.ShouldBe(204);
        (await Unread(CrmFixture.Agent), await Unread(Other)).ShouldBe((0L, 2L));
        await crm.SayAsync("li", "？");
        (await Unread(CrmFixture.Agent)).ShouldBe(1);
    }

    private static Task<string> CustomerOf(CrmFixture crm, string conversation) => crm.TextAsync("select customer_id from conversation where id = @conversation", new { conversation });
}
