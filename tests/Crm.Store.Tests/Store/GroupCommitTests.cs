using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Store;

public sealed class GroupCommitTests
{
    private const string InsertSetting = "insert into setting (key, value) values (@key, @value)";
    private const string ReadSetting = "select value from setting where key = @key";
    private const string CountSettings = "select count(*) from setting";

    [Theory, OnEachDatabase]
    public async Task A_write_is_answered_only_after_its_commit(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Writer.WriteAsync(unit => unit.Add(InsertSetting, ("key", "a"), ("value", "1")));

        // Another connection sees it, so the answer came after the commit.
        (await store.Database.FirstAsync<string>(ReadSetting, new { key = "a" })).ShouldBe("1");
    }

    [Theory, OnEachDatabase]
    public async Task Writes_queued_together_share_one_transaction(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var units = new List<Unit>();
        using var gate = new WriterGate(store.Writer);
        var writes = Enumerable.Range(0, 20).Select(i => store.Writer.WriteAsync(unit =>
        {
            units.Add(unit);
            unit.Add(InsertSetting, ("key", $"k{i}"), ("value", "x"));
        })).ToList();
        gate.Open();
        await Task.WhenAll(writes);

        units.Distinct().Count().ShouldBe(1);
        (await store.CountAsync(CountSettings)).ShouldBe(20);
    }

    [Theory, OnEachDatabase]
    public async Task One_bad_piece_does_not_fail_its_neighbours(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        using var gate = new WriterGate(store.Writer);
        var writes = Enumerable.Range(0, 50).Select(i => store.Writer.WriteAsync(unit =>
        {
            unit.Add(InsertSetting, ("key", $"k{i}"), ("value", i == 17 ? null : "x"));
            if (i == 31) throw new InvalidOperationException("refused");
        })).ToList();
        gate.Open();
        await Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default)));

        writes.Index().Where(w => w.Item.IsFaulted).Select(w => w.Index).ShouldBe([17, 31]);
        await Should.ThrowAsync<InvalidOperationException>(writes[31]);
        (await store.CountAsync(CountSettings)).ShouldBe(48);
    }

    [Theory, OnEachDatabase]
    public async Task Pieces_of_a_halved_group_keep_their_order(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        using var gate = new WriterGate(store.Writer);
        var committed = new List<int>();
        var writes = Enumerable.Range(0, 9).Select(i => store.Writer.WriteAsync(unit =>
        {
            unit.AfterCommit(() => committed.Add(i));
            if (i == 4) throw new InvalidOperationException("refused");
        })).ToList();
        gate.Open();
        await Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default)));

        committed.ShouldBe([0, 1, 2, 3, 5, 6, 7, 8]);
    }

    [Theory, OnEachDatabase]
    public async Task A_full_queue_refuses_and_loses_nothing_it_accepted(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        using var gate = new WriterGate(store.Writer);
        var accepted = new List<Task<int>>();
        for (var i = 0; i < Writer.Capacity; i++) accepted.Add(store.Writer.WriteAsync(_ => 1));
        await Should.ThrowAsync<StoreBusyException>(store.Writer.WriteAsync(_ => 1));

        gate.Open();
        (await Task.WhenAll(accepted)).Sum().ShouldBe(Writer.Capacity);
        (await store.Writer.WriteAsync(_ => 2)).ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task After_commit_runs_only_after_a_commit_and_rollback_hooks_only_after_a_rollback(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var said = new List<string>();
        await store.Writer.WriteAsync(unit =>
        {
            unit.AfterCommit(() => said.Add("committed"));
            unit.OnRollback(() => said.Add("wrong"));
        });
        await Should.ThrowAsync<InvalidOperationException>(store.Writer.WriteAsync(unit =>
        {
            unit.AfterCommit(() => said.Add("wrong"));
            unit.OnRollback(() => said.Add("first"));
            unit.OnRollback(() => said.Add("second"));
            throw new InvalidOperationException("refused");
        }));

        said.ShouldBe(["committed", "second", "first"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_failing_hook_does_not_turn_a_commit_into_a_failure(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Writer.WriteAsync(unit =>
        {
            unit.Add(InsertSetting, ("key", "a"), ("value", "1"));
            unit.AfterCommit(() => throw new InvalidOperationException("hook"));
        });

        (await store.CountAsync(CountSettings)).ShouldBe(1);
        store.Log.Text.ShouldContain("hook");
    }

    [Theory, OnEachDatabase]
    public async Task A_lost_race_for_a_key_is_run_again_and_sees_the_winner(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Writer.WriteAsync(unit => unit.Add(InsertSetting, ("key", "a"), ("value", "winner")));
        var tries = 0;
        var seen = await store.Writer.WriteAsync(unit =>
        {
            // The first try does not look, as a racer that looked before the winner committed.
            if (tries++ > 0) return unit.First<string>(ReadSetting, new { key = "a" });
            unit.Add(InsertSetting, ("key", "a"), ("value", "loser"));
            return "loser";
        });

        seen.ShouldBe("winner");
        tries.ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task A_key_that_stays_taken_fails_after_three_tries(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Writer.WriteAsync(unit => unit.Add(InsertSetting, ("key", "a"), ("value", "1")));
        var tries = 0;
        var failure = await Should.ThrowAsync<System.Data.Common.DbException>(store.Writer.WriteAsync(unit =>
        {
            tries++;
            unit.Add(InsertSetting, ("key", "a"), ("value", "2"));
        }));

        Dialect.IsUniqueViolation(failure).ShouldBeTrue();
        tries.ShouldBe(3);
    }

    [Theory, OnEachDatabase]
    public async Task A_missing_value_is_no_race_and_runs_once(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var tries = 0;
        await Should.ThrowAsync<System.Data.Common.DbException>(store.Writer.WriteAsync(unit =>
        {
            tries++;
            unit.Add(InsertSetting, ("key", "a"), ("value", null));
        }));
        tries.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Disposing_finishes_what_was_accepted(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        using var gate = new WriterGate(store.Writer);
        var write = store.Writer.WriteAsync(unit => unit.Add(InsertSetting, ("key", "a"), ("value", "1")));
        var disposing = store.Writer.DisposeAsync().AsTask();
        gate.Open();
        await disposing;
        await write;

        (await store.CountAsync(CountSettings)).ShouldBe(1);
        await Should.ThrowAsync<StoreBusyException>(store.Writer.WriteAsync(_ => 1));
    }
}
