using System.Text.RegularExpressions;
using Crm.Tests.Support;

namespace Architecture.Tests;

/// <summary>The files a person wrote: the folder tree without what tools put into it.</summary>
internal sealed partial class Checkout(string root)
{
    private static readonly string[] Made =
        ["bin", "obj", "node_modules", ".git", ".vs", ".idea", "TestResults", "BenchmarkDotNet.Artifacts", "dist", "wwwroot"];

    public static Checkout Ours { get; } = new(TestEnvironment.RepositoryRoot);

    public string Root => root;

    public IReadOnlyList<SourceFile> Files => field ??= [.. Below(new DirectoryInfo(root))];

    public IEnumerable<SourceFile> Named(params string[] endings) =>
        Files.Where(file => endings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>Names in the root folder that git would show.</summary>
    public IEnumerable<string> RootEntries() =>
        new DirectoryInfo(root).EnumerateFileSystemInfos().Select(entry => entry.Name).Where(name => !IsMade(name));

    private IEnumerable<SourceFile> Below(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => file.LinkTarget is null && !IsMade(file.Name)))
            yield return new SourceFile(Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file.FullName);
        foreach (var child in folder.EnumerateDirectories().Where(child => child.LinkTarget is null && !IsMade(child.Name)))
            foreach (var file in Below(child))
                yield return file;
    }

    // The demo's store is data, and so is what a crashed test leaves behind: git ignores both.
    private static bool IsMade(string name) => Made.Contains(name) || DemoData().IsMatch(name);

    [GeneratedRegex(@"^data$|\.db(-shm|-wal)?$")]
    private static partial Regex DemoData();
}

/// <param name="Path">From the root, with forward slashes.</param>
internal sealed record SourceFile(string Path, string FullPath)
{
    public string Text => field ??= File.ReadAllText(FullPath);

    public string Folder => Path[..Math.Max(0, Path.LastIndexOf('/'))];
}
