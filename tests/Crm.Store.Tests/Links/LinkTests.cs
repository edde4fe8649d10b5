using Crm.Plugins.Contract;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Links;

/// <summary>spec/wecom.md 3.4.</summary>
public class LinkTests
{
    [Theory, OnEachDatabase]
    public async Task A_customer_who_deletes_one_of_ours_raises_one_churn_alert_with_what_is_open_for_the_desk_and_the_dealer(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        var dealer = await crm.DealerAsync("A");
        var other = await crm.DealerAsync("B", brands: ["Other"]);
        await people.AddsAsync("zhangwei", "wm1");
        await people.SettleAsync();
        await crm.Door.CallAsync("PATCH", $"/members/{await people.MemberAsync("zhangwei")}", CrmFixture.Admin, new { name = "张伟", dealerId = dealer });
        await crm.ReceiveAsync(crm.Item("wm1", InboundKind.Message, "想试驾Aurora，电话13800138000，同意"));
        var link = (await crm.ListAsync("/links")).ShouldHaveSingleItem();
        link.Text("state").ShouldBe("linked");

        crm.Time.Advance(TimeSpan.FromMinutes(5));
        await people.TellAsync(InboundKind.ContactLost, "wm1", new MemberUnlinked(People.Account, "zhangwei", "wm1", "customer"));
        // The same again, through another app of the company.
        await people.TellAsync(InboundKind.ContactLost, "wm1", new MemberUnlinked(People.Account, "zhangwei", "wm1", "customer"));

        link = await crm.GetAsync($"/links/{link.Text("id")}");
        (link.Text("state"), link.Text("endedBy")).ShouldBe(("ended", "customer"));
        var alert = (await crm.ListAsync("/alerts")).Where(a => a.Text("kind") == "contact-lost").ShouldHaveSingleItem();
        alert.GetProperty("data").Text("memberName").ShouldBe("张伟");
        alert.GetProperty("data").GetProperty("leads").GetArrayLength().ShouldBe(1);
        alert.GetProperty("data").GetProperty("callbacks").GetArrayLength().ShouldBe(1);
        (await crm.ListAsync("/alerts", CrmFixture.DealerOf(dealer))).ShouldHaveSingleItem();
        (await crm.ListAsync("/alerts", CrmFixture.DealerOf(other))).ShouldBeEmpty();
        (await crm.CountAsync("select count(*) from event where type = 'contact.lost'")).ShouldBe(1);

        // An old word that comes late changes nothing; a new beginning does.
        await people.TellAsync(InboundKind.ContactAdded, "wm1", new MemberLinked(People.Account, "zhangwei", "wm1", false, null), crm.Time.Now.AddMinutes(-1));
        (await crm.GetAsync($"/links/{link.Text("id")}")).Text("state").ShouldBe("ended");
        crm.Time.Advance(TimeSpan.FromMinutes(1));
        await people.AddsAsync("zhangwei", "wm1");
        (await crm.GetAsync($"/links/{link.Text("id")}")).Text("state").ShouldBe("linked");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task One_of_ours_who_deletes_a_customer_raises_an_alert_of_its_own(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        await people.AddsAsync("zhangwei", "wm1");
        await people.TellAsync(InboundKind.ContactLost, "wm1", new MemberUnlinked(People.Account, "zhangwei", "wm1", "member"));
        await people.TellAsync(InboundKind.ContactLost, "wm2", new MemberUnlinked(People.Account, "zhangwei", "wm2", "transfer"));
        (await crm.AlertsAsync()).ShouldBe(["contact-removed-by-member"]);
        (await crm.CountAsync("select count(*) from event where type = 'contact.lost'")).ShouldBe(0);
    }

    [Theory, OnEachDatabase]
    public async Task A_private_chat_is_on_the_timeline_with_what_is_known_and_nothing_more(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        await people.AddsAsync("zhangwei", "wm1");
        await crm.Writer.WriteAsync(unit => Plugins.Core.Links.PrivateChats.Contacted(unit, CrmFixture.Chat, People.Account, "zhangwei", "wm1", "mass-sent", crm.Time.Now));
        var customer = await crm.TextAsync("select customer_id from link");
        var known = (await crm.ListAsync($"/customers/{customer}/timeline")).Where(item => item.Text("type") == "private-chat").ToList();
        known.Select(item => (item.Text("title"), item.Text("text"))).ShouldBe([("mass-sent", "zhangwei"), ("linked", "zhangwei")], ignoreOrder: true);
    }

    [Theory, OnEachDatabase]
    public async Task Where_the_member_noted_no_name_the_customers_is_noted_once_and_a_note_of_theirs_is_left_alone(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        await people.AddsAsync("zhangwei", "wm1", remark: null);
        await people.AddsAsync("zhangwei", "wm2", remark: "老客户");
        await people.SettleAsync();
        await people.SettleAsync();
        var operation = crm.Plugins.Operations.ShouldHaveSingleItem().Request.ShouldBeOfType<SetRemark>();
        (operation.Contact, operation.Remark).ShouldBe(("wm1", "微信wm1"));
        // No event comes for what went through the API, and the store knows all the same.
        (await crm.TextAsync("select remark from link where contact = 'wm1'")).ShouldBe("微信wm1");
        (await crm.TextAsync("select remark from link where contact = 'wm2'")).ShouldBe("老客户");
    }
}
