using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Sessions;

/// <summary>Hand-over of spec/bot.md 6 with the sessions and codes of spec/wecom.md 4.3 and 4.4.</summary>
public sealed class SessionTests
{
    private static readonly Caller Other = new("agent-2", "Second", Role.Agent, null, false);

    [Theory, OnEachDatabase]
    public async Task Two_agents_take_at_once_one_wins_and_the_other_sees_who(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        (await crm.GetAsync($"/conversations/{id}/session")).Text("state").ShouldBe("waiting");
        var both = await Task.WhenAll(crm.PostAsync($"/conversations/{id}/session/take"), crm.PostAsync($"/conversations/{id}/session/take", null, Other));
        both.Count(answer => answer.Status == 200).ShouldBe(1);
        var lost = both.Single(answer => answer.Status == 409);
        var owner = (await crm.GetAsync($"/conversations/{id}/session")).GetProperty("owner").Text("name");
        (lost.Body.Text("code"), lost.Body.Text("owner")).ShouldBe(("session-taken", owner));
        // Taking one's own again changes nothing; answering what is somebody else's is refused with who.
        var (winner, loser) = owner == "Agent" ? (CrmFixture.Agent, Other) : (Other, CrmFixture.Agent);
        (await crm.PostAsync($"/conversations/{id}/session/take", null, winner)).Status.ShouldBe(200);
        (await crm.PostAsync($"/conversations/{id}/messages", new { text = "您好" }, loser)).Body.Text("owner").ShouldBe(owner);
        (await crm.PostAsync($"/conversations/{id}/messages", new { text = "您好" }, winner)).Status.ShouldBe(202);
    }

    [Theory, OnEachDatabase]
    public async Task With_an_agent_the_bot_keeps_quiet_but_not_about_danger(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        await crm.PostAsync($"/conversations/{id}/session/take");
        (await crm.SayAsync("li", "我想试驾Aurora")).ShouldBeEmpty();
        (await crm.SayAsync("li", "刹车失灵了")).ShouldNotBeEmpty();
        (await crm.ListAsync("/complaints")).ShouldHaveSingleItem();
        // Given back, the bot listens again; words from another channel change nothing here (lesson 18).
        var (status, body) = await crm.PostAsync($"/conversations/{id}/session/give-back");
        (status, body.Text("state")).ShouldBe((200, "bot"));
        (await crm.SayAsync("li", "我想试驾Aurora")).ShouldNotBeEmpty();
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task The_code_of_the_pool_is_used_once_and_a_member_may_take_it_there(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.WithCustomerService();
        crm.Plugins.Outcome = operation => Task.FromResult<OperationResult>(new OperationResult.Done(new SessionStateSet("code/pool", crm.Time.Now.AddHours(48))));
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        (await crm.PostAsync($"/conversations/{id}/session/pool")).Status.ShouldBe(200);
        await crm.DeliverAsync();
        crm.Plugins.Operations.ShouldHaveSingleItem().Request.ShouldBe(new MoveSession("to-li", "waiting", null));
        crm.Plugins.Got.Count(got => got.Message.To == "code/pool").ShouldBe(1);
        // While it lies in the platform's pool nobody can write from here, and the sender is told before.
        var window = await crm.GetAsync($"/conversations/{id}/window");
        (window.GetProperty("canReply").GetBoolean(), window.Text("reason")).ShouldBe((false, "session-waiting"));
        (await crm.PostAsync($"/conversations/{id}/session/take")).Body.Text("code").ShouldBe("session-on-platform");

        crm.Time.Advance(TimeSpan.FromMinutes(1));
        var taken = new SessionMoved("agent", "lisi", null, "code/taken", crm.Time.Now.AddHours(48));
        await crm.ReceiveAsync(crm.Fact("li", taken));
        await crm.ReceiveAsync(crm.Fact("li", taken with { State = "agent" }));
        await crm.DeliverAsync();
        crm.Plugins.Got.Count(got => got.Message.To == "code/taken").ShouldBe(1);
        var session = await crm.GetAsync($"/conversations/{id}/session");
        (session.Text("state"), session.GetProperty("owner").Text("kind"), session.GetProperty("owner").Text("id")).ShouldBe(("agent", "member", "lisi"));
        // An event that is older than what we know comes late.
        await crm.ReceiveAsync(crm.Fact("li", new SessionMoved("ended", null, "x", null, null), crm.Time.Now.AddMinutes(-5)));
        (await crm.GetAsync($"/conversations/{id}/session")).Text("state").ShouldBe("agent");
    }

    [Theory, OnEachDatabase]
    public async Task A_code_that_has_died_is_not_used(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.WithCustomerService();
        await crm.SayAsync("li", "你好");
        await crm.ReceiveAsync(crm.Fact("li", new SessionMoved("ended", null, "lisi", "code/late", crm.Time.Now.AddSeconds(-1)), crm.Time.Now.AddSeconds(-19)));
        await crm.DeliverAsync();
        crm.Plugins.Got.ShouldNotContain(got => got.Message.To == "code/late");
    }

    [Theory, OnEachDatabase]
    public async Task A_member_who_takes_nothing_now_makes_way_for_the_pool(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.WithCustomerService();
        crm.Plugins.Outcome = operation => Task.FromResult<OperationResult>(operation.Request is MoveSession { State: "agent" }
            ? new OperationResult.Rejected("member-unavailable", 95019)
            : new OperationResult.Done(new SessionStateSet(null, null)));
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        (await crm.PostAsync($"/conversations/{id}/session/transfer", new { member = "LiSi" })).Body.Text("state").ShouldBe("agent");
        await crm.DeliverAsync();
        crm.Plugins.Operations.Select(operation => ((MoveSession)operation.Request).State).ShouldBe(["agent", "waiting"]);
        var session = await crm.GetAsync($"/conversations/{id}/session");
        (session.Text("state"), session.Text("platform")).ShouldBe(("waiting", "waiting"));
    }

    [Theory, OnEachDatabase]
    public async Task Satisfaction_is_asked_once_per_hand_over_and_the_first_answer_counts(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.WithCustomerService();
        crm.Plugins.Outcome = _ => Task.FromResult<OperationResult>(new OperationResult.Done(new SessionStateSet("code/end", crm.Time.Now.AddSeconds(18))));
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        await crm.PostAsync($"/conversations/{id}/session/take");
        (await crm.PostAsync($"/conversations/{id}/session/end")).Body.Text("state").ShouldBe("ended");
        await crm.DeliverAsync();
        // The platform tells of the same end with a code of its own.
        await crm.ReceiveAsync(crm.Fact("li", new SessionMoved("ended", null, null, "code/end-2", crm.Time.Now.AddSeconds(18))));
        await crm.DeliverAsync();
        var asked = crm.Plugins.Got.Where(got => got.Message.To.StartsWith("code/end", StringComparison.Ordinal)).ShouldHaveSingleItem().Message;
        asked.Choices.Select(choice => choice.Id).ShouldBe(["survey-1-1", "survey-1-2", "survey-1-3", "survey-1-4", "survey-1-5"]);

        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message) with { Message = new ChatMessage("text", "不满意", ChoiceId: "survey-1-2") });
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message) with { Message = new ChatMessage("text", "非常满意", ChoiceId: "survey-1-5") });
        var report = await crm.GetAsync("/surveys/summary");
        (report.GetProperty("asked").GetInt64(), report.GetProperty("answered").GetInt64(), report.GetProperty("average").GetDouble()).ShouldBe((1, 1, 2d));
        (await crm.AlertsAsync()).ShouldContain("survey-low");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_bare_number_after_the_question_is_its_answer_and_later_it_is_not(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var person in new[] { "li", "wu" })
        {
            await crm.SayAsync(person, "转人工");
            var id = await crm.ConversationAsync(person);
            await crm.PostAsync($"/conversations/{id}/session/take");
            await crm.PostAsync($"/conversations/{id}/session/end");
        }

        await crm.SayAsync("li", "5");
        crm.Time.Advance(TimeSpan.FromHours(25));
        await crm.SayAsync("wu", "1");
        var report = await crm.GetAsync("/surveys/summary");
        (report.GetProperty("asked").GetInt64(), report.GetProperty("answered").GetInt64(), report.GetProperty("average").GetDouble()).ShouldBe((2, 1, 5d));
    }

    [Theory, OnEachDatabase]
    public async Task An_owner_who_leaves_the_customer_waiting_loses_the_conversation(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        await crm.PostAsync($"/conversations/{id}/session/take");
        await crm.SayAsync("li", "在吗");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(20));
        await crm.SayAsync("li", "还在吗");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(11));
        (await crm.GetAsync($"/conversations/{id}/session")).Text("reason").ShouldBe("owner-idle");
        (await crm.AlertsAsync()).ShouldContain("session-unanswered");
    }
}
