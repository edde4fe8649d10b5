using System.Text;
using Crm.Host.Plugins.Manifests;
using Microsoft.Extensions.Configuration;

namespace Crm.Host.Tests.Plugins;

public sealed class SettingsValidatorTests
{
    private const string Schema = """
        { "type": "object", "required": ["Corps"], "properties": {
            "Url": { "type": "string", "format": "uri" },
            "Host": { "type": "string", "format": "host" },
            "Window": { "type": "integer", "minimum": 0, "maximum": 600 },
            "Share": { "type": "number" },
            "On": { "type": "boolean" },
            "Mode": { "type": "string", "enum": ["fast", "slow"] },
            "Map": { "type": "object" },
            "Corps": { "type": "array", "items": { "type": "object", "required": ["Id"], "properties": {
                "Id": { "type": "string", "pattern": "^ww" },
                "Previous": { "type": "object", "required": ["Token"], "properties": { "Token": { "type": "string" }, "Key": { "type": "string" } } } } } } } }
        """;

    [Fact]
    public void Good_settings_pass_whatever_the_case_of_their_names()
    {
        var report = Check(("CORPS:0:id", "ww1"), ("window", "600"), ("Share", "0.5"), ("on", "True"), ("Mode", "Fast"), ("Map:anything", "goes"));
        report.Wrong.ShouldBeEmpty();
        report.Missing.ShouldBeEmpty();
        report.Unknown.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Window", "-1", "Window: must be at least 0")]
    [InlineData("Window", "601", "Window: must be at most 600")]
    [InlineData("Window", "1.5", "Window: must be an integer")]
    [InlineData("Window", "ten", "Window: must be an integer")]
    [InlineData("Share", "much", "Share: must be a number")]
    [InlineData("Share", "NaN", "Share: must be a number")]
    [InlineData("On", "yes", "On: must be true or false")]
    [InlineData("Mode", "middling", "Mode: must be one of fast, slow")]
    [InlineData("Corps:1:Id", "planted", "Corps:1:Id: must match ^ww")]
    [InlineData("Corps:1", "scalar", "Corps:1: must be an object")]
    [InlineData("Mode:0", "nested", "Mode: must be a string")]
    [InlineData("Url", "qyapi.weixin.qq.com", "Url: must be an absolute http or https address")]
    [InlineData("Url", "file:///etc/passwd", "Url: must be an absolute http or https address")]
    [InlineData("Host", "https://a.example", "Host: must be a host's name or address, without scheme and port")]
    [InlineData("Host", "*", "Host: must be a host's name or address, without scheme and port")]
    public void A_wrong_value_is_named_by_path_and_rule(string path, string value, string report) =>
        Check(("Corps:0:Id", "ww1"), (path, value)).Wrong.ShouldBe([report]);

    [Fact]
    public void A_blank_value_is_an_absent_one()
    {
        Check(("Corps:0:Id", "")).Missing.ShouldBe(["Corps"]);
        Check(("Corps:0:Id", "ww1"), ("Corps:0:Previous:Token", ""), ("Corps:0:Previous:Key", "")).Missing.ShouldBeEmpty();
        Check(("Corps:0:Id", "ww1"), ("Corps:0:Previous:Token", ""), ("Corps:0:Previous:Key", "k")).Missing.ShouldBe(["Corps:0:Previous:Token"]);
    }

    [Fact]
    public void A_name_nobody_reads_is_reported_as_unknown() =>
        Check(("Corps:0:Id", "ww1"), ("Corps:0:Tokne", "t"), ("Windwo", "1")).Unknown.ShouldBe(["Corps:0:Tokne", "Windwo"]);

    [Fact]
    public void The_host_of_an_address_is_one_the_operator_named() =>
        Check(("Corps:0:Id", "ww1"), ("Url", "http://127.0.0.1:5081/fake")).Hosts.ShouldBe(["127.0.0.1"]);

    [Fact]
    public void A_host_by_itself_is_one_the_operator_named() =>
        Check(("Corps:0:Id", "ww1"), ("Host", "bot.internal")).Hosts.ShouldBe(["bot.internal"]);

    private static SettingsReport Check(params (string Key, string Value)[] settings)
    {
        var manifest = $$"""{ "id": "a", "version": "1.0.0", "entry": "a.dll", "contract": "[1.0,2.0)", "title": {}, "provides": [], "settings": {{Schema}} }""";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        return SettingsValidator.Check(ManifestReader.Parse(Encoding.UTF8.GetBytes(manifest)).Settings, configuration);
    }
}
