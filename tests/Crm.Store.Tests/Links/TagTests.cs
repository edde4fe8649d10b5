using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Links;

public class TagTests
{
    private static readonly string[] NoSuch = ["no-such"];

    [Theory, OnEachDatabase]
    public async Task Tags_changed_on_both_sides_end_up_alike(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        people.Catalogue.AddRange([new ContactTag("g", "意向", "tA", "A"), new ContactTag("g", "意向", "tB", "B")]);
        await people.TellAsync(InboundKind.Event, "wm1", new TagsChanged(People.Account));
        await people.AddsAsync("zhangwei", "wm1");
        await people.SettleAsync();
        var a = (await crm.ListAsync("/tags")).Single(tag => tag.Text("name") == "A").Text("id");
        var id = (await crm.ListAsync("/links")).ShouldHaveSingleItem().Text("id");

        var (status, body) = await crm.Door.CallAsync("PATCH", $"/links/{id}", CrmFixture.Agent, new { addTags = new[] { a } });
        (status, Shown(body)).ShouldBe((200, "A:adding"), body.ToString());
        // Before ours arrives the member adds B over there: theirs is taken, ours stays on its way.
        people.Links[("zhangwei", "wm1")] = people.Links[("zhangwei", "wm1")] with { Tags = ["tB"] };
        await people.TellAsync(InboundKind.Event, "wm1", new LinkChanged(People.Account, "zhangwei", "wm1"));
        await People.AskAsync(crm);
        Shown(await crm.GetAsync($"/links/{id}")).ShouldBe("A:adding B:");
        await crm.DeliverAsync();
        Shown(await crm.GetAsync($"/links/{id}")).ShouldBe("A: B:");
        people.Links[("zhangwei", "wm1")].Tags.ShouldBe(["tB", "tA"], ignoreOrder: true);

        // The member takes ours away again, later: that is true then.
        people.Links[("zhangwei", "wm1")] = people.Links[("zhangwei", "wm1")] with { Tags = ["tB"] };
        await people.TellAsync(InboundKind.Event, "wm1", new LinkChanged(People.Account, "zhangwei", "wm1"));
        await people.SettleAsync();
        Shown(await crm.GetAsync($"/links/{id}")).ShouldBe("B:");
        crm.Plugins.Operations.Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_refused_tag_is_wanted_no_more_and_the_reason_is_shown(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        people.Catalogue.Add(new ContactTag("g", "意向", "tA", "A"));
        await people.TellAsync(InboundKind.Event, "wm1", new TagsChanged(People.Account));
        await people.AddsAsync("zhangwei", "wm1");
        await people.SettleAsync();
        people.Refuse = _ => new OperationResult.Rejected("refused", 40068);
        var id = (await crm.ListAsync("/links")).ShouldHaveSingleItem().Text("id");
        var tag = (await crm.ListAsync("/tags")).ShouldHaveSingleItem().Text("id");
        await crm.Door.CallAsync("PATCH", $"/links/{id}", CrmFixture.Agent, new { addTags = new[] { tag } });
        await crm.DeliverAsync();
        var link = await crm.GetAsync($"/links/{id}");
        (Shown(link), link.Text("fault")).ShouldBe(("", "refused"));
        (await crm.Door.CallAsync("PATCH", $"/links/{id}", CrmFixture.Agent, new { addTags = NoSuch })).Body.Text("code").ShouldBe("unknown-tag");
    }

    [Theory, OnEachDatabase]
    public async Task The_catalogue_follows_what_is_made_here_and_there(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        var (status, made) = await crm.PostAsync("/tags", new { group = "意向", name = "高" }, CrmFixture.Admin);
        (status, made.Text("state")).ShouldBe((202, "saving"), made.ToString());
        (await crm.PostAsync("/tags", new { group = "意向", name = "高" }, CrmFixture.Admin)).Body.Text("code").ShouldBe("tag-exists");
        await crm.DeliverAsync();
        (await crm.ListAsync("/tags")).ShouldHaveSingleItem().Text("state").ShouldBe("live");

        crm.Time.Advance(TimeSpan.FromMinutes(1));
        people.Catalogue.Clear();
        people.Catalogue.Add(new ContactTag("g2", "来源", "t2", "车展"));
        await people.TellAsync(InboundKind.Event, "wm1", new TagsChanged(People.Account));
        await people.SettleAsync();
        (await crm.ListAsync("/tags")).ShouldHaveSingleItem().Text("name").ShouldBe("车展");
    }

    [Theory, OnEachDatabase]
    public async Task A_rule_tags_once_and_leaves_what_the_member_made_of_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null,
            ("Crm:Links:AutoTags:0:When", "complaint:open"), ("Crm:Links:AutoTags:0:Group", "服务"), ("Crm:Links:AutoTags:0:Tag", "客诉中"));
        var people = new People(crm);
        await people.AddsAsync("zhangwei", "wm1");
        await people.SettleAsync();
        people.Links[("zhangwei", "wm1")].Tags.ShouldBeEmpty();

        await crm.ReceiveAsync(crm.Item("wm1", InboundKind.Message, "刹车失灵了，电话13800138000"));
        await people.SettleAsync();
        crm.Time.Advance(TimeSpan.FromMinutes(2));
        await people.SettleAsync();
        people.Links[("zhangwei", "wm1")].Tags.ShouldBe(["t-客诉中"]);

        people.Links[("zhangwei", "wm1")] = people.Links[("zhangwei", "wm1")] with { Tags = [] };
        await people.TellAsync(InboundKind.Event, "wm1", new LinkChanged(People.Account, "zhangwei", "wm1"));
        await people.SettleAsync();
        people.Links[("zhangwei", "wm1")].Tags.ShouldBeEmpty();
    }

    private static string Shown(JsonElement link) => string.Join(' ', link.GetProperty("tags").EnumerateArray()
        .Select(tag => $"{tag.Text("name")}:{tag.Text("waiting")}").Order());
}
