using Crm.Plugins.Core.Consent;

namespace Crm.Core.Tests.Consent;

/// <summary>The rules of the gate: P-11, C-12, P-02, P-04, WeCom 4.6.</summary>
public class ContactPolicyTests
{
    private const string Here = "chat";
    private const string Quota = "chat:company";
    private static readonly ContactPolicyOptions Rules = new();

    /// <summary>Tuesday 2026-11-10 at 14:00 in Shanghai; November has 30 days.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 14, 0, 0, TimeSpan.FromHours(8));

    private static readonly ContactFacts Willing = new(ConsentState.Given, null, null, "Asia/Shanghai", [], []);

    public static TheoryData<string, ContactFacts, DateTimeOffset, string> Cases => new()
    {
        { "consent and nothing against it", Willing, Now, "" },
        { "no record is a no", Willing with { Consent = ConsentState.None }, Now, "no-consent" },
        { "taken back", Willing with { Consent = ConsentState.Withdrawn }, Now, "stopped" },
        { "a complaint is open", Willing with { FrozenUntil = DateTimeOffset.MaxValue }, Now, "complaint" },
        { "a complaint ended less than 72 hours ago", Willing with { FrozenUntil = Now.AddMilliseconds(1) }, Now, "complaint" },
        { "a complaint ended 72 hours ago", Willing with { FrozenUntil = Now }, Now, "" },
        { "not interested 179 days ago", Willing with { NotInterestedAt = Now.AddDays(-179) }, Now, "not-interested" },
        { "not interested 180 days ago", Willing with { NotInterestedAt = Now.AddDays(-180) }, Now, "" },
        { "08:59 is quiet", Willing, At(8, 59), "quiet" },
        { "09:00 is not", Willing, At(9, 0), "" },
        { "19:59 is not", Willing, At(19, 59), "" },
        { "20:00 is quiet", Willing, At(20, 0), "quiet" },
        { "midnight is quiet", Willing, At(0, 0), "quiet" },
        { "quiet goes by the customer's zone", Willing with { TimeZone = "Europe/Berlin" }, Now, "quiet" },
        { "one today already", Willing with { Own = [Sent(Now.AddHours(-4))] }, Now, "cap-day" },
        { "one late yesterday", Willing with { Own = [Sent(Now.AddHours(-15))] }, Now, "" },
        { "one planned for this evening", Willing with { Own = [Sent(Now.AddHours(4))] }, Now, "cap-day" },
        { "two within 7 days", Willing with { Own = [Sent(Now.AddDays(-2)), Sent(Now.AddDays(-6))] }, Now, "cap-week" },
        { "two, one of them 7 days ago", Willing with { Own = [Sent(Now.AddDays(-2)), Sent(Now.AddDays(-7))] }, Now, "" },
        { "two planned ahead", Willing with { Own = [Sent(Now.AddDays(2)), Sent(Now.AddDays(4))] }, Now, "cap-week" },
        { "four within 30 days", Willing with { Own = [.. new[] { -8, -12, -16, -29 }.Select(days => Sent(Now.AddDays(days)))] }, Now, "cap-month" },
        { "four, one of them 30 days ago", Willing with { Own = [.. new[] { -8, -12, -16, -30 }.Select(days => Sent(Now.AddDays(days)))] }, Now, "" },
        { "the household had four this week", Willing with { Household = [.. Enumerable.Range(1, 4).Select(days => Sent(Now.AddDays(-days)))] }, Now, "household" },
        { "the household had three", Willing with { Household = [.. Enumerable.Range(1, 3).Select(days => Sent(Now.AddDays(-days)))] }, Now, "" },
        { "all at once, all are told", new(ConsentState.None, Now.AddHours(1), null, "Asia/Shanghai", [Sent(Now)], []), Now, "no-consent complaint cap-day" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void The_gate_gives_every_reason_and_only_those(string name, ContactFacts facts, DateTimeOffset at, string reasons) =>
        string.Join(' ', ContactPolicy.Judge(facts, Here, at, Quota, Rules)).ShouldBe(reasons, name);

    [Theory]
    [InlineData(11, 29, false)]
    [InlineData(11, 30, true)]
    [InlineData(12, 30, false)]
    [InlineData(12, 31, true)]
    public void The_platform_lets_as_many_through_in_a_month_as_it_has_days(int month, int already, bool over)
    {
        var facts = Willing with { Own = [.. Enumerable.Repeat(Sent(new DateTimeOffset(2026, month, 1, 10, 0, 0, TimeSpan.FromHours(8))), already)] };
        var at = new DateTimeOffset(2026, month, 28, 10, 0, 0, TimeSpan.FromHours(8));
        ContactPolicy.Judge(facts, Here, at, Quota, Free).Contains(ContactReasons.Quota).ShouldBe(over);
    }

    [Fact]
    public void Another_company_or_a_message_outside_mass_sends_uses_no_quota()
    {
        var facts = Willing with { Own = [.. Enumerable.Repeat(Sent(Now), 40)] };
        ContactPolicy.Judge(facts, Here, Now, "chat:other", Free).ShouldBeEmpty();
        ContactPolicy.Judge(facts, Here, Now, null, Free).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Quotas.SevenAWeek, 0, 6, false)]
    [InlineData(Quotas.SevenAWeek, 0, 7, true)]
    [InlineData(Quotas.SevenAWeek, -2, 7, false)] // Sunday belongs to the week before.
    [InlineData(Quotas.OneADay, 0, 1, true)]
    [InlineData(Quotas.OneADay, -1, 1, false)]
    [InlineData(Quotas.None, 0, 99, false)]
    public void A_company_that_chose_another_quota_on_its_console_says_so_here(string quota, int daysAgo, int already, bool over)
    {
        var rules = Free with { Channels = new Dictionary<string, ChannelPolicy> { [Here] = new() { Quota = quota } } };
        var facts = Willing with { Own = [.. Enumerable.Repeat(Sent(Now.AddDays(daysAgo)), already)] };
        ContactPolicy.Judge(facts, Here, Now, Quota, rules).Contains(ContactReasons.Quota).ShouldBe(over);
    }

    [Fact]
    public void A_channel_may_have_caps_of_its_own()
    {
        var rules = Free with { Channels = new Dictionary<string, ChannelPolicy> { [Here] = new() { PerMonth = 1, Quota = Quotas.None } } };
        var facts = Willing with { Own = [Sent(Now.AddDays(-20))] };
        ContactPolicy.Judge(facts, Here, Now, null, rules).ShouldBe(["cap-channel"]);
        ContactPolicy.Judge(facts, "sms", Now, null, rules).ShouldBeEmpty();
    }

    [Fact]
    public void Quiet_hours_end_when_they_say_they_end()
    {
        ContactPolicy.OpensAt(At(21, 30), "Asia/Shanghai", Rules).ShouldBe(At(9, 0).AddDays(1));
        ContactPolicy.OpensAt(At(3, 0), "Asia/Shanghai", Rules).ShouldBe(At(9, 0));
        ContactPolicy.OpensAt(Now, "Asia/Shanghai", Rules).ShouldBe(Now);
        ContactPolicy.QuietAfter(Now, "Asia/Shanghai", Rules).ShouldBe(At(20, 0));
    }

    [Fact]
    public void Other_rules_have_another_version()
    {
        Rules.Version.ShouldBe(new ContactPolicyOptions().Version);
        (Rules with { PerDay = 2 }).Version.ShouldNotBe(Rules.Version);
    }

    private static ContactPolicyOptions Free => new() { PerDay = 99, PerWeek = 99, PerMonth = 99, HouseholdPerWeek = 99 };

    private static DateTimeOffset At(int hour, int minute) => new(2026, 11, 10, hour, minute, 0, TimeSpan.FromHours(8));

    private static CountedContact Sent(DateTimeOffset at) => new(at, Here, Quota);
}
