using System.Collections.Concurrent;
using Crm.Plugins.Contract;
using Crm.Tests.Support;

namespace Crm.Store.Tests.ChannelLogs;

public sealed class ChannelLogTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Theory, OnEachDatabase]
    public async Task Entries_are_numbered_from_one_without_a_gap_whoever_adds_them(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var here = new LogNode(store);
        await using var second = provider == TestDatabase.Postgres ? store.AnotherNode() : null;
        await using var there = second is null ? here : new LogNode(second);
        await here.Log.OpenAsync("c", "{}", Week, None);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => (n % 2 == 0 ? here : there).Log.AppendAsync(new LogEntry("c", $"k{n}", $"b{n}"), None)));

        receipts.Select(receipt => receipt.Seq).Order().ShouldBe(Enumerable.Range(1, 60).Select(n => (long)n));
        var records = await here.Log.ReadAsync("c", 0, 100, None);
        records.Select(record => record.Seq).ShouldBe(Enumerable.Range(1, 60).Select(n => (long)n));
        records.Select(record => record.Body).Order().ShouldBe(Enumerable.Range(0, 60).Select(n => $"b{n}").Order());
    }

    [Theory, OnEachDatabase]
    public async Task The_same_key_again_adds_nothing_and_answers_the_first_number(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var node = new LogNode(store);
        await node.Log.OpenAsync("c", "{}", Week, None);
        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => node.Log.AppendAsync(new LogEntry("c", "same", "b"), None)));
        first.Count(receipt => receipt.Outcome == LogOutcome.Added).ShouldBe(1);
        first.ShouldAllBe(receipt => receipt.Seq == 1);
        (await node.Log.AppendAsync(new LogEntry("c", "next", "b"), None)).Seq.ShouldBe(2, "a refused entry uses no number up");
    }

    [Theory, OnEachDatabase]
    public async Task A_closing_entry_is_the_last_and_its_repeat_is_known(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var node = new LogNode(store);
        await node.Log.OpenAsync("c", "{}", Week, None);
        var end = new LogEntry("c", "end", "bye") { Closes = true };
        (await node.Log.AppendAsync(end, None)).ShouldBe(new LogReceipt(1, LogOutcome.Added));
        (await node.Log.AppendAsync(new LogEntry("c", "late", "b"), None)).ShouldBe(new LogReceipt(0, LogOutcome.Closed));
        (await node.Log.AppendAsync(end, None)).ShouldBe(new LogReceipt(1, LogOutcome.Known));
        (await node.Log.AppendAsync(new LogEntry("nowhere", "k", "b"), None)).ShouldBe(new LogReceipt(0, LogOutcome.Missing));
        (await node.Log.FindAsync("c", None))!.Closed.ShouldBeTrue();
    }

    [Theory, OnEachDatabase]
    public async Task Opening_again_finds_what_was_opened(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var node = new LogNode(store);
        var opened = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => node.Log.OpenAsync("c", $"data{n}", Week, None)));
        opened.Count(one => one.Created).ShouldBe(1);
        opened.Select(one => one.Head.Data).Distinct().ShouldHaveSingleItem();
        opened[0].Head.ShouldBe(new LogHead("c", 0, 0, false, opened[0].Head.Data, 1, ""));
        (await node.Logs.For("other").FindAsync("c", None)).ShouldBeNull("each plugin sees its own");
    }

    [Theory, OnEachDatabase]
    public async Task Data_changes_by_version_notes_stay_until_replaced_and_delivery_never_goes_back(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var node = new LogNode(store);
        await node.Log.OpenAsync("c", "one", Week, None);
        (await node.Log.TryChangeAsync("c", "two", 1, None)).ShouldBeTrue();
        (await node.Log.TryChangeAsync("c", "three", 1, None)).ShouldBeFalse();
        await node.Log.AppendAsync(new LogEntry("c", "k1", "b") { Note = "n" }, None);
        await node.Log.AppendAsync(new LogEntry("c", "k2", "b"), None);
        foreach (var seq in new long[] { 2, 1, 9 }) await node.Log.DeliveredAsync("c", seq, None);
        (await node.Log.FindAsync("c", None)).ShouldBe(new LogHead("c", 2, 2, false, "two", 2, "n"));
    }

    [Theory, OnEachDatabase]
    public async Task A_ticket_is_taken_once(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var node = new LogNode(store);
        var until = store.Time.Now + TimeSpan.FromMinutes(2);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => node.Log.TryTakeAsync("t", until, None)));
        taken.Count(won => won).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_quiet_conversation_is_forgotten_after_its_time_and_a_word_keeps_it(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var node = new LogNode(store);
        foreach (var conversation in new[] { "quiet", "busy" })
        {
            await node.Log.OpenAsync(conversation, "{}", Week, None);
            await node.Log.AppendAsync(new LogEntry(conversation, "k", "b"), None);
        }

        await node.Log.TryTakeAsync("t", store.Time.Now + TimeSpan.FromMinutes(2), None);
        store.Time.Advance(TimeSpan.FromDays(6));
        await node.Log.AppendAsync(new LogEntry("busy", "k2", "b"), None);
        (await node.Forget.RunAsync(None)).ShouldBe(0);
        store.Time.Advance(TimeSpan.FromDays(1));
        (await node.Forget.RunAsync(None)).ShouldBe(1);
        (await node.Log.FindAsync("quiet", None)).ShouldBeNull();
        (await node.Log.ReadAsync("busy", 0, 10, None)).Count.ShouldBe(2);
        (await store.CountAsync("select count(*) from channel_entry")).ShouldBe(2);
        (await store.CountAsync("select count(*) from channel_ticket")).ShouldBe(0);
    }

    [Theory, OnEachDatabase]
    public async Task Every_node_hears_of_entries_and_notes_after_their_commit(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var here = new LogNode(store);
        await using var second = provider == TestDatabase.Postgres ? store.AnotherNode() : null;
        await using var there = second is null ? here : new LogNode(second);
        await there.Log.OpenAsync("c", "{}", Week, None);
        var heard = new ConcurrentQueue<string>();
        using var watch = there.Log.Watch("c", note => heard.Enqueue(note ?? "news"));
        using var deaf = there.Log.Watch("other", note => heard.Enqueue("wrong"));
        await there.ListenAsync();
        // The listener tells everybody to look once it listens.
        if (second is not null) await Probe.Until(() => !heard.IsEmpty, "the listener");
        heard.Clear();

        await here.Log.AppendAsync(new LogEntry("c", "k", "b"), None);
        await here.Log.TellAsync("c", "typing\nover two lines", None);
        await Probe.Until(() => heard.Contains("news") && heard.Contains("typing\nover two lines"), "both words");
        heard.ShouldNotContain("wrong");

        watch.Dispose();
        heard.Clear();
        await there.Log.TellAsync("c", "more", None);
        await there.Log.TellAsync("c", new string('x', 5000), None);
        heard.ShouldBeEmpty();
    }
}
