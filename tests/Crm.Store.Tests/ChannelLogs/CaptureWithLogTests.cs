using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.ChannelLogs;

/// <summary>An item and its entry of the log are stored together, or neither is.</summary>
public sealed class CaptureWithLogTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, OnEachDatabase]
    public async Task The_entry_is_stored_with_the_item_and_once_for_a_repeat(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var log = await OpenAsync(crm);
        var items = new[] { Item("a1", null), Item("a2", new LogEntry("c", "a2", "body")) };

        var first = await CaptureAsync(crm, items);
        var again = await CaptureAsync(crm, items);

        first.Select(receipt => receipt.Log).ShouldBe([null, new LogReceipt(1, LogOutcome.Added)]);
        again.Select(receipt => receipt.Duplicate).ShouldBe([true, true]);
        again[1].Log.ShouldBe(new LogReceipt(1, LogOutcome.Known));
        (await log.ReadAsync("c", 0, 10, None)).ShouldHaveSingleItem().Body.ShouldBe("body");
        (await CountAsync(crm)).ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task After_the_end_nothing_of_the_request_is_stored(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var log = await OpenAsync(crm);
        await log.AppendAsync(new LogEntry("c", "end", "bye") { Closes = true }, None);

        var receipts = await CaptureAsync(crm, [Item("b1", null), Item("b2", new LogEntry("c", "b2", "late"))]);

        receipts.ShouldAllBe(receipt => receipt.Log != null && receipt.Log.Outcome == LogOutcome.Closed);
        (await CountAsync(crm)).ShouldBe(0);
        (await log.ReadAsync("c", 0, 10, None)).Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Twenty_requests_beside_the_end_are_before_it_or_refused(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var log = await OpenAsync(crm);
        var captures = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            CaptureAsync(crm, [Item($"k{n}", new LogEntry("c", $"k{n}", $"{n}") { Closes = n == 10 })])));
        var added = captures.Count(receipts => receipts[0].Log!.Outcome == LogOutcome.Added);
        (await CountAsync(crm)).ShouldBe(added);
        var records = await log.ReadAsync("c", 0, 50, None);
        records.Count.ShouldBe(added);
        records[^1].Body.ShouldBe("10");
    }

    private static async Task<IChannelLog> OpenAsync(CrmFixture crm)
    {
        var log = crm.Service<Crm.Plugins.Core.ChannelLogs.ChannelLogs>().For(CrmFixture.Chat);
        await log.OpenAsync("c", "{}", TimeSpan.FromDays(7), None);
        return log;
    }

    private static Task<IReadOnlyList<CaptureReceipt>> CaptureAsync(CrmFixture crm, IReadOnlyList<InboundItem> items) =>
        crm.Service<IInboundSink>().CaptureAsync(CrmFixture.Chat, items, [], None);

    private static Task<long> CountAsync(CrmFixture crm) =>
        crm.Service<Crm.Plugins.Core.Store.Database>().FirstAsync<long>("select count(*) from inbox");

    private static InboundItem Item(string key, LogEntry? log) => new()
    {
        DedupKey = key, Kind = InboundKind.Message, OccurredAt = DateTimeOffset.UnixEpoch, Raw = "{}"u8.ToArray(), ConversationKey = "directline/c", ReplyTo = "dl/c",
        Identities = [new ChannelIdentity("channel", "u")], Message = new ChatMessage("text", key), Log = log,
    };
}
