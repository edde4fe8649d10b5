using System.Diagnostics;

namespace Crm.Tests.Support;

/// <summary>Keeps the last lines a child process printed.</summary>
internal sealed class HostLog
{
    private const int Most = 5_000;
    private readonly Queue<string> _lines = new();

    public string Text
    {
        get { lock (_lines) return string.Join('\n', _lines); }
    }

    /// <summary>Enough to see why it failed.</summary>
    public string Tail
    {
        get { lock (_lines) return string.Join('\n', _lines.TakeLast(40)); }
    }

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Most)
                _lines.Dequeue();
        }
    }
}
