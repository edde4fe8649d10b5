using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Links;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Links;

public class MemberTests
{
    [Theory, OnEachDatabase]
    public async Task A_member_is_seen_once_and_becomes_a_user_of_a_dealer(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var dealer = await crm.DealerAsync("A");
        var other = await crm.DealerAsync("B");
        var user = await crm.Service<Users>().CreateAsync(new NewUser("adviser", "Adviser", "dealer", dealer), "correct horse battery");
        await crm.Writer.WriteAsync(unit => Members.See(unit, "chat", "maker/crm", "zhangwei"));
        await crm.Writer.WriteAsync(unit => Members.See(unit, "chat", "maker/crm", "zhangwei"));
        var member = (await crm.ListAsync("/members")).ShouldHaveSingleItem();
        (member.Text("state"), member.Text("userId"), member.Text("dealerId")).ShouldBe(("active", "", ""));

        var (status, body) = await crm.Door.CallAsync("PATCH", $"/members/{member.Text("id")}", CrmFixture.Admin, new { userId = user.Id, dealerId = other });
        (status, body.Text("code")).ShouldBe((422, "dealer-mismatch"));
        (status, body) = await crm.Door.CallAsync("PATCH", $"/members/{member.Text("id")}", CrmFixture.Admin, new { userId = user.Id });
        (status, body.Text("dealerId")).ShouldBe((200, dealer));

        (await crm.Writer.WriteAsync(unit => Members.OfUser(unit, user.Id))).ShouldHaveSingleItem().MemberId.ShouldBe("zhangwei");
        (await crm.Writer.WriteAsync(unit => Members.OfDealer(unit, dealer))).ShouldHaveSingleItem().UserId.ShouldBe(user.Id);
        (await crm.Writer.WriteAsync(unit => Members.Find(unit, "chat", "maker/crm", "zhangwei"))).ShouldNotBeNull();
        (await crm.ListAsync("/members", CrmFixture.DealerOf(dealer))).Count.ShouldBe(1);
        (await crm.ListAsync("/members", CrmFixture.DealerOf(other))).ShouldBeEmpty();
        (await crm.Door.CallAsync("PATCH", $"/members/{member.Text("id")}", CrmFixture.Agent, new { userId = "" })).Status.ShouldBe(403);
    }
}
