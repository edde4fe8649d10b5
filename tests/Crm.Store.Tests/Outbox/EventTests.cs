using Crm.Plugins.Core.Outbox;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Outbox;

public sealed class EventTests
{
    private const string Numbers = "select coalesce(seq, 0) from event order by seq";

    [Theory, OnEachDatabase]
    public async Task Numbers_have_no_gaps_whatever_was_rolled_back(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var events = new Events();
        for (var i = 0; i < 20; i++)
        {
            var failing = i % 3 == 0;
            var write = store.Writer.WriteAsync(unit =>
            {
                events.Add(unit, new NewEvent("test") { Data = new { i } });
                if (failing) throw new InvalidOperationException("refused");
            });
            if (failing) await Should.ThrowAsync<InvalidOperationException>(write);
            else await write;
        }

        await PublishAsync(store, events);
        (await store.Database.QueryAsync<long>(Numbers)).ShouldBe(Enumerable.Range(1, 13).Select(n => (long)n));
    }

    [Theory, OnEachDatabase]
    public async Task Old_events_may_be_deleted_and_the_newest_not_so_no_number_is_given_twice(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var events = new Events();
        await store.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 3; i++) events.Add(unit, new NewEvent("test"));
        });
        await PublishAsync(store, events);
        (await Should.ThrowAsync<Exception>(store.Writer.WriteAsync(unit => unit.Execute("delete from event")))).Message.ShouldContain("newest event is never deleted");
        await store.Writer.WriteAsync(unit => unit.Execute("delete from event where seq < (select max(seq) from event)"));
        await store.Writer.WriteAsync(unit => events.Add(unit, new NewEvent("test")));
        await PublishAsync(store, events);
        (await store.Database.QueryAsync<long>(Numbers)).ShouldBe([3L, 4L]);
    }

    [Fact]
    public async Task Nodes_that_number_at_once_leave_no_gap_and_no_double()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && !TestEnvironment.IsCi, PostgresServer.Missing ?? "");
        await using var one = await TestStore.CreateAsync(TestDatabase.Postgres);
        await using var two = one.AnotherNode();
        var events = new Events();
        var writes = Enumerable.Range(0, 300).Select(async i =>
        {
            var node = i % 2 == 0 ? one : two;
            await node.Writer.WriteAsync(unit => events.Add(unit, new NewEvent("test")));
            await Publisher(node, events).PublishAsync();
        });
        await Task.WhenAll(writes);
        await PublishAsync(one, events);

        (await one.Database.QueryAsync<long>(Numbers)).ShouldBe(Enumerable.Range(1, 300).Select(n => (long)n));
    }

    [Theory, OnEachDatabase]
    public async Task Whoever_reads_while_others_commit_misses_nothing(string provider)
    {
        await using var one = await TestStore.CreateAsync(provider);
        await using var two = provider == TestDatabase.Postgres ? one.AnotherNode() : null;
        await using var hosts = await EventNodes.StartAsync(one, two);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var reader = Task.Run(async () =>
        {
            var seen = new List<long>();
            await foreach (var e in hosts.Feeds[0].ReadAsync(0, EventFilter.Everything, enough.Token))
            {
                seen.Add(e.Seq);
                if (seen.Count == 200) break;
            }

            return seen;
        });
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
        {
            var (store, events) = i % 2 == 0 || two is null ? (one, hosts.Events[0]) : (two, hosts.Events[1]);
            return store.Writer.WriteAsync(unit => events.Add(unit, new NewEvent("test")));
        }));

        (await reader).ShouldBe(Enumerable.Range(1, 200).Select(n => (long)n));
    }

    [Theory, OnEachDatabase]
    public async Task A_reader_resumes_after_what_it_saw_and_sees_only_what_it_may(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var hosts = await EventNodes.StartAsync(store);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 6; i++)
        {
            var dealer = i % 2 == 0 ? "d1" : "d2";
            await store.Writer.WriteAsync(unit => hosts.Events[0].Add(unit, new NewEvent("offer.made") { DealerId = dealer, LeadId = $"l{i}", Data = new { step = i } }));
        }

        var seen = new List<PublishedEvent>();
        await foreach (var e in hosts.Feeds[0].ReadAsync(2, new EventFilter { DealerId = "d1" }, enough.Token))
        {
            seen.Add(e);
            if (seen.Count == 2) break;
        }

        seen.Select(e => (e.Seq, e.LeadId)).ShouldBe([(3, "l2"), (5, "l4")]);
        seen[0].Data.ShouldBe("""{"step":2}""");
        seen[0].At.ShouldBe(store.Time.Now);
        seen[0].CustomerId.ShouldBeNull();
    }

    [Theory, OnEachDatabase]
    public async Task A_reader_may_fall_far_behind_the_tail_in_memory(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var hosts = await EventNodes.StartAsync(store);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var slow = hosts.Feeds[0].ReadAsync(0, EventFilter.Everything, enough.Token).GetAsyncEnumerator(enough.Token);
        await store.Writer.WriteAsync(unit => hosts.Events[0].Add(unit, new NewEvent("test")));
        (await slow.MoveNextAsync()).ShouldBeTrue();
        await store.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 3000; i++) hosts.Events[0].Add(unit, new NewEvent("test"));
        });

        var last = slow.Current.Seq;
        while (last < 3001)
        {
            (await slow.MoveNextAsync()).ShouldBeTrue();
            slow.Current.Seq.ShouldBe(last + 1);
            last = slow.Current.Seq;
        }
    }

    private static async Task PublishAsync(TestStore store, Events events)
    {
        if (store.Database.Dialect.IsPostgres) (await Publisher(store, events).PublishAsync()).ShouldNotBeNull();
    }

    private static EventPublisher Publisher(TestStore store, Events events) =>
        new(store.Database, store.Writer, events, store.Time, store.Log.For<EventPublisher>());
}
