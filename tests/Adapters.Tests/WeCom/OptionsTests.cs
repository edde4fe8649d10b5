using Crm.Adapters.WeCom;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 6: settings as Senparc's users know them; a wrong one names its path and never repeats a secret.</summary>
public sealed class OptionsTests
{
    private const string Agent = "Corps:0:Agents:0";

    [Theory]
    [InlineData("Corps:0:Key", "")]
    [InlineData("Corps:0:Key", "a/b")]
    [InlineData("Corps:0:CorpId", "")]
    [InlineData("Corps:0:CorpId", "ww 1")]
    [InlineData(Agent + ":Key", "a b")]
    [InlineData(Agent + ":Token", "")]
    [InlineData(Agent + ":EncodingAESKey", "")]
    [InlineData(Agent + ":EncodingAESKey", "planted$4tJNmcThkeL5Wajzom4jKlBygKtpTkYeqsn")]
    [InlineData(Agent + ":EncodingAESKey", "plantedplanted")]
    [InlineData(Agent + ":Previous:EncodingAESKey", "plantedplanted")]
    [InlineData(Agent + ":AgentId", "planted")]
    [InlineData(Agent + ":Capabilities:0", "Everything")]
    [InlineData("ApiBaseUrl", "qyapi.weixin.qq.com")]
    [InlineData("ApiBaseUrl", "file:///planted")]
    [InlineData("TimestampWindowSeconds", "-1")]
    [InlineData("MaxBodyBytes", "2000000")]
    [InlineData("Welcome:Enabled", "maybe")]
    public void A_wrong_setting_is_refused_by_its_path(string path, string value)
    {
        var error = Should.Throw<InvalidOperationException>(() => WeComOptionsReader.Read(WeComNode.Settings(settings => settings[path] = value)));
        error.Message.ShouldStartWith(path + " ");
        error.Message.ShouldNotContain("planted");
    }

    [Fact]
    public void A_corp_or_agent_that_is_missing_or_named_twice_is_refused()
    {
        Should.Throw<InvalidOperationException>(() => WeComOptionsReader.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()))
            .Message.ShouldStartWith("Corps ");
        Read(settings => settings["Corps:1:Key"] = "x", settings => settings["Corps:1:CorpId"] = "ww2").ShouldStartWith("Corps:1:Agents ");
        Read(
            settings => settings["Corps:0:Agents:1:Key"] = "crm",
            settings => settings["Corps:0:Agents:1:Token"] = "t",
            settings => settings["Corps:0:Agents:1:EncodingAESKey"] = WeComNode.AesKey).ShouldContain("maker/crm");

        static string Read(params Action<Dictionary<string, string?>>[] changes) => Should.Throw<InvalidOperationException>(
            () => WeComOptionsReader.Read(WeComNode.Settings(settings => Array.ForEach(changes, change => change(settings))))).Message;
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var options = WeComOptionsReader.Read(WeComNode.Settings(settings =>
        {
            settings.Remove(Agent + ":AgentId");
            settings.Remove(Agent + ":CorpSecret");
            settings.Remove(Agent + ":OpenKfIds:0");
            settings[Agent + ":Previous:Token"] = "";
            settings[Agent + ":Previous:EncodingAESKey"] = "";
        }));
        (options.ApiBaseUrl, options.TimestampWindowSeconds, options.MaxBodyBytes, options.WelcomeEnabled)
            .ShouldBe(("https://qyapi.weixin.qq.com", 600, 65536, true));
        var app = options.Apps.ShouldHaveSingleItem();
        (app.AgentId, app.CorpSecret, app.ReceiveId, app.Capabilities, app.CallbackKeys.Count)
            .ShouldBe((null, null, WeComNode.CorpId, Capabilities.All, 1));
    }

    [Fact]
    public void The_sandbox_may_live_below_a_path()
    {
        WeComOptionsReader.Read(WeComNode.Settings(settings => settings["ApiBaseUrl"] = "http://localhost:5080/in/wecom-sandbox/")).ApiBaseUrl
            .ShouldBe("http://localhost:5080/in/wecom-sandbox");
    }

    [Fact]
    public void Nothing_that_holds_secrets_prints_them()
    {
        var app = WeComOptionsReader.Read(WeComNode.Settings()).Apps[0];
        foreach (var printed in new[] { $"{app}", $"{app.CallbackKeys[0]}", app.Name, app.SecretId })
        {
            printed.ShouldNotContain(WeComNode.Token);
            printed.ShouldNotContain(WeComNode.AesKey);
            printed.ShouldNotContain("planted");
        }
    }
}
