using System.Globalization;
using Crm.Plugins.Contract;
using Crm.Tests.Support;

namespace Adapters.Tests.WebForm;

/// <summary>What looks like a robot is stored for a person to decide, with the same thanks as everybody gets.</summary>
public sealed class SpamGuardTests
{
    private readonly FormHost _host = new();
    private readonly Visitor _visitor;

    public SpamGuardTests() => _visitor = new Visitor(_host);

    [Fact]
    public async Task A_filled_honeypot_is_suspect() => await SuspectAfter(sent => sent["website"] = "http://spam.example");

    [Fact]
    public async Task A_missing_token_is_suspect() => await SuspectAfter(sent => sent.Remove("token"));

    [Fact]
    public async Task A_forged_token_is_suspect() =>
        await SuspectAfter(sent => sent["token"] = sent["token"][..^1] + (sent["token"][^1] == '0' ? '1' : '0'));

    [Fact]
    public async Task A_token_dated_back_is_suspect() => await SuspectAfter(sent => sent["token"] = "0" + sent["token"][1..]);

    [Fact]
    public async Task Missing_work_is_suspect() => await SuspectAfter(sent => sent["work"] = "");

    [Fact]
    public async Task Work_done_for_another_phone_is_suspect() => await SuspectAfter(sent => sent["phone"] = "13900139000");

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2, true)]
    [InlineData(7200, true)]
    [InlineData(7200.1, false)]
    public async Task A_form_takes_two_seconds_to_two_hours(double seconds, bool person)
    {
        await _host.PostForm(await _visitor.Fill(Typed(), TimeSpan.FromSeconds(seconds)));

        _host.Stored.ShouldHaveSingleItem().Kind.ShouldBe(person ? InboundKind.Form : InboundKind.Malformed);
    }

    [Theory]
    [InlineData(0, InboundKind.Form)]
    [InlineData(1, InboundKind.Malformed)]
    public async Task Without_script_the_sum_counts_instead_of_the_work(int wrongBy, InboundKind kind)
    {
        var page = (await _host.Get("form")).Text;
        _host.Time.Advance(TimeSpan.FromSeconds(20));
        var sent = Typed();
        sent["token"] = Visitor.TokenOn(page);
        sent["work"] = "";
        sent["answer"] = " " + (Visitor.SumOn(page) + wrongBy).ToString(CultureInfo.InvariantCulture);

        (await _host.PostForm(sent)).Status.ShouldBe(200);

        _host.Stored.ShouldHaveSingleItem().Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task Nodes_sign_with_one_key_even_when_they_start_together()
    {
        var state = new MemoryState();
        var time = new FakeTime();
        var (one, two) = (new FormHost(state, time), new FormHost(state, time));
        await Task.WhenAll(one.Get("form"), two.Get("form"));

        await two.PostForm(await new Visitor(one).Fill(Typed()));

        two.Stored.ShouldHaveSingleItem().Kind.ShouldBe(InboundKind.Form);
        state.Writes.ShouldBeInRange(1, 2);
    }

    private static Dictionary<string, string> Typed() => new() { ["phone"] = "13800138000", ["name"] = "王芳" };

    private async Task SuspectAfter(Action<Dictionary<string, string>> spoil)
    {
        var sent = await _visitor.Fill(Typed());
        spoil(sent);

        var answer = await _host.PostForm(sent);

        answer.Status.ShouldBe(200);
        answer.Text.ShouldContain("谢谢，我们已收到您的留言");
        var item = _host.Stored.ShouldHaveSingleItem();
        (item.Kind, item.Fault).ShouldBe((InboundKind.Malformed, "spam-suspect"));
        item.Form!.Name.ShouldBe("王芳");
    }
}
