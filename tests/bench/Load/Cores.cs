using System.Diagnostics;
using System.Globalization;

namespace Crm.Bench.Load;

/// <summary>
/// Who used the cores during a run. Foreign work on a shared machine costs several times its share of the result, so a run
/// with much of it proves nothing.
/// </summary>
internal sealed class Cores
{
    private const double JiffiesPerSecond = 100;
    private readonly int _host;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly double _all = Busy();
    private readonly double _mine = Of(Environment.ProcessId);
    private readonly double _hosts;

    public Cores(int hostProcess)
    {
        _host = hostProcess;
        _hosts = Of(hostProcess);
    }

    /// <summary>Cores used since this object was made: by the host, by the generator, by everybody else.</summary>
    public CoreUse Used()
    {
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        var host = Of(_host) - _hosts;
        var mine = Of(Environment.ProcessId) - _mine;
        return new CoreUse(host / seconds, mine / seconds, Math.Max(0, Busy() - _all - host - mine) / seconds);
    }

    private static double Busy()
    {
        // cpu user nice system idle iowait irq softirq steal ...: all but waiting counts.
        var fields = Fields(File.ReadLines("/proc/stat").First()[4..]);
        return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7]) / JiffiesPerSecond;
    }

    private static double Of(int process)
    {
        // The name in brackets may hold blanks; user and system time are the 12th and 13th field after it.
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 4)..];
        var numbers = Fields(fields);
        return (numbers[10] + numbers[11]) / JiffiesPerSecond;
    }

    private static double[] Fields(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
}

internal sealed record CoreUse(double Host, double Generator, double Foreign);
