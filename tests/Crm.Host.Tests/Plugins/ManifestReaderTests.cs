using System.Text.Json.Nodes;
using Crm.Host.Plugins.Manifests;
using Crm.Tests.Support;

namespace Crm.Host.Tests.Plugins;

public sealed class ManifestReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_manifest_is_read()
    {
        var manifest = Read(_ => { });
        (manifest.Id, manifest.Limits.TimeoutMs, manifest.Routes.Single().Auth).ShouldBe(("good", 4000, RouteAuth.ApiKey));
    }

    [Theory]
    [InlineData("unknown member", "premissions", "{}", "premissions")]
    [InlineData("unknown member below", "limits", """{ "timeout": 5 }""", "timeout")]
    [InlineData("id differs from the folder", "id", "\"other\"", "the folder is 'good'")]
    [InlineData("id in capitals", "id", "\"Good\"", "id:")]
    [InlineData("version", "version", "\"1\"", "version:")]
    [InlineData("entry outside", "entry", "\"../other/other.dll\"", "leaves the plugin's folder")]
    [InlineData("entry absolute", "entry", "\"/etc/other.dll\"", "leaves the plugin's folder")]
    [InlineData("entry absent", "entry", "\"absent.dll\"", "there is no assembly absent.dll")]
    [InlineData("entry not an assembly", "entry", "\"manifest.json\"", "there is no assembly")]
    [InlineData("capability", "provides", """["channel.sideways"]""", "provides:")]
    [InlineData("routes without inbound", "provides", """["endpoints"]""", "routes:")]
    [InlineData("timeout", "limits", """{ "timeoutMs": 0 }""", "limits.timeoutMs")]
    [InlineData("auth", "routes", """[{ "path": "a", "methods": ["GET"], "auth": "basic" }]""", "$.routes[0].auth")]
    [InlineData("auth as a number", "routes", """[{ "path": "a", "methods": ["GET"], "auth": 2 }]""", "$.routes[0].auth")]
    [InlineData("method", "routes", """[{ "path": "a", "methods": ["get"], "auth": "none" }]""", "routes[0].methods")]
    [InlineData("template", "routes", """[{ "path": "{a", "methods": ["GET"], "auth": "none" }]""", "routes[0].path")]
    [InlineData("constraint", "routes", """[{ "path": "{a:int}", "methods": ["GET"], "auth": "none" }]""", "routes[0].path")]
    [InlineData("alias", "routes", """[{ "path": "a", "methods": ["GET"], "auth": "none", "alias": "/health" }]""", "routes[0].alias")]
    [InlineData("host", "permissions", """{ "http": ["https://api.example.com"] }""", "permissions.http")]
    [InlineData("contract", "contract", "\"1.0\"", "contract:")]
    [InlineData("settings type", "settings", """{ "type": "string" }""", "settings.type")]
    [InlineData("settings keyword", "settings", """{ "type": "object", "oneOf": [] }""", "oneOf")]
    [InlineData("settings pattern", "settings", """{ "type": "object", "properties": { "A": { "type": "string", "pattern": "(" } } }""", "settings.properties.A.pattern")]
    [InlineData("settings required", "settings", """{ "type": "object", "required": ["B"] }""", "settings.required")]
    public void A_wrong_one_is_refused_and_the_place_is_named(string what, string member, string value, string place)
    {
        var refusal = Should.Throw<ManifestException>(() => Read(m => m[member] = JsonNode.Parse(value)), what);
        refusal.Message.ShouldContain(place);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("entry")]
    [InlineData("contract")]
    [InlineData("provides")]
    public void A_missing_member_is_refused(string member) =>
        Should.Throw<ManifestException>(() => Read(m => m.Remove(member))).Message.ShouldContain(member);

    [Theory]
    [InlineData("{ \"id\": \"a\", \"id\": \"b\" }")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    public void What_is_no_manifest_is_refused(string text) =>
        Should.Throw<ManifestException>(() => ManifestReader.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_folder_without_a_manifest_is_refused() =>
        Should.Throw<ManifestException>(() => ManifestReader.Read(_folder.Path)).Message.ShouldContain("no manifest.json");

    private PluginManifest Read(Action<JsonObject> change)
    {
        var manifest = JsonNode.Parse("""
            { "id": "good", "version": "1.0.0", "entry": "good.dll", "contract": "[1.0,2.0)", "title": { "en": "Good" },
              "provides": ["channel.inbound"], "routes": [{ "path": "a/{b}", "methods": ["POST"], "auth": "api-key" }] }
            """)!.AsObject();
        change(manifest);
        var folder = Directory.CreateDirectory(_folder.File("good")).FullName;
        File.WriteAllText(Path.Combine(folder, "good.dll"), "");
        File.WriteAllText(Path.Combine(folder, ManifestReader.FileName), manifest.ToJsonString());
        return ManifestReader.Read(folder);
    }
}
