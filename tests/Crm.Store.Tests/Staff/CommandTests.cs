using Crm.Plugins.Core.Staff;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Staff;

/// <summary>Work by typing and by the cards of callbacks and complaints.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("接单 12", StaffVerb.Accept, 12, "")]
    [InlineData("接单１２", StaffVerb.Accept, 12, "")]
    [InlineData("拒单 #3 人手不足", StaffVerb.Decline, 3, "人手不足")]
    [InlineData("Decline no. 3 no stock", StaffVerb.Decline, 3, "no stock")]
    [InlineData("done 7 connected", StaffVerb.Done, 7, "connected")]
    [InlineData("donefor", StaffVerb.Unknown, 0, "")]
    [InlineData("？", StaffVerb.Help, 0, "")]
    [InlineData("你好", StaffVerb.Unknown, 0, "")]
    public void Both_languages_are_read(string text, StaffVerb verb, long number, string rest) => CommandWords.Read(text).ShouldBe(new StaffCommand(verb, number, rest));

    [Theory]
    [InlineData("人手不足", "no-capacity")]
    [InlineData("No stock", "no-stock")]
    [InlineData("out-of-area", "out-of-area")]
    [InlineData("2", "no-stock")]
    [InlineData("99", null)]
    [InlineData("天气", null)]
    public void A_reason_may_be_said_in_any_way(string said, string? code) =>
        CommandWords.Choice(said, Crm.Plugins.Core.Routing.AnswerOffer.DeclineReasons, StaffKeys.Reason).Code.ShouldBe(code);

    [Theory]
    [InlineData("已接通,周六十点到店", "connected", "周六十点到店")]
    [InlineData("Connected - he comes on Saturday", "connected", "he comes on Saturday")]
    [InlineData("1 客户想要白色", "connected", "客户想要白色")]
    [InlineData("no answer", "no-answer", "")]
    [InlineData("已接通了", null, "")]
    public void What_follows_the_outcome_is_a_remark(string said, string? code, string remark) =>
        CommandWords.Choice(said, CardText.CallResults, StaffKeys.Result).ShouldBe((code, remark));

    [Theory, OnEachDatabase]
    public async Task A_dealer_accepts_and_keeps_the_callback_by_typing(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var desk = new StaffDesk(crm).Open();
        var dealer = await crm.DealerAsync("A");
        var account = await desk.MemberAsync("lisi", dealer);
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        await desk.SettleAsync();
        (await desk.TypeAsync(account, "lisi", "早上好")).ShouldStartWith("可用指令");
        (await desk.TypeAsync(account, "lisi", "拒单 1")).ShouldContain("请注明拒单原因");
        (await desk.TypeAsync(account, "lisi", "接单 5")).ShouldContain("没有编号5");
        (await desk.TypeAsync(account, "lisi", "接单 1")).ShouldBe("您已接单");
        desk.Told("lisi").ShouldContain(text => text.Contains("王芳"));
        desk.Updates.ShouldHaveSingleItem().UpdateCode.ShouldStartWith("sent-");
        var todo = await desk.TypeAsync(account, "lisi", "待办");
        todo.ShouldStartWith("编号2 预约回电 Aurora");
        (await desk.TypeAsync(account, "lisi", "完成 2 已接通，周六十点到店")).ShouldBe("已完成");
        (await crm.TextAsync("select coalesce(note, '') from attempt")).ShouldBe("周六十点到店");
        (await crm.CallbackAsync(receipt.Promise!.Id)).Text("outcome").ShouldBe("kept-connected");
        (await desk.TypeAsync(account, "lisi", "待办")).ShouldBe("目前没有待办。");
    }

    [Theory, OnEachDatabase]
    public async Task A_callback_nobody_has_called_by_half_of_its_time_reaches_an_agents_phone(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var desk = new StaffDesk(crm).Open();
        var user = await desk.AgentAsync("chen");
        await desk.MemberAsync("chen", null, user: user, locale: "en");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        await desk.SettleAsync();
        desk.Cards.ShouldBeEmpty();
        await crm.AdvanceAsync(TimeSpan.FromMinutes(5));
        await desk.SettleAsync();
        var card = desk.CardOf("chen");
        card.Title.ShouldStartWith("Callback due");
        await desk.PressAsync(StaffDesk.Maker, "chen", card.Id, "later");
        (await crm.CallbackAsync(receipt.Promise!.Id)).Text("assignedTo").ShouldBe(user);
        await crm.AdvanceAsync(TimeSpan.FromMinutes(3));
        await desk.SettleAsync();
        desk.CardOf("chen").Id.ShouldNotBe(card.Id);

        await desk.PressAsync(StaffDesk.Maker, "chen", desk.CardOf("chen").Id, "done", "connected");
        (await crm.CallbackAsync(receipt.Promise.Id)).Text("outcome").ShouldBe("kept-connected");
        (await crm.TextAsync("select agent_id from attempt")).ShouldBe(user);
        desk.Updates[^1].ButtonText.ShouldBe("Done");
    }

    [Theory, OnEachDatabase]
    public async Task A_callback_that_falls_back_to_the_desk_when_half_of_its_time_is_gone_is_one_card_not_two(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var desk = new StaffDesk(crm).Open();
        await crm.DealerAsync("A");
        await desk.MemberAsync("chen", null, user: await desk.AgentAsync("chen"));
        await crm.SubmitAsync(CrmFixture.Form());
        await desk.SettleAsync();
        for (var minute = 0; minute < 6; minute++)
        {
            await crm.AdvanceAsync(TimeSpan.FromMinutes(1));
            await desk.SettleAsync();
        }

        desk.Cards.Count(card => card.Member == "chen").ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_complaint_is_taken_by_one_and_then_resolved_by_that_one(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var desk = new StaffDesk(crm).Open();
        var (chen, li) = (await desk.AgentAsync("chen"), await desk.AgentAsync("li"));
        await desk.MemberAsync("chen", null, user: chen);
        await desk.MemberAsync("li", null, user: li);
        var receipt = await crm.SubmitAsync(CrmFixture.Form(kind: "complaint", message: "维修收费不合理"));
        await desk.SettleAsync();
        desk.Cards.Select(card => card.Member).Order().ShouldBe(["chen", "li"]);

        await desk.PressAsync(StaffDesk.Maker, "chen", desk.CardOf("chen").Id, "taken");
        await desk.SettleAsync();
        var taken = await crm.GetAsync($"/complaints/{receipt.ComplaintId}");
        taken.Text("state").ShouldBe("acknowledged");
        desk.Updates.Select(update => (update.Members[0], update.ButtonText)).ShouldBe([("chen", "已受理"), ("li", "顾问chen已受理")], ignoreOrder: true);

        var mine = desk.CardOf("chen");
        mine.Buttons.Select(button => button.Id).ShouldBe(["done"]);
        await desk.PressAsync(StaffDesk.Maker, "chen", mine.Id, "done");
        (await crm.GetAsync($"/complaints/{receipt.ComplaintId}")).Text("state").ShouldBe("resolved");
    }
}
