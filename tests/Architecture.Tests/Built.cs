using Crm.Tests.Support;
using Mono.Cecil;

namespace Architecture.Tests;

/// <summary>The assemblies of the last build, read without loading them.</summary>
internal static class Built
{
    public static AssemblyDefinition Contract => Read("Crm.Plugins/Contract", "Crm.Plugins.Contract");

    public static AssemblyDefinition Core => Read("Crm.Plugins/Core", "Crm.Plugins.Core");

    public static AssemblyDefinition Host => Read("Crm.Host", "Crm.Host");

    public static IReadOnlyList<AssemblyDefinition> Adapters { get; } =
        [.. Checkout.Ours.Named(".csproj")
            .Where(file => file.Path.StartsWith("adapters/", StringComparison.Ordinal))
            .Select(file => Read(file.Folder, Path.GetFileNameWithoutExtension(file.Path)))];

    public static IReadOnlyList<AssemblyDefinition> All => [Contract, Core, Host, .. Adapters];

    private static AssemblyDefinition Read(string folder, string name)
    {
        var path = Path.Combine(
            TestEnvironment.RepositoryRoot, folder, "bin", TestEnvironment.BuildConfiguration, "net10.0", name + ".dll");
        return File.Exists(path)
            ? AssemblyDefinition.ReadAssembly(path)
            : throw new FileNotFoundException($"{name} is not built in {TestEnvironment.BuildConfiguration}: build this test project first.", path);
    }
}
