using Crm.Plugins.Contract;
using Crm.Plugins.Core.ContactWays;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.ContactWays;

/// <summary>A code leads to whoever serves now: shifts, backup, caps, leavers, expiry, and a platform that does not answer.</summary>
public sealed class ShiftTests
{
    [Theory, OnEachDatabase]
    public async Task A_new_code_is_live_once_the_platform_has_made_it(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync();
        way.Text("status").ShouldBe("pending");
        var save = crm.Saves().ShouldHaveSingleItem();
        save.PlatformId.ShouldBeNull();
        save.State.ShouldBe(way.Text("state"));
        save.Members.ShouldBe(["zhang"]);
        (await crm.WayAsync(way)).Text("status").ShouldBe("live");
        var (status, png) = await crm.Door.CallAsync("GET", $"/contact-ways/{way.Text("id")}/qr.png?size=300", CrmFixture.Admin);
        status.ShouldBe(200);
        png.Text("type").ShouldBe("image/png");
        png.GetProperty("bytes").GetBytesFromBase64()[..4].ShouldBe([0x89, 0x50, 0x4E, 0x47]);
        png.Text("disposition").ShouldContain(way.Text("state"));
        var (_, svg) = await crm.Door.CallAsync("GET", $"/contact-ways/{way.Text("id")}/qr.svg", CrmFixture.Admin);
        System.Text.Encoding.UTF8.GetString(svg.GetProperty("bytes").GetBytesFromBase64()).ShouldStartWith("<svg");
    }

    [Theory, OnEachDatabase]
    public async Task At_nine_the_early_shift_takes_over_from_the_backup_and_each_change_is_asked_once(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync();
        await TurnTo(crm, "2026-03-02T17:59:59+08:00");
        crm.Saves().Count.ShouldBe(1);
        await TurnTo(crm, "2026-03-02T18:00:00+08:00");
        crm.Saves()[^1].ShouldBe(crm.Saves()[^1] with { PlatformId = "config-" + way.Text("state") });
        crm.Saves()[^1].Members.ShouldBe(["bei"]);
        await TurnTo(crm, "2026-03-03T08:59:59+08:00");
        crm.Saves().Count.ShouldBe(2);
        await TurnTo(crm, "2026-03-03T09:00:00+08:00");
        crm.Saves().Count.ShouldBe(3);
        crm.Saves()[^1].Members.ShouldBe(["zhang"]);
        // The same moment again changes nothing.
        await crm.Writer.WriteAsync(unit => crm.Service<KeepWay>().Run(unit, way.Text("id")));
        await crm.DeliverAsync();
        crm.Saves().Count.ShouldBe(3);
    }

    [Theory, OnEachDatabase]
    public async Task While_an_answer_is_awaited_nothing_more_is_asked_and_then_the_present_shift_counts(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        crm.Plugins.Channels.Clear();
        var way = await crm.MakeAsync();
        await TurnTo(crm, "2026-03-02T18:30:00+08:00");
        crm.Saves().ShouldBeEmpty();
        crm.Plugins.Channels.Add(CrmFixture.Chat);
        await crm.DeliverAsync();
        crm.Saves().Select(save => (save.PlatformId is null, save.Members.Single())).ShouldBe([(true, "zhang"), (false, "bei")]);
        (await crm.WayAsync(way)).Serving().ShouldBe("bei");
    }

    [Theory, OnEachDatabase]
    public async Task A_code_whose_making_had_no_answer_is_looked_for_before_another_is_made(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var answer = crm.Plugins.Outcome;
        crm.Plugins.Outcome = _ => Task.FromResult<OperationResult>(new OperationResult.Unknown("no-answer"));
        var made = crm.Time.Now;
        var way = await crm.MakeAsync();
        (await crm.WayAsync(way)).Text("status").ShouldBe("pending");
        crm.Plugins.Outcome = answer;
        await crm.AdvanceAsync(TimeSpan.FromMinutes(2));
        await crm.DeliverAsync();
        crm.Saves().Select(save => save.MadeSince).ShouldBe([null, made]);
        (await crm.WayAsync(way)).Text("status").ShouldBe("live");
    }

    [Theory, OnEachDatabase]
    public async Task A_refused_code_says_why_and_is_tried_again_after_a_correction(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var answer = crm.Plugins.Outcome;
        crm.Plugins.Outcome = _ => Task.FromResult<OperationResult>(new OperationResult.Rejected("recipient-gone", 60111));
        var way = await crm.MakeAsync();
        var failed = await crm.WayAsync(way);
        (failed.Text("status"), failed.Text("fault")).ShouldBe(("failed", "recipient-gone (60111)"));
        crm.Plugins.Outcome = answer;
        var (status, body) = await crm.Door.CallAsync("PATCH", $"/contact-ways/{way.Text("id")}", CrmFixture.Admin, new { plan = WayDesk.Office("li") }, ifMatch: 1);
        status.ShouldBe(200, body.ToString());
        await crm.DeliverAsync();
        var mended = await crm.WayAsync(way);
        (mended.Text("status"), mended.Text("fault"), mended.Serving()).ShouldBe(("live", "", "li"));
        (await crm.Door.CallAsync("PATCH", $"/contact-ways/{way.Text("id")}", CrmFixture.Admin, new { name = "x" }, ifMatch: 1)).Status.ShouldBe(412);
    }

    [Theory, OnEachDatabase]
    public async Task A_member_at_the_daily_cap_gives_way_to_the_backup_until_midnight(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync(plan: WayDesk.Always("zhang", "bei", cap: 2));
        await crm.ReceiveAsync(crm.Scan("a", way.Text("state")));
        await crm.DeliverAsync();
        (await crm.WayAsync(way)).Serving().ShouldBe("zhang");
        await crm.ReceiveAsync(crm.Scan("b", way.Text("state")));
        await crm.DeliverAsync();
        (await crm.WayAsync(way)).Serving().ShouldBe("bei");
        await TurnTo(crm, "2026-03-03T00:00:00+08:00");
        (await crm.WayAsync(way)).Serving().ShouldBe("zhang");
    }

    [Theory, OnEachDatabase]
    public async Task Who_has_left_is_taken_out_of_every_code_and_put_back_when_they_return(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync();
        var platform = new Members();
        crm.Plugins.Reads[typeof(IContactReads)] = platform;
        platform.There = ["bei", "li"];
        await crm.Service<CheckMembers>().RunAsync(default);
        await crm.DeliverAsync();
        (await crm.WayAsync(way)).Serving().ShouldBe("bei");
        platform.There = [];
        await crm.Service<CheckMembers>().RunAsync(default);
        await crm.DeliverAsync();
        (await crm.WayAsync(way)).Serving().ShouldBe("bei", "an empty list is a lost right, not an empty house");
        platform.There = ["bei", "zhang"];
        await crm.Service<CheckMembers>().RunAsync(default);
        await crm.DeliverAsync();
        (await crm.WayAsync(way)).Serving().ShouldBe("zhang");
    }

    [Theory, OnEachDatabase]
    public async Task An_expired_code_leads_to_the_backup_and_its_scans_are_still_leads(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync(createsLead: true, expiresAt: "2026-03-02T12:00:00+08:00");
        await TurnTo(crm, "2026-03-02T12:00:00+08:00");
        var expired = await crm.WayAsync(way);
        (expired.Text("status"), expired.Serving()).ShouldBe(("expired", "bei"));
        await crm.ReceiveAsync(crm.Scan("late", way.Text("state"), "bei"));
        (await crm.FiguresAsync(way)).Number("leads").ShouldBe(1);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_removed_code_is_removed_on_the_platform_also_if_it_was_still_being_made(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        crm.Plugins.Channels.Clear();
        var way = await crm.MakeAsync();
        (await crm.Door.CallAsync("DELETE", $"/contact-ways/{way.Text("id")}", CrmFixture.Admin)).Status.ShouldBe(204);
        crm.Plugins.Channels.Add(CrmFixture.Chat);
        await crm.DeliverAsync();
        crm.Plugins.Operations.Select(operation => operation.Request).OfType<RemoveContactWay>().ShouldHaveSingleItem().PlatformId.ShouldBe("config-" + way.Text("state"));
        (await crm.WayAsync(way)).Text("status").ShouldBe("removed");
        (await crm.ListAsync("/contact-ways")).ShouldBeEmpty();
        (await crm.ListAsync("/contact-ways?status=removed")).ShouldHaveSingleItem();
    }

    private static async Task TurnTo(CrmFixture crm, string at)
    {
        await crm.AdvanceAsync(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) - crm.Time.Now);
        await crm.RunStepsAsync();
        await crm.DeliverAsync();
    }

    private sealed class Members : IContactReads
    {
        public IReadOnlyList<string> There { get; set; } = [];

        public Task<IReadOnlyList<string>> MembersAsync(string account, CancellationToken cancellationToken) => Task.FromResult(There);

        public Task<ReadPage<ContactLink>> LinksAsync(string account, string member, string? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ContactLink>> LinksOfAsync(string account, string contact, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ContactTag>> TagsAsync(string account, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ReadPage<TransferState>> TransfersAsync(string account, string from, string to, bool fromLeaver, string? cursor, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
