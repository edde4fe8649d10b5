using Crm.Plugins.Contract;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.ContactWays;

/// <summary>What is said to whoever scans, and what becomes of it when it cannot be said (ARCHITECTURE 6.5, spec/lessons.md 5).</summary>
public sealed class WelcomeTests
{
    private static readonly object[] Texts =
    [
        new { locale = "zh-CN", period = "in-hours", text = "您好，{group}为您服务" },
        new { locale = "zh-CN", period = "out-of-hours", text = "现在是休息时间，{dealer}明早回复您" },
        new { locale = "en", period = "any", text = "Welcome to {dealer}" },
    ];

    [Theory, OnEachDatabase]
    public async Task The_welcome_is_chosen_by_code_hour_and_language_and_is_ready_beforehand(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync(await crm.DealerAsync("A"), welcome: Texts);
        (await crm.CountAsync("select count(*) from contact_way_welcome where text like '%{%'")).ShouldBe(0, "nothing is left to fill in");
        await crm.ReceiveAsync(crm.Scan("morning", way.Text("state")));
        await crm.ReceiveAsync(crm.Scan("english", way.Text("state")) with { Locale = "en-GB" });
        await crm.AdvanceAsync(TimeSpan.FromHours(10));
        await crm.ReceiveAsync(crm.Scan("evening", way.Text("state")));
        (await crm.SaidAsync()).Select(said => said.Text).ShouldBe(["您好，展厅一组为您服务", "Welcome to Dealer A", "现在是休息时间，Dealer A明早回复您"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_code_without_a_text_gets_the_default_and_without_that_the_built_in_one(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync();
        await crm.ReceiveAsync(crm.Scan("first", way.Text("state")));
        var (status, body) = await crm.PostAsync("/contact-ways/default-welcome", new[] { new { locale = "zh-CN", text = "欢迎来到极光汽车" } }, CrmFixture.Admin);
        status.ShouldBe(200, body.ToString());
        (await crm.GetAsync("/contact-ways/default-welcome")).GetProperty("items").GetArrayLength().ShouldBe(1);
        await crm.ReceiveAsync(crm.Scan("second", way.Text("state")), crm.Scan("third", null));
        var said = await crm.SaidAsync();
        said[0].Text.ShouldBe(Crm.Plugins.Core.Shared.Texts.Format("zh-CN", "welcome"));
        said.Skip(1).Select(s => s.Text).ShouldBe(["欢迎来到极光汽车", "欢迎来到极光汽车"]);
    }

    [Theory, OnEachDatabase]
    public async Task Attachments_go_along_with_the_deadline_of_the_code(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync(welcome: [new { text = "看看新车", attachments = new[] { new { kind = "link", title = "新车", url = "https://example.com/car" } } }]);
        await crm.ReceiveAsync(crm.Scan("li", way.Text("state")));
        await crm.DeliverAsync();
        var (_, message) = crm.Plugins.Got.ShouldHaveSingleItem();
        message.To.ShouldBe("welcome/li");
        message.Deadline.ShouldBe(crm.Time.Now.AddSeconds(20));
        message.Attachments.ShouldHaveSingleItem().Url.ShouldBe("https://example.com/car");
    }

    [Theory, OnEachDatabase]
    public async Task A_picture_is_laid_ready_at_once_and_again_before_the_platform_forgets_it(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var answer = crm.Plugins.Outcome;
        var until = TimeSpan.FromHours(60);
        crm.Plugins.Outcome = operation => operation.Request is KeepMedia ? Task.FromResult<OperationResult>(new OperationResult.Done(new MediaKept(crm.Time.Now + until))) : answer(operation);
        var way = await crm.MakeAsync(welcome: [new { text = "您好", attachments = new[] { new { kind = "image", mediaId = "picture-1" } } }]);
        await Step(TimeSpan.Zero);
        Kept().ShouldBe(1);
        await Step(TimeSpan.FromHours(47));
        Kept().ShouldBe(1);
        await Step(TimeSpan.FromHours(2));
        Kept().ShouldBe(2);
        crm.Plugins.Outcome = operation => operation.Request is KeepMedia ? Task.FromResult<OperationResult>(new OperationResult.Rejected("configuration")) : answer(operation);
        await Step(TimeSpan.FromHours(48));
        await Step(TimeSpan.FromMinutes(11));
        Kept().ShouldBe(4, "a failure is tried again soon");
        await crm.Door.CallAsync("DELETE", $"/contact-ways/{way.Text("id")}", CrmFixture.Admin);
        await Step(TimeSpan.FromHours(1));
        Kept().ShouldBe(4, "nobody needs it any more");

        int Kept() => crm.Plugins.Operations.Count(operation => operation.Request is KeepMedia { MediaId: "picture-1", Kind: "image" });

        async Task Step(TimeSpan by)
        {
            await crm.AdvanceAsync(by);
            await crm.RunStepsAsync();
            await crm.DeliverAsync();
        }
    }

    [Theory, OnEachDatabase]
    public async Task Misses_are_counted_by_cause_and_the_member_is_asked_to_say_hello(string provider)
    {
        await using var crm = await WayDesk.OpenAsync(provider);
        var way = await crm.MakeAsync();
        crm.Plugins.Answer = (_, message) => Task.FromResult<SendResult>(message.To switch
        {
            "welcome/dead" => new SendResult.Rejected("dead-code"),
            "welcome/again" => new SendResult.Rejected("already-welcomed"),
            "welcome/broken" => new SendResult.Rejected("content"),
            _ => new SendResult.Sent("ok"),
        });
        await crm.ReceiveAsync(crm.Scan("late", way.Text("state"), "li"));
        await crm.AdvanceAsync(TimeSpan.FromSeconds(21));
        await crm.ReceiveAsync(
            crm.Scan("fine", way.Text("state")), crm.Scan("dead", way.Text("state")), crm.Scan("again", way.Text("state"), "wu"),
            crm.Scan("broken", way.Text("state")), crm.Scan("console", way.Text("state"), code: false));
        await crm.DeliverAsync();
        var welcome = (await crm.FiguresAsync(way)).GetProperty("welcome");
        foreach (var cause in new List<string> { "late", "sent", "dead-code", "already-welcomed", "failed", "no-code" })
        {
            welcome.TryGetProperty(cause, out var count).ShouldBeTrue($"{cause} in {welcome}");
            count.GetInt64().ShouldBe(1, cause);
            (await crm.RowsAsync(way, "welcome-" + cause)).Count.ShouldBe(1, cause);
        }

        var hints = (await crm.SaidAsync()).Where(said => said.Notice == "welcome-missed").ToList();
        // One request per member, none where somebody has greeted.
        hints.Select(hint => hint.Recipient).Order().ShouldBe(["member/li", "member/zhang"]);
        hints[0].Text.ShouldContain("春季车展");
    }
}
