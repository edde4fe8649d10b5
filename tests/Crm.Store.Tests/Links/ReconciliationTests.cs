using Crm.Plugins.Contract;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Links.Reconciling;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Store.Tests.Links;

/// <summary>spec/lessons.md 7 and 20.</summary>
public class ReconciliationTests
{
    [Theory, OnEachDatabase]
    public async Task A_run_that_is_cut_off_goes_on_where_it_was_and_every_customer_is_accounted_for(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm) { PageSize = 2 };
        foreach (var contact in new[] { "wm1", "wm2", "wm3" }) await people.AddsAsync("zhangwei", contact);
        await people.AddsAsync("lisi", "wm9");
        await people.SettleAsync();
        // Two whose events were lost, one that ended unheard, and one that was added a moment ago.
        people.Has("zhangwei", "wm4");
        people.Has("lisi", "wm5");
        people.Links.Remove(("zhangwei", "wm3"));
        crm.Time.Advance(TimeSpan.FromHours(1));
        people.Has("zhangwei", "wm6");

        var (status, started) = await crm.PostAsync("/reconciliations", null, CrmFixture.Admin);
        status.ShouldBe(202, started.ToString());
        var id = started.GetProperty("ids")[0].GetString()!;
        var runner = Runner(crm);
        await runner.RunOnceAsync(default);
        await runner.RunOnceAsync(default);
        await runner.RunOnceAsync(default);
        var half = await crm.GetAsync($"/reconciliations/{id}", CrmFixture.Admin);
        (half.Text("state"), half.GetProperty("seen").GetInt64() is > 0 and < 6).ShouldBe(("running", true), half.ToString());

        // Another instance, and another node where there can be one, with nothing but the store.
        var node = crm.AnotherNode();
        if (node is not null)
        {
            await using (node)
            {
                crm.Time.Advance(TimeSpan.FromMinutes(3));
                foreach (var (type, reads) in crm.Plugins.Reads) node.Plugins.Reads[type] = reads;
                await People.AskAsync(node);
                await node.PumpAsync();
            }
        }
        else
        {
            var again = ActivatorUtilities.CreateInstance<ChannelTaskRunner>(crm.Service<IServiceProvider>());
            while (await again.RunOnceAsync(default) > 0)
            {
            }

            await crm.PumpAsync();
        }

        var run = await crm.GetAsync($"/reconciliations/{id}", CrmFixture.Admin);
        (run.Text("state"), Figure("seen"), Figure("known"), Figure("recovered"), Figure("recent"), Figure("ended"), Figure("unexplained"))
            .ShouldBe(("done", 6, 3, 2, 1, 1, 0), run.ToString());
        (await crm.ListAsync($"/reconciliations/{id}/findings", CrmFixture.Admin)).Select(finding => finding.Text("kind")).Order()
            .ShouldBe(["ended", "recovered", "recovered"]);
        (await crm.CountAsync("select count(*) from inbox where kind = 'contact-added' and disposition = 'conversation'")).ShouldBe(6);
        (await crm.TextAsync("select scene from conversation where conversation_key = 'chat:wm4'")).ShouldBe("reconciliation");
        (await crm.TextAsync("select ended_by from link where contact = 'wm3'")).ShouldBe("platform");
        await crm.NothingIsLostAsync();

        // The next night finds nothing new.
        crm.Time.Advance(TimeSpan.FromDays(1));
        var next = (await crm.PostAsync("/reconciliations", null, CrmFixture.Admin)).Body.GetProperty("ids")[0].GetString()!;
        await People.AskAsync(crm);
        run = await crm.GetAsync($"/reconciliations/{next}", CrmFixture.Admin);
        (Figure("seen"), Figure("known"), Figure("recovered"), Figure("ended")).ShouldBe((6, 5, 1, 0), run.ToString());

        long Figure(string name) => run.GetProperty(name).GetInt64();
    }

    [Theory, OnEachDatabase]
    public async Task A_page_counted_before_a_crash_is_not_counted_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        await people.AddsAsync("zhangwei", "wm1");
        await people.SettleAsync();
        var id = (await crm.PostAsync("/reconciliations", null, CrmFixture.Admin)).Body.GetProperty("ids")[0].GetString()!;
        await Runner(crm).RunOnceAsync(default);
        var run = (await ReconciliationStore.GetAsync(crm.Database, id))!;
        var member = (await ReconciliationStore.MembersAsync(crm.Database, id)).ShouldHaveSingleItem();
        var page = new ReadPage<ContactLink>([people.Links[("zhangwei", "wm1")]], null);
        for (var i = 0; i < 2; i++) await crm.Writer.WriteAsync(unit => crm.Service<IServiceProvider>().GetRequiredService<ComparePage>().Page(unit, run, member, page));
        (await crm.GetAsync($"/reconciliations/{id}", CrmFixture.Admin)).GetProperty("seen").GetInt64().ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_throttled_platform_is_asked_again_when_it_says_and_a_refused_list_ends_nothing(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var people = new People(crm);
        await people.AddsAsync("zhangwei", "wm1");
        await people.SettleAsync();
        people.Links.Clear();
        people.Trouble = new ChannelReadException("throttled", TimeSpan.FromMinutes(1), 45009);
        var id = (await crm.PostAsync("/reconciliations", null, CrmFixture.Admin)).Body.GetProperty("ids")[0].GetString()!;
        await People.AskAsync(crm);
        (people.PagesRead, (await crm.GetAsync($"/reconciliations/{id}", CrmFixture.Admin)).Text("state")).ShouldBe((0, "running"));
        people.Trouble = new ChannelReadException("configuration", null, 48002);
        crm.Time.Advance(TimeSpan.FromMinutes(1));
        await People.AskAsync(crm);
        var run = await crm.GetAsync($"/reconciliations/{id}", CrmFixture.Admin);
        (run.Text("state"), run.GetProperty("unexplained").GetInt64(), run.GetProperty("ended").GetInt64()).ShouldBe(("done", 1, 0));
        (await crm.TextAsync("select state from link")).ShouldBe("linked");
    }

    private static ChannelTaskRunner Runner(CrmFixture crm) => crm.Service<IServiceProvider>().GetServices<IHostedService>().OfType<ChannelTaskRunner>().Single();
}
