using Crm.Plugins.Contract;
using Crm.Store.Tests.Flow;
using Crm.Store.Tests.MassSends;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Groups;

/// <summary>WeCom 3.5 and 4.5: who joined a group by which code, and who left.</summary>
public sealed class GroupTests
{
    [Theory, OnEachDatabase]
    public async Task Who_joins_by_a_code_is_known_with_the_code_and_as_the_customer_they_are(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        var an = await company.CustomerAsync("an");
        company.Groups["wr1"] = Group("v1", Staff, Guest("stranger"));
        await ChangedAsync(crm, company, "created", null);
        company.Groups["wr1"] = Group("v2", Staff, Guest("stranger"), Guest("an", "d42-cspring"));
        await ChangedAsync(crm, company, "joined", "v2");
        var group = (await crm.ListAsync("/groups")).ShouldHaveSingleItem();
        (group.Text("name"), group.Text("owner"), group.Text("size"), group.Text("customers")).ShouldBe(("试驾群", "zhang", "3", "2"));
        var members = await crm.ListAsync($"/groups/{group.Text("id")}/members");
        var joined = members.Single(member => member.Text("memberId") == "wm-an");
        (joined.Text("customerId"), joined.Text("state"), joined.Text("joinScene")).ShouldBe((an, "d42-cspring", "3"));
        members.Single(member => member.Text("memberId") == "wm-stranger").Text("customerId").ShouldBe("", "being in a group makes nobody a customer");
        (await crm.CountAsync("select count(*) from event where type = 'group.joined' and customer_id = @an", new { an })).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Who_leaves_is_marked_and_who_comes_back_has_another_stay(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        company.Groups["wr1"] = Group("v1", Staff, Guest("an"));
        await ChangedAsync(crm, company, "created", null);
        company.Groups["wr1"] = Group("v2", Staff);
        await ChangedAsync(crm, company, "left", "v2");
        var id = (await crm.ListAsync("/groups")).ShouldHaveSingleItem().Text("id");
        (await crm.ListAsync("/groups"))[0].Text("leftToday").ShouldBe("1");
        (await crm.ListAsync($"/groups/{id}/members")).Count.ShouldBe(1);
        company.Groups["wr1"] = Group("v3", Staff, Guest("an"));
        await ChangedAsync(crm, company, "joined", "v3");
        (await crm.ListAsync($"/groups/{id}/members?left=true")).Count(member => member.Text("memberId") == "wm-an").ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task A_member_list_we_know_already_is_not_read_again_and_details_are_given_two_seconds_to_settle(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        company.Groups["wr1"] = Group("v1", Staff);
        await FactAsync(crm, "created", null);
        await company.GoAsync();
        company.GroupReads.ShouldBe(0);
        await company.GoAsync(TimeSpan.FromSeconds(2));
        company.GroupReads.ShouldBe(1);
        await ChangedAsync(crm, company, "joined", "v1");
        company.GroupReads.ShouldBe(1);
        await ChangedAsync(crm, company, "name", "v1");
        company.GroupReads.ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task A_dissolved_group_stays_on_the_list_without_members(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        company.Groups["wr1"] = Group("v1", Staff, Guest("an"));
        await ChangedAsync(crm, company, "created", null);
        company.Groups.Clear();
        await ChangedAsync(crm, company, "dismissed", null);
        var group = (await crm.ListAsync("/groups")).ShouldHaveSingleItem();
        (group.Text("size"), group.Text("dismissedAt").Length > 0).ShouldBe(("0", true));
    }

    [Theory, OnEachDatabase]
    public async Task The_schedule_finds_groups_no_event_told_of(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        company.Groups["wr1"] = Group("v1", Staff, Guest("an"));
        company.Groups["wr2"] = Group("v1", Staff) with { Id = "wr2" };
        await crm.Service<Crm.Plugins.Core.Groups.ListGroups>().PlanAsync();
        await company.GoAsync();
        (await crm.ListAsync("/groups")).Count.ShouldBe(2);
        company.GroupReads.ShouldBe(2);
        await company.GoAsync(TimeSpan.FromHours(7));
        company.GroupReads.ShouldBe(4, "and looks at them again");
    }

    [Theory, OnEachDatabase]
    public async Task A_mass_send_to_groups_goes_to_their_owners_and_not_where_somebody_said_stop(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.ConsentAsync(await company.CustomerAsync("stopped"), false);
        await company.CustomerAsync("an", consent: false);
        company.Groups["wr1"] = Group("v1", Staff, Guest("an"));
        company.Groups["wr2"] = Group("v1", Staff, Guest("stopped")) with { Id = "wr2" };
        company.Groups["wr3"] = Group("v1", Staff) with { Id = "wr3", Owner = "wang" };
        await crm.Service<Crm.Plugins.Core.Groups.ListGroups>().PlanAsync();
        await company.GoAsync();
        await company.PlanAsync(toGroups: true);
        company.Asked.Select(asked => $"{asked.Sender} {string.Join(',', asked.Groups)}").Order().ShouldBe(["wang wr3", "zhang wr1"]);
        await company.PlanAsync(toGroups: true);
        company.Asked.Count.ShouldBe(2, "one a day to each group");
    }

    private static GroupMember Staff => new("zhang", false, "张伟", null, 1, null, null, []);

    private static GroupMember Guest(string name, string? state = null) =>
        new($"wm-{name}", true, name, null, state is null ? 1 : 3, state, null, [new ChannelIdentity("channel", $"chat:{name}")]);

    private static CustomerGroup Group(string version, params GroupMember[] members) =>
        new("wr1", "试驾群", "zhang", null, DateTimeOffset.UnixEpoch, version, members);

    private static async Task ChangedAsync(CrmFixture crm, FakeCompany company, string change, string? version)
    {
        await FactAsync(crm, change, version);
        await company.GoAsync(TimeSpan.FromSeconds(2));
    }

    private static async Task FactAsync(CrmFixture crm, string change, string? version) => await crm.ReceiveAsync(new InboundItem
    {
        DedupKey = $"group-{change}-{version}", Kind = InboundKind.Event, OccurredAt = crm.Time.Now, Raw = "{}"u8.ToArray(),
        Fact = new GroupChanged(FakeCompany.Account, "wr1", change, version),
    });
}
