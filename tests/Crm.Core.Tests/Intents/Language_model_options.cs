using Crm.Plugins.Core.LanguageModels;
using Crm.Plugins.Core.Store;

namespace Crm.Core.Tests.Intents;

public sealed class Language_model_options
{
    private static readonly LanguageModelOptions Good = new() { Url = "http://localhost:11434/v1", Model = "small", Purpose = "labelling messages" };

    [Fact]
    public void Nothing_configured_is_off() => new LanguageModelOptions().Checked().IsOn.ShouldBeFalse();

    [Theory]
    [InlineData("http://localhost:11434/v1")]
    [InlineData("http://localhost:11434/v1/")]
    [InlineData("http://localhost:11434/v1/chat/completions")]
    public void The_base_or_the_whole_address_will_do(string url) =>
        (Good with { Url = url }).Checked().Endpoint.ToString().ShouldBe("http://localhost:11434/v1/chat/completions");

    [Fact]
    public void A_setting_that_cannot_be_is_refused_by_name_and_so_is_a_missing_purpose_P01()
    {
        foreach (var (bad, word) in new (LanguageModelOptions, string)[]
                 { (Good with { Purpose = " " }, "Purpose"), (Good with { Model = "" }, "Model"), (Good with { Url = "ftp://x" }, "Url"), (Good with { TimeoutMs = 60_000 }, "TimeoutMs"), (Good with { MaxPerMinute = 0 }, "MaxPerMinute") })
            Should.Throw<StoreConfigurationException>(() => bad.Checked()).Message.ShouldContain(word);
    }
}
