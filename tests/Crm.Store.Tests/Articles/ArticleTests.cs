using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Articles;

/// <summary>Who may write what the bot says, and that only what is approved and holds today is said.</summary>
public sealed class ArticleTests
{
    [Theory, OnEachDatabase]
    public async Task A_draft_says_nothing_until_a_second_person_approves_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var draft = await crm.DraftAsync(Library.Draft());
        (draft.Text("state"), draft.Text("brand"), draft.Text("series"), draft.Text("authorName")).ShouldBe(("draft", "Volkswagen", "ID.4", "Agent"));
        (await crm.AskAsync("ID.4首保多少钱")).Text("outcome").ShouldBe("unknown");
        var approved = await crm.ApproveAsync(draft.Text("id"));
        (approved.Text("state"), approved.Text("approvedByName")).ShouldBe(("approved", "Lead"));
        var tried = await crm.AskAsync("ID.4首保多少钱");
        tried.Text("outcome").ShouldBe("answer");
        tried.Text("said").ShouldBe("首次保养含工时380元。\n（适用于ID.4，来源：2026年售后价目表，自2026年3月2日起有效）");
        tried.GetProperty("candidates")[0].GetProperty("shared").GetArrayLength().ShouldBe(2);
        (await crm.AskAsync("what does the first service of the ID.4 cost", "en")).Text("said").ShouldBe("The first service costs 380 yuan.\n(For ID.4. Source: 2026年售后价目表. Valid since 2 March 2026.)");
        (await crm.SaidAsync()).ShouldBeEmpty();
        (await crm.GetAsync($"/articles/{draft.Text("id")}")).GetProperty("answered").GetInt64().ShouldBe(0, "a try is no answer");
    }

    [Theory, OnEachDatabase]
    public async Task The_author_does_not_approve_their_own_words_unless_they_are_admin(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var own = (await crm.DraftAsync(Library.Draft(), Library.Lead)).Text("id");
        (await crm.CodeAsync($"/articles/{own}/approve", null, Library.Lead)).ShouldBe("own-article");
        (await crm.CodeAsync($"/articles/{own}/approve", null, CrmFixture.Agent)).ShouldBe("forbidden");
        var changed = (await crm.DraftAsync(Library.Draft("ID.6"))).Text("id");
        (await crm.Door.CallAsync("PATCH", $"/articles/{changed}", Library.Lead, Library.Draft("ID.6", answer: "另一个数字"))).Status.ShouldBe(200);
        (await crm.CodeAsync($"/articles/{changed}/approve", null, Library.Lead)).ShouldBe("own-article", "whoever changed it last wrote it too");
        await crm.ApproveAsync(own, CrmFixture.Admin);
        (await crm.CodeAsync($"/articles/{own}/approve", null, CrmFixture.Admin)).ShouldBe("wrong-state");
    }

    [Theory, OnEachDatabase]
    public async Task Agents_read_and_draft_and_dealers_have_no_part_in_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var dealer = CrmFixture.DealerOf(await crm.DealerAsync("SH1"));
        var leads = (await crm.DraftAsync(Library.Draft(), Library.Lead)).Text("id");
        (await crm.Door.CallAsync("PATCH", $"/articles/{leads}", CrmFixture.Agent, Library.Draft())).Status.ShouldBe(403);
        (await crm.CodeAsync($"/articles/{leads}/retire", new { reason = "x" }, CrmFixture.Agent)).ShouldBe("forbidden");
        foreach (var (method, path) in new List<(string, string)> { ("GET", "/articles"), ("GET", $"/articles/{leads}"), ("POST", "/articles"), ("POST", "/articles/ask"), ("GET", "/questions") })
            (await crm.Door.CallAsync(method, path, dealer, method == "POST" ? Library.Draft() : null)).Status.ShouldBe(403, path);
    }

    [Theory, OnEachDatabase]
    public async Task A_new_version_takes_the_place_of_the_old_one_in_the_moment_it_is_approved(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var old = await crm.ArticleAsync();
        (await crm.Door.CallAsync("PATCH", $"/articles/{old}", CrmFixture.Admin, Library.Draft())).Body.Text("code").ShouldBe("wrong-state");
        var next = (await crm.DraftAsync(Library.Draft(answer: "首次保养免费。", replaces: old))).Text("id");
        (await crm.AskAsync("ID.4首保多少钱")).Text("said").ShouldStartWith("首次保养含工时380元");
        await crm.ApproveAsync(next);
        (await crm.AskAsync("ID.4首保多少钱")).Text("said").ShouldStartWith("首次保养免费");
        var retired = await crm.GetAsync($"/articles/{old}");
        (retired.Text("state"), retired.Text("retiredReason")).ShouldBe(("retired", "replaced"));
    }

    [Theory, OnEachDatabase]
    public async Task What_is_retired_or_over_is_not_said_any_more(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var forDays = await crm.ArticleAsync(Library.Draft(until: Instants.Iso(crm.Time.Now.AddDays(2))));
        (await crm.AskAsync("ID.4首保多少钱")).Text("said").ShouldContain("有效期至2026年3月4日");
        crm.Time.Advance(TimeSpan.FromDays(2));
        (await crm.AskAsync("ID.4首保多少钱")).Text("outcome").ShouldBe("unknown");
        var other = await crm.ArticleAsync(Library.Draft("ID.6"));
        (await crm.AskAsync("ID.6首保多少钱")).Text("outcome").ShouldBe("answer");
        (await crm.PostAsync($"/articles/{other}/retire", new { reason = "新价目表" }, Library.Lead)).Status.ShouldBe(200);
        (await crm.AskAsync("ID.6首保多少钱")).Text("outcome").ShouldBe("unknown");
        (await crm.ListAsync("/articles?state=approved")).ShouldHaveSingleItem().Text("id").ShouldBe(forDays);
        (await crm.ListAsync("/articles?series=ID.6&state=retired")).ShouldHaveSingleItem().Text("id").ShouldBe(other);
        (await crm.ListAsync("/articles?q=380元")).Count.ShouldBe(2);
        (await crm.ListAsync("/articles?q=不存在")).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task A_change_is_known_on_every_node_at_the_next_question(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        if (other is null) return;
        (await other.AskAsync("ID.4首保多少钱")).Text("outcome").ShouldBe("unknown");
        var id = await crm.ArticleAsync();
        (await other.AskAsync("ID.4首保多少钱")).Text("outcome").ShouldBe("answer");
        await crm.PostAsync($"/articles/{id}/retire", null, Library.Lead);
        (await other.AskAsync("ID.4首保多少钱")).Text("outcome").ShouldBe("unknown");
    }

    [Theory, OnEachDatabase]
    public async Task Two_nodes_that_change_articles_at_once_both_succeed_with_different_revisions(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => (number % 2 == 0 ? crm : other ?? crm).DraftAsync(Library.Draft())));
        (await crm.CountAsync("select count(distinct revision) from article")).ShouldBe(10);
    }

    [Theory, OnEachDatabase]
    public async Task A_change_from_an_old_version_is_refused(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = (await crm.DraftAsync(Library.Draft())).Text("id");
        (await crm.Door.CallAsync("PATCH", $"/articles/{id}", CrmFixture.Agent, Library.Draft(answer: "一"), ifMatch: 1)).Status.ShouldBe(200);
        (await crm.Door.CallAsync("PATCH", $"/articles/{id}", CrmFixture.Agent, Library.Draft(answer: "二"), ifMatch: 1)).Body.Text("code").ShouldBe("version-conflict");
        (await crm.CodeAsync($"/articles/{id}/approve", null, CrmFixture.Admin, ifMatch: 1)).ShouldBe("version-conflict");
    }

    [Theory, OnEachDatabase]
    public async Task What_cannot_be_said_is_refused_with_a_reason(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        (await crm.CodeAsync("/articles", Library.Draft("Golf Cart 3000"), CrmFixture.Agent)).ShouldBe("unknown-vehicle");
        (await crm.CodeAsync("/articles", Library.Draft(answer: new string('长', 601)), CrmFixture.Agent)).ShouldBe("bad-answer");
        (await crm.CodeAsync("/articles", new { answers = new Dictionary<string, string> { ["fr"] = "oui" } }, CrmFixture.Agent)).ShouldBe("unknown-locale");
        (await crm.CodeAsync("/articles", new { validFrom = "2026-03-02T00:00:00Z", validUntil = "2026-03-01T00:00:00Z" }, CrmFixture.Agent)).ShouldBe("bad-validity");
        (await crm.CodeAsync("/articles", Library.Draft(replaces: "nothing"), CrmFixture.Agent)).ShouldBe("nothing-to-replace");
        var empty = (await crm.DraftAsync(new { })).Text("id");
        (await crm.CodeAsync($"/articles/{empty}/approve", null, CrmFixture.Admin)).ShouldBe("article-incomplete");
    }
}
