using System.Text.RegularExpressions;

namespace Architecture.Tests.Rules;

/// <summary>Habits of the tree itself.</summary>
internal static partial class House
{
    public const int LongestFile = 400;
    public const int MostRootEntries = 16;

    private static readonly string[] Bans =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today",
        "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Tasks.Task.Delay(System.Int32)",
        "M:System.Threading.Tasks.Task.Delay(System.TimeSpan)", "M:System.Guid.NewGuid",
    ];

    /// <summary>Broken plugins that Crm.Host.Tests builds and loads from their folders: fixtures without packages, not part of the product.</summary>
    private static bool IsFixture(SourceFile project) =>
        project.Path.StartsWith("tests/plugins/", StringComparison.Ordinal) && !project.Text.Contains("<PackageReference ", StringComparison.Ordinal);

    public static IEnumerable<string> LongFiles(Checkout checkout) =>
        from file in checkout.Named(".cs", ".ts", ".tsx", ".js", ".mjs", ".css", ".sql", ".sh")
        where !file.Path.EndsWith(".d.ts", StringComparison.Ordinal) && !file.Path.Contains(".generated.", StringComparison.Ordinal)
        let lines = file.Text.AsSpan().TrimEnd().Count('\n') + 1
        where lines > LongestFile
        select $"{file.Path} has {lines} lines: give its second idea a file of its own";

    /// <summary>What belongs to git itself does not count.</summary>
    public static IEnumerable<string> CrowdedRoot(Checkout checkout)
    {
        var entries = checkout.RootEntries().Where(name => !name.StartsWith(".git", StringComparison.Ordinal)).Order().ToList();
        return entries.Count > MostRootEntries ? [$"{entries.Count} entries in the root: {string.Join(' ', entries)}"] : [];
    }

    public static IEnumerable<string> ProjectsOutsideTheSolution(Checkout checkout)
    {
        var solution = checkout.Files.Single(file => file.Path == "CrmPlugins.sln").Text.Replace('\\', '/');
        return checkout.Named(".csproj").Where(file => !IsFixture(file) && !solution.Contains($"\"{file.Path}\"", StringComparison.Ordinal))
            .Select(file => $"{file.Path} is not in CrmPlugins.sln: dotnet sln add {file.Path}");
    }

    public static IEnumerable<string> LockFiles(Checkout checkout)
    {
        foreach (var project in checkout.Named(".csproj").Where(file => !IsFixture(file)))
            if (!checkout.Files.Any(file => file.Path == $"{project.Folder}/packages.lock.json"))
                yield return $"{project.Path} has no packages.lock.json: run dotnet restore and commit it";
        foreach (var file in checkout.Named("packages.lock.json", "package-lock.json"))
            if (RegistryAddress().Match(file.Text) is { Success: true } address)
                yield return $"{file.Path} names a registry: {address.Value}";
    }

    public static IEnumerable<string> BannedSymbols(Checkout checkout)
    {
        var bans = checkout.Files.FirstOrDefault(file => file.Path == "BannedSymbols.txt")?.Text ?? "";
        foreach (var symbol in Bans.Where(symbol => !bans.Contains(symbol + ";", StringComparison.Ordinal)))
            yield return $"BannedSymbols.txt does not ban {symbol} with a replacement named";

        var props = checkout.Files.FirstOrDefault(file => file.Path == "Directory.Build.props")?.Text ?? "";
        foreach (var needed in new[] { "BannedApiAnalyzers", "BannedSymbols.txt", "<TreatWarningsAsErrors>true<" })
            if (!props.Contains(needed, StringComparison.Ordinal))
                yield return $"Directory.Build.props does not mention {needed}";

        foreach (var file in checkout.Named(".csproj", ".props", ".targets", ".editorconfig"))
            if (file.Text.Contains("RS0030", StringComparison.Ordinal))
                yield return $"{file.Path} turns the banned symbols off for a whole project";
    }

    public static IEnumerable<string> MachinePaths(Checkout checkout) =>
        from file in checkout.Files
        where !Binary().IsMatch(file.Path)
        let path = MachinePath().Match(file.Text)
        where path.Success
        select $"{file.Path} names a place on one machine: {path.Value}";

    [GeneratedRegex("https?://[^\"\\s]+/(-/|v3/|[^\"\\s]+\\.(tgz|nupkg))[^\"\\s]*")]
    private static partial Regex RegistryAddress();

    [GeneratedRegex(@"\.(png|jpg|ico|woff2?|gz|zip|dll)$")]
    private static partial Regex Binary();

    [GeneratedRegex(@"(?<![\w.\-*$}])(/(home|Users)/\w+/|/(root|tmp|work)/\w|[A-Z]:\\(Users|Work)\\)")]
    private static partial Regex MachinePath();
}
