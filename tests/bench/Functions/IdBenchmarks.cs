using BenchmarkDotNet.Attributes;
using Crm.Plugins.Contract;

namespace Crm.Bench.Functions;

[MemoryDiagnoser]
public class IdBenchmarks
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

    [Benchmark]
    public string New() => Ids.New(Now);
}
