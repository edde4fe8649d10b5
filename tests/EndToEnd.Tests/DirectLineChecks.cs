using System.Diagnostics;
using Crm.Tests.Support;

namespace EndToEnd.Tests;

/// <summary>Runs the checks of <c>tests/directline</c>, the real client under Node, against running hosts.</summary>
internal static class DirectLineChecks
{
    public const string Secret = "directline-secret-of-more-than-32-characters";

    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Crm__Plugins__chatbot__Settings__DirectLine__Secrets__0"] = Secret,
        ["Crm__Plugins__chatbot__Settings__DirectLine__KeepAliveSeconds"] = "5",
    };

    private static string Folder => Path.Combine(TestEnvironment.RepositoryRoot, "tests", "directline");

    /// <summary>Why the checks cannot run; null where they can.</summary>
    public static string? Missing => Directory.Exists(Path.Combine(Folder, "node_modules")) ? null : "Run npm ci in tests/directline.";

    /// <summary>Runs groups, separated by a space, and returns its report: a line per check.</summary>
    /// <param name="asked">Does what a check asks to be done to the host, by its word.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(HostProcess host, string groups, Func<string, Task>? asked = null, HostProcess? other = null)
    {
        var start = new ProcessStartInfo("node", ["run.js", .. groups.Split(' ')]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["HOST"] = host.Url.GetLeftPart(UriPartial.Authority);
        start.Environment["SECRET"] = Secret;
        start.Environment["API_TOKEN"] = HostProcess.Token;
        if (other is not null) start.Environment["OTHER_HOST"] = other.Url.GetLeftPart(UriPartial.Authority);
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var report = new List<string>();
        try
        {
            while (await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (line.StartsWith("ok ", StringComparison.Ordinal) || line.StartsWith("not ok ", StringComparison.Ordinal)) report.Add(line);
                if (!line.StartsWith('@')) continue;
                await (asked ?? throw new InvalidOperationException($"Nobody does '{line}'."))(line[1..]);
                await node.StandardInput.WriteLineAsync("done");
            }

            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            return report;
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }
    }

    public static void SkipIfMissing()
    {
        if (!TestEnvironment.IsCi) Assert.SkipWhen(Missing is not null, Missing ?? "");
    }
}
