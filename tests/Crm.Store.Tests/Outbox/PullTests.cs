using System.Globalization;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Outbox;

public sealed class PullTests
{
    private const string Stored = "select count(*) from setting";
    private const string Cursor = "select coalesce(cursor, '') from pull_source where key = 'kf1'";

    [Theory, OnEachDatabase]
    public async Task A_source_is_pulled_at_start_to_its_end_page_by_page(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource { PageSize = 3 };
        for (var i = 0; i < 7; i++) source.Items.Add($"m{i}");
        using var node = new Node(store, source);
        await node.RunAsync();

        source.Asked.Select(a => a.Cursor).ShouldBe([null, "3", "6"]);
        (await store.CountAsync(Stored)).ShouldBe(7);
        (await store.Database.FirstAsync<string>(Cursor)).ShouldBe("7");
        (await node.RunAsync()).ShouldBe(0, "nothing woke it and it is not idle long enough");
    }

    [Theory, OnEachDatabase]
    public async Task An_idle_source_is_looked_at_again_after_its_interval(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource();
        using var node = new Node(store, source);
        await node.RunAsync();
        store.Time.Advance(TimeSpan.FromSeconds(59));
        (await node.RunAsync()).ShouldBe(0);
        store.Time.Advance(TimeSpan.FromSeconds(1));
        (await node.RunAsync()).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_wake_survives_a_restart_and_hands_its_hint_over_once(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource { PageSize = 1 };
        source.Items.AddRange(["a", "b"]);
        await store.Writer.WriteAsync(unit => new Pulls().Wake(unit, "wecom", new PullWake("kf1", "token-1")));
        using var node = new Node(store, source);
        await node.RunAsync();

        source.Asked.Select(a => a.Hint).ShouldBe(["token-1", null]);
        source.Asked.First().HintAt.ShouldBe(store.Time.Now);
    }

    [Theory, OnEachDatabase]
    public async Task A_woken_source_that_is_not_listed_is_pulled_too_but_never_idly(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource();
        source.Listed.Clear();
        using var node = new Node(store, source);
        await node.WakeAsync("kf9");
        (await node.RunAsync()).ShouldBe(1);
        store.Time.Advance(TimeSpan.FromDays(30));
        (await node.RunAsync()).ShouldBe(0);
        await node.WakeAsync("kf9");
        (await node.RunAsync()).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_wake_during_a_pull_causes_another_one(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource();
        using var node = new Node(store, source);
        source.Before = async request =>
        {
            // The platform adds something after it has built our page, and says so.
            if (source.Asked.Count > 1) return;
            lock (source.Items) source.Items.Add("late");
            await node.WakeAsync("kf1", "token-2");
        };
        await node.RunAsync();

        (await store.CountAsync(Stored)).ShouldBe(1);
        source.Asked.Select(a => a.Hint).ShouldBe([null, "token-2"]);
    }

    [Theory, OnEachDatabase]
    public async Task Items_and_cursor_are_stored_together_or_not_at_all(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource { InboxFails = true };
        source.Items.Add("a");
        using var node = new Node(store, source);
        await node.RunAsync();
        (await store.CountAsync(Stored)).ShouldBe(0);
        (await store.Database.FirstAsync<string>(Cursor)).ShouldBe("");

        source.InboxFails = false;
        (await node.RunAsync()).ShouldBe(0, "it backs off");
        store.Time.Advance(TimeSpan.FromSeconds(2));
        await node.RunAsync();
        (await store.CountAsync(Stored)).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_throw_backs_off_further_each_time_and_keeps_the_hint(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource { Before = _ => throw new HttpRequestException("down") };
        using var node = new Node(store, source);
        await node.WakeAsync("kf1", "token-1");
        foreach (var pause in new[] { 2, 3, 5 })
        {
            (await node.RunAsync()).ShouldBe(1);
            (await node.RunAsync()).ShouldBe(0);
            store.Time.Advance(TimeSpan.FromSeconds(pause));
        }

        source.Before = _ => Task.CompletedTask;
        await node.RunAsync();
        source.Asked.Select(a => a.Hint).ShouldBe(["token-1", "token-1", "token-1", "token-1"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_platform_that_asks_to_wait_is_left_alone_even_if_woken(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource { RetryAfter = TimeSpan.FromSeconds(30) };
        using var node = new Node(store, source);
        await node.RunAsync();
        await node.WakeAsync("kf1");
        store.Time.Advance(TimeSpan.FromSeconds(29));
        (await node.RunAsync()).ShouldBe(0);
        source.RetryAfter = null;
        store.Time.Advance(TimeSpan.FromSeconds(1));
        (await node.RunAsync()).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task What_lies_on_the_platform_is_shown_as_waiting_until_it_is_fetched(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource { RetryAfter = TimeSpan.FromSeconds(30) };
        using var node = new Node(store, source);
        await node.RunAsync();
        await node.WakeAsync("kf1");
        var shown = (await PullSources.StatusAsync(store.Database, default)).Select(PullItem.From).ShouldHaveSingleItem();
        (shown.Source, shown.State).ShouldBe(("kf1", "waiting"));
        DateTimeOffset.Parse(shown.NextAt, CultureInfo.InvariantCulture).ShouldBe(store.Time.Now.AddSeconds(30));

        source.RetryAfter = null;
        store.Time.Advance(TimeSpan.FromSeconds(30));
        await node.RunAsync();
        (await PullSources.StatusAsync(store.Database, default)).Single().Waiting.ShouldBeFalse();
    }

    [Theory, OnEachDatabase]
    public async Task Two_nodes_never_pull_one_source_at_once(string provider)
    {
        await using var one = await TestStore.CreateAsync(provider);
        await using var two = provider == TestDatabase.Postgres ? one.AnotherNode() : null;
        var source = new FakeSource { PageSize = 2 };
        for (var i = 0; i < 40; i++) source.Items.Add($"m{i}");
        int running = 0, most = 0;
        source.Before = async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        };
        using var first = new Node(one, source);
        using var second = new Node(two ?? one, source);
        await Task.WhenAll(Task.Run(first.RunAsync), Task.Run(second.RunAsync));
        await first.RunAsync();

        most.ShouldBe(1);
        (await one.CountAsync(Stored)).ShouldBe(40);
    }

    [Theory, OnEachDatabase]
    public async Task A_pull_that_lost_its_lease_stores_nothing(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var source = new FakeSource();
        source.Items.Add("a");
        source.Before = _ =>
        {
            store.Time.Now += TimeSpan.FromMinutes(5);
            return Task.CompletedTask;
        };
        using var node = new Node(store, source);
        await node.RunAsync();
        (await store.CountAsync(Stored)).ShouldBe(0);
        (await store.Database.FirstAsync<string>(Cursor)).ShouldBe("");
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }

    private sealed class Node : IDisposable
    {
        private readonly TestStore _store;
        private readonly Pulls _pulls = new();
        private readonly PullRunner _runner;

        public Node(TestStore store, FakeSource source)
        {
            _store = store;
            var id = Crm.Plugins.Core.Store.Node.New(store.Time);
            var session = new PullSession(store.Writer, new Leases(store.Writer), id, source, source, store.Time, store.Log.For<PullSession>());
            _runner = new PullRunner(store.Database, store.Writer, source, _pulls, session, store.Time, store.Log.For<PullRunner>());
        }

        public Task WakeAsync(string key, string? hint = null) =>
            _store.Writer.WriteAsync(unit => _pulls.Wake(unit, "wecom", new PullWake(key, hint)));

        /// <summary>One round and the pulls it started; returns how many those were.</summary>
        public async Task<int> RunAsync()
        {
            var started = await _runner.RoundAsync(default);
            await _runner.DrainAsync();
            return started;
        }

        public void Dispose() => _runner.Dispose();
    }
}
