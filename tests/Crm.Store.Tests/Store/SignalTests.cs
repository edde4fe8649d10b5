using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Store;

public sealed class SignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_signal_wakes_the_waiter_and_one_that_came_before_is_remembered()
    {
        var time = new FakeTime();
        var signal = new Signal();
        signal.Set();
        signal.Set();
        await signal.WaitAsync(Long, time, CancellationToken.None);

        var waiting = signal.WaitAsync(Long, time, CancellationToken.None);
        waiting.IsCompleted.ShouldBeFalse("two signals before a wait are one");
        signal.Set();
        await waiting;
    }

    [Fact]
    public async Task Waiting_ends_after_its_time_and_with_its_token()
    {
        var time = new FakeTime();
        var signal = new Signal();
        var waiting = signal.WaitAsync(TimeSpan.FromSeconds(5), time, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(5));
        await waiting;

        using var stop = new CancellationTokenSource();
        var stopped = signal.WaitAsync(Long, time, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(stopped);
    }
}
