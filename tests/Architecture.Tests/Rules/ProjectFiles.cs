using System.Text.RegularExpressions;

namespace Architecture.Tests.Rules;

/// <summary>The same arrows as written down: the compiler drops a reference nobody uses yet, the project file keeps it.</summary>
internal static partial class ProjectFiles
{
    public static IEnumerable<string> ForbiddenIn(Checkout checkout) =>
        checkout.Named(".csproj", ".props", ".targets").SelectMany(file => Violations(file).Select(what => $"{file.Path}: {what}"));

    private static IEnumerable<string> Violations(SourceFile file)
    {
        if (file.Path.StartsWith("adapters/", StringComparison.Ordinal))
        {
            foreach (var path in References(file, "ProjectReference", "Compile").Where(path => !path.EndsWith("Crm.Plugins.Contract.csproj", StringComparison.Ordinal)))
                yield return $"an adapter sees the contract only, not {path}";
            foreach (var package in References(file, "PackageReference").Where(Rules.References.IsStorePackage))
                yield return $"an adapter has no store, so no {package}";
        }

        if (file.Path == "Crm.Plugins/Contract/Crm.Plugins.Contract.csproj")
            foreach (var other in References(file, "PackageReference", "ProjectReference"))
                yield return $"the contract needs nothing but .NET and ASP.NET Core, so no {other}";

        if (file.Path == "Crm.Plugins/Core/Crm.Plugins.Core.csproj")
            foreach (var path in References(file, "ProjectReference").Where(path => !path.EndsWith("Crm.Plugins.Contract.csproj", StringComparison.Ordinal)))
                yield return $"the core sees the contract only, not {path}";

        if (file.Path == "Crm.Host/Crm.Host.csproj")
            foreach (var item in Items(file, "ProjectReference").Where(item => item.Contains("adapters", StringComparison.Ordinal)))
                if (!item.Contains("ReferenceOutputAssembly=\"false\"", StringComparison.OrdinalIgnoreCase))
                    yield return $"the host loads adapters at run time: {item} needs ReferenceOutputAssembly=\"false\"";
    }

    private static IEnumerable<string> References(SourceFile file, params string[] kinds) =>
        kinds.SelectMany(kind => Items(file, kind)).Select(item => Include().Match(item)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value.Replace('\\', '/'));

    private static IEnumerable<string> Items(SourceFile file, string kind) =>
        Regex.Matches(file.Text, $@"<{kind}\s[^>]*>").Select(match => match.Value);

    [GeneratedRegex("Include=\"([^\"]*)\"")]
    private static partial Regex Include();
}
