using Mono.Cecil;

namespace Architecture.Tests.Rules;

/// <summary>Which assembly may know which.</summary>
internal static class References
{
    private static readonly string[] StorePackages = ["Dapper", "Npgsql", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "Quartz"];

    public static IEnumerable<string> Forbidden(AssemblyDefinition assembly, Func<string, bool> isForbidden) =>
        assembly.MainModule.AssemblyReferences
            .Where(reference => reference.Name != assembly.Name.Name && isForbidden(reference.Name))
            .Select(reference => $"{assembly.Name.Name} -> {reference.Name}");

    public static bool IsAdapter(string name) => name.StartsWith("Crm.Adapters.", StringComparison.Ordinal);

    public static bool IsStorePackage(string name) =>
        StorePackages.Any(package => name == package || name.StartsWith(package + ".", StringComparison.Ordinal));

    /// <summary>Part of .NET or ASP.NET Core as installed, so no package.</summary>
    public static bool IsFramework(string name) => FrameworkFolders.Any(folder => File.Exists(Path.Combine(folder, name + ".dll")));

    private static readonly string[] FrameworkFolders =
        [.. new[] { typeof(object), typeof(Microsoft.AspNetCore.Http.HttpContext) }
            .Select(type => Path.GetDirectoryName(type.Assembly.Location)!)];
}
