using System.Text.Json;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Section 4.2: cards for our people, their buttons and their change; 3.3: what a press tells.</summary>
public sealed class CardTests : IAsyncLifetime
{
    private Bench _bench = null!;

    private SandboxCards Cards => _bench.Platform.Cards;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_press_brings_a_code_that_changes_the_card_once()
    {
        (await Send("lead-42")).Text("response_code").ShouldNotBeEmpty();
        await Cards.Press("lead-42", "accept", "lina");

        var told = (await _bench.Events()).ShouldHaveSingleItem();
        (told.Value("FromUserName"), told.Value("EventKey"), told.Value("TaskId"), told.Value("CardType")).ShouldBe(("lina", "accept", "lead-42", "button_interaction"));
        var update = new { userids = Bench.List("lina"), agentid = 1000002, response_code = told.Value("ResponseCode"), button = new { replace_name = "已接受" } };
        (await _bench.Call("message/update_template_card", update)).Code().ShouldBe(0);
        (await _bench.Call("message/update_template_card", update)).Code().ShouldBe(40058);

        Cards.Of("lina").ShouldHaveSingleItem().ReplacedBy.ShouldBe("已接受");
        Cards.Of("zhangwei").ShouldHaveSingleItem().ReplacedBy.ShouldBeNull();
        (await Cards.Press("lead-42", "accept", "lina")).ShouldBe(CallbackOutcome.Lost);
    }

    [Fact]
    public async Task A_code_dies_after_24_hours()
    {
        var code = (await Send("lead-42")).Text("response_code");
        _bench.Platform.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        (await _bench.Call("message/update_template_card", new { atall = 1, agentid = 1000002, response_code = code, button = new { replace_name = "x" } })).Code().ShouldBe(40058);
    }

    [Fact]
    public async Task The_whole_card_may_be_changed_and_a_task_id_serves_once()
    {
        var code = (await Send("lead-42")).Text("response_code");
        var card = new { card_type = "text_notice", main_title = new { title = "已被他人接受" }, card_action = new { type = 1, url = "https://crm.example" } };
        (await _bench.Call("message/update_template_card", new { userids = Bench.List("lina", "ghost"), agentid = 1000002, response_code = code, template_card = card }))
            .GetProperty("invaliduser")[0].GetString().ShouldBe("ghost");

        Cards.Of("lina").ShouldHaveSingleItem().Title.ShouldBe("已被他人接受");
        (await Send("lead-42")).Code().ShouldBe(40058);
    }

    [Theory]
    [InlineData("""{"main_title":{"title":"x"}}""", 40058)]
    [InlineData("""{"card_type":"button_interaction","task_id":"t","main_title":{"title":"x"}}""", 40058)]
    [InlineData("""{"card_type":"button_interaction","main_title":{"title":"x"},"button_list":[{"text":"a","key":"a"}]}""", 40058)]
    [InlineData("""{"card_type":"button_interaction","task_id":"有 空格","main_title":{"title":"x"},"button_list":[{"text":"a","key":"a"}]}""", 40058)]
    [InlineData("""{"card_type":"button_interaction","task_id":"t","button_list":[{"text":"a","key":"a"}]}""", 40058)]
    [InlineData("""{"card_type":"text_notice","main_title":{"title":"x"}}""", 40058)]
    [InlineData("""{"card_type":"text_notice","main_title":{"title":"x"},"card_action":{"type":1,"url":"https://x"}}""", 0)]
    public async Task A_card_is_checked(string card, int code) =>
        (await _bench.Post("message/send", $$"""{"touser":"lina","msgtype":"template_card","agentid":1000002,"template_card":{{card}}}""")).Code().ShouldBe(code);

    [Fact]
    public async Task Too_long_a_task_id_is_45002() => (await Send(new string('t', 129))).Code().ShouldBe(45002);

    [Theory]
    [InlineData(false, "OptionIds", "OptionId")]
    [InlineData(true, "OpitonIds", "OpitonId")]
    public async Task Chosen_options_come_in_either_spelling(bool misspelt, string list, string item)
    {
        _bench.Platform.Faults.MisspellOptionIds = misspelt;
        await Cards.Press("vote-1", "submit", "lina", new Dictionary<string, IReadOnlyList<string>> { ["reason"] = ["far", "busy"] });

        var selected = (await _bench.Events())[0].Element("SelectedItems")!.Element("SelectedItem")!;
        (selected.Value("QuestionKey"), string.Join(',', selected.Element(list)!.Elements(item).Select(option => option.Value))).ShouldBe(("reason", "far,busy"));
    }

    [Fact]
    public async Task More_than_30_a_minute_to_one_member_are_dropped_without_a_word()
    {
        for (var i = 0; i < 31; i++)
            (await Text($"m{i}")).Code().ShouldBe(0);
        (_bench.Platform.MemberMessages.Count, _bench.Platform.Maker.Staff.DroppedMessages).ShouldBe((30, 1));

        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await Text("again");
        _bench.Platform.MemberMessages.Count.ShouldBe(31);
    }

    [Fact]
    public async Task A_message_is_taken_back_within_24_hours()
    {
        var id = (await Send("lead-42")).Text("msgid");
        (await _bench.Call("message/recall", new { msgid = id })).Code().ShouldBe(0);
        Cards.Of("lina").ShouldHaveSingleItem().Recalled.ShouldBeTrue();

        var late = (await Text("x")).Text("msgid");
        _bench.Platform.Clock.Advance(TimeSpan.FromHours(25));
        (await _bench.Call("message/recall", new { msgid = late })).Code().ShouldBe(40058);
    }

    private Task<JsonElement> Send(string task) => _bench.Call("message/send", new
    {
        touser = "lina|zhangwei", msgtype = "template_card", agentid = 1000002,
        template_card = new
        {
            card_type = "button_interaction", task_id = task, main_title = new { title = "新线索", desc = "王女士" },
            button_list = new[] { new { text = "接受", key = "accept" }, new { text = "拒绝", key = "decline" } },
        },
    });

    private Task<JsonElement> Text(string text) => _bench.Call("message/send", new { touser = "lina", msgtype = "text", agentid = 1000002, text = new { content = text } });
}
