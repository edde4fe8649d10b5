using System.Text.Json;
using Crm.Host.Plugins.Manifests;
using Crm.Tests.Support;

namespace Crm.Host.Tests.Plugins;

public sealed class ShippedManifestTests
{
    private static readonly string Manifests = Path.Combine(TestEnvironment.RepositoryRoot, "manifests");

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Manifests, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Each_shipped_plugin_lies_in_the_builds_output_with_a_good_manifest(string id)
    {
        var manifest = ManifestReader.Read(Path.Combine(AppContext.BaseDirectory, "plugins", id));
        manifest.Id.ShouldBe(id);
        manifest.Title.Keys.ShouldBe(["zh-CN", "en"]);
        manifest.Schema.ShouldBe("./schema/plugin.schema.json");
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void No_plugin_carries_a_copy_of_the_contract(string id) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, "plugins", id, "Crm.Plugins.Contract.dll")).ShouldBeFalse();

    [Fact]
    public void The_schema_knows_exactly_the_members_the_reader_knows()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Manifests, "schema", "plugin.schema.json")));
        var root = schema.RootElement;
        var definitions = root.GetProperty("$defs");
        Compare(root, typeof(PluginManifest));
        Compare(root.GetProperty("properties").GetProperty("permissions"), typeof(ManifestPermissions));
        Compare(root.GetProperty("properties").GetProperty("channel"), typeof(ChannelFacts));
        Compare(root.GetProperty("properties").GetProperty("limits"), typeof(ManifestLimits));
        Compare(definitions.GetProperty("route"), typeof(ManifestRoute));
        Compare(definitions.GetProperty("setting"), typeof(SettingsSchema));
    }

    private static void Compare(JsonElement schema, Type type)
    {
        var known = ManifestReader.Options.GetTypeInfo(type).Properties;
        schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse(type.Name);
        schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).ShouldBe(known.Select(p => p.Name), ignoreOrder: true, type.Name);
        Required(schema).ShouldBe(known.Where(p => p.IsRequired).Select(p => p.Name), ignoreOrder: true, type.Name);
    }

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];
}
