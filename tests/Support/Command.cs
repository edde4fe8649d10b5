using System.Diagnostics;

namespace Crm.Tests.Support;

/// <summary>Runs a short command to its end.</summary>
public static class Command
{
    /// <param name="command">The program and its arguments, one string each; no shell is involved.</param>
    /// <returns>What it printed on standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message carries what it said.</exception>
    public static string Run(params string[] command)
    {
        var program = command[0];
        var start = new ProcessStartInfo(program, command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}{output}");
    }

    /// <summary>Full path of a program on PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
