namespace Crm.Bench.Storm;

/// <summary>
/// Makes things happen at a fixed rate whatever the host does (open loop), delivers them with all the platform's bad
/// habits, and revokes the tokens every few seconds.
/// </summary>
internal sealed class StormDriver(StormOptions options, Ledger ledger, FakePlatform platform, CallbackSender sender)
{
    private static readonly TimeSpan RevokeEvery = TimeSpan.FromSeconds(5);

#pragma warning disable CA5394 // A repeatable storm is wanted, not a secret one.
    private readonly Random _random = new(options.Seed);
    private readonly Script _script = new(options, ledger, platform);
    private readonly List<Task> _deliveries = [];
    private int _number;

    public int Revocations { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The longest the generator itself was behind its plan; above a few milliseconds its figures are its own.</summary>
    public TimeSpan Behind { get; private set; }

    /// <summary>Runs for the given time; may be called again for more.</summary>
    public async Task RunAsync(TimeSpan length, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var start = time.GetUtcNow();
        StartedAt = start;
        var count = (int)(length.TotalSeconds * options.Rate);
        var revokeAt = start + RevokeEvery;
        for (var i = 0; i < count && !stop.IsCancellationRequested; i++)
        {
            var due = start + TimeSpan.FromSeconds((double)i / options.Rate);
            while (time.GetUtcNow() < due)
                await Task.Delay(TimeSpan.FromMilliseconds(1), time, CancellationToken.None);
            var now = time.GetUtcNow();
            if (now - due > Behind)
                Behind = now - due;
            // Not near the end: the last token must still be asked for.
            if (options.Faults && now >= revokeAt && i < count - 3 * options.Rate)
            {
                revokeAt += RevokeEvery;
                Revocations++;
                platform.Revoke();
            }

            Begin(now, due, stop);
        }
    }

    /// <summary>Waits for retries and repeats that are on the way.</summary>
    public async Task DrainAsync()
    {
        await Task.WhenAll(_deliveries);
        _deliveries.Clear();
    }

    private void Begin(DateTimeOffset now, DateTimeOffset due, CancellationToken stop)
    {
        var callback = _script.Next(_number++, now, out var scan);
        ledger.Callbacks.Enqueue(callback);
        // Reordering: some leave up to two seconds after later ones.
        var hold = options.Faults && _random.Next(100) < 3 ? TimeSpan.FromSeconds(2 * _random.NextDouble()) : TimeSpan.Zero;
        if (scan is not null)
            scan.SentAt = due + hold;
        Later(hold, () => sender.DeliverAsync(callback, due + hold, stop));
        if (!options.Faults)
            return;
        switch (_random.Next(100))
        {
            case < 2:
                ledger.AddRepeat();
                Later(TimeSpan.FromSeconds(3 * _random.NextDouble()), () => sender.DeliverAsync(callback, time(), stop));
                break;
            case < 3:
                Later(TimeSpan.FromSeconds(3 * _random.NextDouble()), () => sender.RepeatAsync(callback));
                break;
        }

        if (scan is not null && _random.Next(20) == 0)
        {
            var goodbye = Script.Goodbye(scan, now);
            ledger.Callbacks.Enqueue(goodbye);
            Later(TimeSpan.FromSeconds(_random.NextDouble()), () => sender.DeliverAsync(goodbye, time(), stop));
        }

        static DateTimeOffset time() => TimeProvider.System.GetUtcNow();
    }
#pragma warning restore CA5394

    private void Later(TimeSpan hold, Func<Task> deliver) => _deliveries.Add(Task.Run(async () =>
    {
        if (hold > TimeSpan.Zero)
            await Task.Delay(hold, TimeProvider.System, CancellationToken.None);
        await deliver();
    }));
}
