using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Leads.Intents;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Complaints;

public sealed class ComplaintStateTests
{
    private static readonly RuleRecogniser Recogniser = new();

    [Fact]
    public void S61_the_straight_way_is_allowed()
    {
        ComplaintState[] way =
        [
            ComplaintState.New, ComplaintState.Acknowledged, ComplaintState.Triaged, ComplaintState.Investigating, ComplaintState.WaitingDealer,
            ComplaintState.Investigating, ComplaintState.WaitingCustomer, ComplaintState.Investigating, ComplaintState.Proposed,
            ComplaintState.Accepted, ComplaintState.Resolved, ComplaintState.Closed, ComplaintState.Reopened, ComplaintState.Investigating,
        ];
        for (var i = 1; i < way.Length; i++)
            ComplaintStates.Allows(way[i - 1], way[i]).ShouldBeTrue($"{way[i - 1]} to {way[i]}");
    }

    [Theory]
    [InlineData(ComplaintState.New, ComplaintState.Investigating)]
    [InlineData(ComplaintState.New, ComplaintState.Closed)]
    [InlineData(ComplaintState.Closed, ComplaintState.Investigating)]
    [InlineData(ComplaintState.Proposed, ComplaintState.Closed)]
    [InlineData(ComplaintState.Resolved, ComplaintState.Investigating)]
    public void S61_shortcuts_are_refused(ComplaintState from, ComplaintState to) => ComplaintStates.Allows(from, to).ShouldBeFalse();

    [Fact]
    public void S61_every_state_can_be_reached_and_left()
    {
        var states = Enum.GetValues<ComplaintState>();
        states.SelectMany(ComplaintStates.From).Append(ComplaintState.New).Distinct().Count().ShouldBe(states.Length);
        states.ShouldAllBe(state => ComplaintStates.From(state).Count > 0);
    }

    [Theory]
    [InlineData(ComplaintState.Investigating, 0, true)]
    [InlineData(ComplaintState.Investigating, 2, true)]
    [InlineData(ComplaintState.Investigating, 3, false)]
    [InlineData(ComplaintState.New, 0, false)]
    [InlineData(ComplaintState.WaitingDealer, 0, false)]
    public void K01_three_pauses_at_most_and_only_to_wait_for_the_customer(ComplaintState state, int before, bool may) =>
        ComplaintPauses.MayPause(state, before).ShouldBe(may);

    [Theory]
    [InlineData(ComplaintState.Closed, "12-20 10:00:00", true)]
    [InlineData(ComplaintState.Closed, "12-20 10:00:01", false)]
    [InlineData(ComplaintState.Resolved, "11-21 10:00:00", true)]
    [InlineData(ComplaintState.Investigating, "11-21 10:00:00", false)]
    public void K07_thirty_days_to_reopen(ComplaintState state, string now, bool may) =>
        ComplaintStates.MayReopen(state, At("11-20 10:00"), At(now)).ShouldBe(may);

    [Theory]
    [InlineData("刚才高速上刹车失灵了", Severity.S1, "刹车失灵")]
    [InlineData("车子在冒烟！！", Severity.S1, "冒烟")]
    [InlineData("The BRAKES failed twice", Severity.S1, "brakes failed")]
    [InlineData("There was smoke from the battery", Severity.S1, "smoke from the battery")]
    [InlineData("tormozlar ishlamayapti", Severity.S1, "tormozlar")]
    [InlineData("Mashinada yong’in chiqdi", Severity.S1, "yong'in")]
    [InlineData("再不处理我就打１２３１５", Severity.S2, "12315")]
    [InlineData("my lawyer will write to you", Severity.S2, "lawyer*")]
    [InlineData("车启动不了，停在路边", Severity.S2, "启动不了")]
    [InlineData("same fault, repaired again and still not fixed", Severity.S3, "repaired again")]
    [InlineData("说好的十分钟，没人回电", Severity.S3, "没人回电")]
    public void K02_words_propose_a_severity(string text, Severity severity, string word)
    {
        var proposal = Propose(text);
        proposal.Severity.ShouldBe(severity);
        proposal.Words.ShouldContain(word);
    }

    [Theory]
    [InlineData("The salesman was rude")]
    [InlineData("He was fired up about the firewall")]
    [InlineData("Please issue an invoice, I will pursue the courtesy offer")]
    [InlineData("服务态度不好")]
    [InlineData("")]
    public void K02_other_words_are_minor(string text) =>
        Propose(text).ShouldBeEquivalentTo(new TriageProposal(Severity.S4, "default", []));

    /// <summary>A complaint and a chat are read by one list.</summary>
    [Theory]
    [InlineData("刹车没反应", "制动失效", "冒火", "爆炸", "伤人了", "突然熄火", "失去动力", "转向失灵", "电池鼓包", "断轴", "触电")]
    [InlineData("the car is burning", "it burst into flames", "it lost power", "it stalled on the bridge", "it stalled while turning", "unintended acceleration")]
    public void K02_danger_in_a_complaint_is_found_by_the_recogniser(params string[] texts) =>
        texts.Where(text => Propose(text).Severity != Severity.S1).ShouldBeEmpty();

    [Fact]
    public void K02_the_gravest_word_decides() =>
        Propose("没人回电，我要找律师，方向盘还锁死了").Severity.ShouldBe(Severity.S1);

    [Fact]
    public void K05_K11_facts_raise_a_complaint_as_words_do()
    {
        ComplaintTriage.Default.Propose("不满意", new TriageFacts(AuthorityReference: true)).Severity.ShouldBe(Severity.S2);
        ComplaintTriage.Default.Propose("不满意", new TriageFacts(Vip: true)).Severity.ShouldBe(Severity.S2);
        ComplaintTriage.Default.Propose("不满意", new TriageFacts(BrokenPromise: true)).Severity.ShouldBe(Severity.S3);
    }

    private static TriageProposal Propose(string text) =>
        ComplaintTriage.Default.Propose(text, new TriageFacts(Recogniser.Recognise(text, null).SafetyWords));
}
