using Crm.Plugins.Contract;
using Crm.Plugins.Core.Bot;
using Crm.Plugins.Core.Shared;

namespace Crm.Core.Tests.Bot;

public sealed class Answers_to_choices
{
    private static readonly Option[] Offered =
    [
        new("visit:1", "明天（周二）10:00", "1"), new("visit:2", "明天（周二）13:00", "2"), new("visit:3", "Friday 6 Mar, 15:00", "3"), new("visit:skip", "Decide on the call", ""),
    ];

    [Theory]
    [InlineData("1", "visit:1")]
    [InlineData(" 2. ", "visit:2")]
    [InlineData("２", "visit:2")]
    [InlineData("第二个", "visit:2")]
    [InlineData("the third one", "visit:3")]
    [InlineData("THIRD", "visit:3")]
    [InlineData("13:00", "visit:2")]
    [InlineData("friday", "visit:3")]
    [InlineData("decide on the call!", "visit:skip")]
    [InlineData("明天", null)]
    [InlineData("5", null)]
    [InlineData("0", null)]
    [InlineData("ride", null)]
    [InlineData("😀", null)]
    [InlineData("", null)]
    public void A_choice_is_meant_by_number_place_or_title_and_by_nothing_that_fits_two(string text, string? expected) =>
        Choices.Match(Offered, new ChatMessage("text", text), PlainWords.Of(text))?.Id.ShouldBe(expected);

    [Fact]
    public void A_pressed_button_counts_whatever_its_words_are() =>
        Choices.Match(Offered, new ChatMessage("text", "1", ChoiceId: "visit:3"), "1")!.Id.ShouldBe("visit:3");

    [Theory]
    [InlineData("  取消。 ", "取消")]
    [InlineData("ＣＡＮＣＥＬ！", "cancel")]
    [InlineData("that’s all", "that's all")]
    [InlineData("start   over", "start over")]
    [InlineData("👍", "")]
    [InlineData(null, "")]
    public void A_command_is_compared_without_case_width_and_marks(string? text, string expected) => PlainWords.Of(text).ShouldBe(expected);

    [Fact]
    public void A_long_text_is_no_command() => PlainWords.Of(new string('长', 5000)).ShouldBe("");

    [Fact]
    public void Every_shipped_language_knows_every_command_and_form()
    {
        string[] commands = ["yes", "no", "cancel", "restart", "help", "human", "menu", "skip", "done", "resume", "my-service"];
        foreach (var language in new[] { Languages.For("zh-CN"), Languages.For("en") })
        {
            language.Commands.Keys.ShouldBe(commands, ignoreOrder: true, customMessage: language.Locale);
            language.Begin.Keys.ShouldBe([.. Forms.All.Keys.Append(Forms.Status)], ignoreOrder: true, customMessage: language.Locale);
            language.Ordinals.Length.ShouldBe(6);
        }
    }

    [Fact]
    public void No_word_means_two_commands()
    {
        foreach (var language in new[] { Languages.For("zh-CN"), Languages.For("en") })
            language.Commands.Where(pair => pair.Key is not ("yes" or "no")).Concat(language.Begin).SelectMany(pair => pair.Value).Select(PlainWords.Of).ShouldBeUnique();
    }
}
