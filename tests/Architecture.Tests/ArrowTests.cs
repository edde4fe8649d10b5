using Architecture.Tests.Planted;
using Architecture.Tests.Rules;
using Mono.Cecil;

namespace Architecture.Tests;

/// <summary>Arrows that must never exist. Each is tried on our assemblies, and on one that has it.</summary>
public class ArrowTests
{
    private static readonly Arrow[] Arrows =
    [
        new("adapter to core", () => Built.Adapters, name => name == "Crm.Plugins.Core", "Crm.Plugins.Core"),
        new("adapter to host", () => Built.Adapters, name => name == "Crm.Host", "Crm.Host"),
        new("adapter to adapter", () => Built.Adapters, References.IsAdapter, "Crm.Adapters.WeCom"),
        new("adapter to Dapper", () => Built.Adapters, References.IsStorePackage, "Dapper"),
        new("adapter to Npgsql", () => Built.Adapters, References.IsStorePackage, "Npgsql"),
        new("adapter to SQLite", () => Built.Adapters, References.IsStorePackage, "Microsoft.Data.Sqlite"),
        new("adapter to Quartz", () => Built.Adapters, References.IsStorePackage, "Quartz"),
        new("contract to a package", () => [Built.Contract], name => !References.IsFramework(name), "Polly.Core"),
        new("contract to core", () => [Built.Contract], name => !References.IsFramework(name), "Crm.Plugins.Core"),
        new("core to host", () => [Built.Core], name => name == "Crm.Host", "Crm.Host"),
        new("core to adapter", () => [Built.Core], References.IsAdapter, "Crm.Adapters.Sms"),
        new("host to adapter", () => [Built.Host], References.IsAdapter, "Crm.Adapters.WebForm"),
    ];

    public static TheoryData<string> Names => [.. Arrows.Select(arrow => arrow.Name)];

    [Theory, MemberData(nameof(Names))]
    public void An_arrow_that_must_never_exist_does_not(string name)
    {
        var arrow = Arrows.Single(a => a.Name == name);
        var assemblies = arrow.From();
        assemblies.ShouldNotBeEmpty();
        assemblies.SelectMany(assembly => References.Forbidden(assembly, arrow.IsForbidden)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public void A_planted_arrow_is_found(string name)
    {
        var arrow = Arrows.Single(a => a.Name == name);
        using var planted = PlantedAssembly.Using(arrow.Planted);
        References.Forbidden(planted, arrow.IsForbidden).ShouldBe([$"Planted -> {arrow.Planted}"]);
    }

    [Theory]
    [InlineData("Dapper")]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("Quartz")]
    public void A_store_package_is_found_in_what_the_compiler_wrote(string package)
    {
        using var tests = PlantedAssembly.Ours;
        References.Forbidden(tests, References.IsStorePackage).ShouldContain($"Architecture.Tests -> {package}");
    }

    [Fact]
    public void The_rules_look_at_the_assemblies_they_are_named_after()
    {
        Built.Adapters.Select(adapter => adapter.Name.Name).ShouldContain("Crm.Adapters.WeCom");
        Built.Adapters.ShouldAllBe(adapter => References.IsAdapter(adapter.Name.Name));
        References.Forbidden(Built.Core, name => name == "Npgsql").ShouldNotBeEmpty("the core has a store, so this is what a hit looks like");
    }

    private sealed record Arrow(string Name, Func<IReadOnlyList<AssemblyDefinition>> From, Func<string, bool> IsForbidden, string Planted);
}
