namespace Crm.Tests.Support;

/// <summary>Where the tests run.</summary>
public static class TestEnvironment
{
    /// <summary>With <c>CI=true</c> a missing database or browser is a failure; elsewhere it is a visible skip.</summary>
    public static bool IsCi { get; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The folder that holds <c>CrmPlugins.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary><c>Debug</c> or <c>Release</c>, as this test was built.</summary>
    public static string BuildConfiguration { get; } =
        AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar).Contains("Release") ? "Release" : "Debug";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CrmPlugins.sln")))
                return folder.FullName;
        throw new InvalidOperationException(
            $"No CrmPlugins.sln above {AppContext.BaseDirectory}: run the tests from the folder they were built in.");
    }
}
