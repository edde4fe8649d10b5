using Crm.Plugins.Core.ContactWays;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.ContactWays;

/// <summary>Who serves a code when, what its state says, and which welcome is chosen (WeCom 3.4 and 4.5).</summary>
public sealed class WayRuleTests
{
    private static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    private static readonly ShiftPlan Plan = new("Asia/Shanghai", [],
        [
            new Shift([DayOfWeek.Monday, DayOfWeek.Tuesday], new OpenInterval(9 * 60, 18 * 60), ["zhang", "li"]),
            new Shift([DayOfWeek.Monday], new OpenInterval(22 * 60, 6 * 60), ["night"]),
        ], ["backup"], 0);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("SH-001", "spring", "^dSH001-cspring-[0-9a-z]{7}$")]
    [InlineData(null, "双十一", "^d0-c0-[0-9a-z]{7}$")]
    [InlineData("A-very-long-dealer-code", "a very long campaign", "^dAverylongd-caverylong-[0-9a-z]{7}$")]
    public void A_state_follows_the_grammar_and_fits_into_thirty_characters(string? dealer, string campaign, string pattern)
    {
        var state = WayState.Make(dealer, campaign, "seed");
        state.ShouldMatch(pattern);
        state.Length.ShouldBeLessThanOrEqualTo(WayState.MaxLength);
        WayState.Read(state).ShouldNotBeNull();
        WayState.Make(dealer, campaign, "another").ShouldNotBe(state);
    }

    [Theory]
    [InlineData("d42-cspring-a1", "42", "spring")]
    [InlineData("dealer-0042:qr", null, null)]
    [InlineData("", null, null)]
    public void A_state_is_read_back(string state, string? dealer, string? campaign) =>
        WayState.Read(state).ShouldBe(dealer is null ? null : new ReadState(dealer, campaign!));

    [Theory]
    [InlineData("2026-03-02T08:59:59+08:00", "backup")]
    [InlineData("2026-03-02T09:00:00+08:00", "zhang,li")]
    [InlineData("2026-03-02T17:59:59+08:00", "zhang,li")]
    [InlineData("2026-03-02T18:00:00+08:00", "backup")]
    [InlineData("2026-03-03T05:59:59+08:00", "night")]
    [InlineData("2026-03-03T06:00:00+08:00", "backup")]
    [InlineData("2026-03-04T10:00:00+08:00", "backup")]
    public void The_shift_serves_from_its_start_until_before_its_end_and_else_the_backup(string at, string serving) =>
        string.Join(',', Plan.Serving(At(at), false, Nobody, Nobody)).ShouldBe(serving);

    [Fact]
    public void The_next_change_is_the_next_edge_of_any_shift()
    {
        Plan.NextChange(At("2026-03-02T09:00:00+08:00")).ShouldBe(At("2026-03-02T18:00:00+08:00"));
        Plan.NextChange(At("2026-03-04T00:00:00+08:00")).ShouldBe(At("2026-03-09T09:00:00+08:00"));
        (Plan with { Shifts = [] }).NextChange(At("2026-03-04T00:00:00+08:00")).ShouldBeNull();
    }

    [Fact]
    public void Somebody_serves_while_anybody_is_there()
    {
        var at = At("2026-03-02T10:00:00+08:00");
        Serving(full: "zhang").ShouldBe("li");
        Serving(full: "zhang,li").ShouldBe("backup");
        Serving(full: "zhang", gone: "li").ShouldBe("backup");
        Serving(full: "zhang,li", gone: "backup").ShouldBe("zhang,li", "rather a full adviser than nobody");
        Serving(gone: "zhang,li,backup").ShouldBe("night", "anybody who is left");
        Serving(expired: true).ShouldBe("backup");

        string Serving(string full = "", string gone = "", bool expired = false) =>
            string.Join(',', Plan.Serving(at, expired, full.Split(',').ToHashSet(), gone.Split(',').ToHashSet()));
    }

    [Fact]
    public void The_hour_and_the_language_choose_the_welcome()
    {
        ReadyWelcome[] texts = [Text("zh-CN", "any"), Text("zh-CN", "out-of-hours"), Text("en", "in-hours")];
        Chosen("zh-CN", true).ShouldBe("zh-CN any");
        Chosen("zh-CN", false).ShouldBe("zh-CN out-of-hours");
        Chosen("en", true).ShouldBe("en in-hours");
        Chosen("en", false).ShouldBe("zh-CN out-of-hours", "the code's own words in another language before none of its own");

        string? Chosen(string locale, bool inHours) => WelcomeRules.Choose(texts, locale, inHours)?.Text;
        static ReadyWelcome Text(string locale, string period) => new(locale, period, $"{locale} {period}", []);
    }

    [Fact]
    public void Placeholders_are_filled_beforehand_and_unknown_ones_refused()
    {
        var values = new Dictionary<string, string> { ["dealer"] = "上海一店" };
        WelcomeRules.Render([new WelcomeInput("zh-CN", null, "欢迎来到{dealer}！")], values).ShouldHaveSingleItem().Text.ShouldBe("欢迎来到上海一店！");
        Should.Throw<ProblemException>(() => WelcomeRules.Render([new WelcomeInput("zh-CN", null, "您好{name}")], values)).Code.ShouldBe("unknown-placeholder");
        Should.Throw<ProblemException>(() => WelcomeRules.Render([new WelcomeInput("en", null, new string('x', 4001))], values)).Code.ShouldBe("welcome-too-long");
    }
}
