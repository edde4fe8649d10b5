using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Links;

/// <summary>spec/lessons.md 29, spec/wecom.md 4.5.</summary>
public class TransferTests
{
    [Theory, OnEachDatabase]
    public async Task The_plan_names_everything_that_moves_and_each_end_happens_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (people, from, to) = await PartiesAsync(crm, "wm1", "wm2", "wm3");
        var dealer = await crm.DealerAsync("A");
        await crm.Door.CallAsync("PATCH", $"/members/{to}", CrmFixture.Admin, new { dealerId = dealer });
        // wm1 complained to the desk, so there is a promise to call back.
        await crm.ReceiveAsync(crm.Item("wm1", InboundKind.Message, "刹车失灵了，电话13800138000"));
        await people.TellAsync(InboundKind.ContactAdded, "wm4", new MemberLinked(People.Account, "from", "wm4", true, null));

        var (status, plan) = await crm.PostAsync("/transfers/preview", new { from, to }, CrmFixture.Admin);
        status.ShouldBe(200, plan.ToString());
        (plan.GetProperty("moving").GetInt32(), plan.GetProperty("staying").GetInt32()).ShouldBe((3, 1));
        var rows = plan.GetProperty("customers").EnumerateArray().ToDictionary(c => c.Text("contact"));
        rows["wm4"].Text("obstacle").ShouldBe("not-yet-linked");
        rows["wm1"].GetProperty("callbacks").GetArrayLength().ShouldBe(1);
        (await crm.CountAsync("select count(*) from transfer")).ShouldBe(0);

        var begun = (await crm.PostAsync("/transfers", new { from, to }, CrmFixture.Admin)).Body.GetProperty("ids")[0].GetString()!;
        await crm.DeliverAsync();
        (await crm.GetAsync($"/transfers/{begun}", CrmFixture.Admin)).GetProperty("figures").GetProperty("waiting").GetInt32().ShouldBe(3);
        (await crm.PostAsync("/transfers/preview", new { from, to }, CrmFixture.Admin)).Body.GetProperty("customers")[0].Text("obstacle").ShouldBe("in-transfer");

        crm.Time.Advance(TimeSpan.FromHours(23));
        await people.SettleAsync();
        (await crm.CountAsync("select count(*) from link where state = 'ended'")).ShouldBe(0);
        // The customer has 24 hours to refuse.
        crm.Time.Advance(TimeSpan.FromHours(2));
        await people.TellAsync(InboundKind.Event, "wm3", new TransferRefused(People.Account, "to", "wm3", "customer-refused"));
        people.Results["wm1"] = new TransferState("wm1", "done", crm.Time.Now);
        people.Results["wm2"] = new TransferState("wm2", "done", crm.Time.Now);
        await people.TellAsync(InboundKind.ContactLost, "wm1", new MemberUnlinked(People.Account, "from", "wm1", "transfer"));
        crm.Time.Advance(TimeSpan.FromHours(4));
        await people.SettleAsync();
        await people.SettleAsync();

        var done = await crm.GetAsync($"/transfers/{begun}", CrmFixture.Admin);
        done.Text("state").ShouldBe("done");
        done.GetProperty("customers").EnumerateArray().Select(c => c.Text("state")).Order().ShouldBe(["done", "done", "refused"]);
        (await crm.CountAsync("select count(*) from link where member_id = 'to' and state = 'linked' and contact <> 'someone'")).ShouldBe(2);
        (await crm.TextAsync("select ended_by from link where member_id = 'from' and contact = 'wm1'")).ShouldBe("transfer");
        (await crm.TextAsync("select state from link where member_id = 'from' and contact = 'wm3'")).ShouldBe("linked");
        (await crm.TextAsync("select coalesce(owner_id, '') from promise where customer_id = (select customer_id from link where contact = 'wm1' and member_id = 'to')"))
            .ShouldBe(dealer);
        (await crm.CountAsync("select count(*) from event where type = 'callback.reassigned'")).ShouldBe(1);
        (await crm.AlertsAsync()).Count(kind => kind == "transfer-unfinished").ShouldBe(1);
        (await crm.AlertsAsync()).ShouldNotContain("contact-removed-by-member");
    }

    [Theory, OnEachDatabase]
    public async Task A_lost_answer_is_looked_up_and_only_what_never_began_is_asked_for_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (people, from, to) = await PartiesAsync(crm, "wm1", "wm2");
        people.Refuse = operation =>
        {
            // It got as far as one of the two.
            people.Results["wm1"] = new TransferState("wm1", "waiting", null);
            people.Refuse = _ => null;
            return new OperationResult.Unknown("no-answer");
        };
        await crm.PostAsync("/transfers", new { from, to }, CrmFixture.Admin);
        await people.SettleAsync();
        crm.Plugins.Operations.Select(operation => operation.Request).OfType<TransferContacts>().Select(request => string.Join(',', request.Contacts))
            .ShouldBe(["wm1,wm2", "wm2"]);
        (await crm.CountAsync("select count(*) from transfer_item where state = 'waiting'")).ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task A_leaver_loses_access_at_once_and_who_had_no_taker_is_listed(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (people, from, to) = await PartiesAsync(crm, "wm1", "wm2");
        var user = await crm.Service<Users>().CreateAsync(new NewUser("leaver", "Leaver", "agent"), "correct horse battery");
        await crm.Door.CallAsync("PATCH", $"/members/{from}", CrmFixture.Admin, new { userId = user.Id });
        people.Refuse = operation => new OperationResult.Done(new TransferStarted(new Dictionary<string, int> { ["wm2"] = 40131 }));
        var begun = (await crm.PostAsync("/transfers", new { from, to, leaver = true }, CrmFixture.Admin)).Body.GetProperty("ids")[0].GetString()!;
        (await crm.Service<Users>().GetAsync(user.Id))!.Active.ShouldBeFalse();
        (await crm.TextAsync("select state from member where member_id = 'from'")).ShouldBe("left");
        await crm.DeliverAsync();
        var request = crm.Plugins.Operations.Select(operation => operation.Request).OfType<TransferContacts>().ShouldHaveSingleItem();
        (request.FromLeaver, request.Message).ShouldBe((true, null));
        people.Results["wm1"] = new TransferState("wm1", "done", crm.Time.Now);
        crm.Time.Advance(TimeSpan.FromHours(1));
        await people.SettleAsync();
        (await crm.GetAsync($"/transfers/{begun}", CrmFixture.Admin)).Text("state").ShouldBe("done");
        (await crm.AlertsAsync()).ShouldContain("transfer-unfinished");
        var left = await crm.GetAsync($"/members/{from}/duties", CrmFixture.Admin);
        left.GetProperty("links").EnumerateArray().ShouldHaveSingleItem().Text("contact").ShouldBe("wm2");
        (await crm.CountAsync("select count(*) from event where type = 'member.replaced'")).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Whom_the_platform_never_decides_on_is_given_up_after_two_days_and_two_hand_overs_in_ninety_days_are_the_most(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (people, from, to) = await PartiesAsync(crm, "wm1");
        for (var i = 0; i < 2; i++)
        {
            await crm.PostAsync("/transfers", new { from, to }, CrmFixture.Admin);
            await crm.DeliverAsync();
            await people.TellAsync(InboundKind.Event, "wm1", new TransferRefused(People.Account, "to", "wm1", "customer-refused"));
            crm.Time.Advance(TimeSpan.FromDays(1));
        }

        var plan = (await crm.PostAsync("/transfers/preview", new { from, to }, CrmFixture.Admin)).Body;
        plan.GetProperty("customers")[0].Text("obstacle").ShouldBe("too-often");
        (await crm.PostAsync("/transfers", new { from, to }, CrmFixture.Admin)).Body.GetProperty("ids").GetArrayLength().ShouldBe(0);

        crm.Time.Advance(TimeSpan.FromDays(91));
        people.Results.Clear();
        var begun = (await crm.PostAsync("/transfers", new { from, to }, CrmFixture.Admin)).Body.GetProperty("ids")[0].GetString()!;
        await crm.DeliverAsync();
        for (var i = 0; i < 13; i++)
        {
            crm.Time.Advance(TimeSpan.FromHours(4));
            await People.AskAsync(crm);
        }

        (await crm.GetAsync($"/transfers/{begun}", CrmFixture.Admin)).GetProperty("customers")[0].Text("state").ShouldBe("unanswered");
    }

    private static async Task<(People People, string From, string To)> PartiesAsync(CrmFixture crm, params string[] contacts)
    {
        var people = new People(crm);
        foreach (var contact in contacts) await people.AddsAsync("from", contact);
        await people.AddsAsync("to", "someone");
        await people.SettleAsync();
        return (people, await people.MemberAsync("from"), await people.MemberAsync("to"));
    }
}
