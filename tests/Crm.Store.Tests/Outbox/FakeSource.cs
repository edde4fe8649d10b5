using System.Collections.Concurrent;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Store.Tests.Outbox;

/// <summary>A platform with a list of items per source and a cursor that counts them; also the inbox they end in.</summary>
public sealed class FakeSource : IPluginPulls, IInbox
{
    private const string Insert = "insert into setting (key, value) values (@key, 'item') on conflict (key) do nothing";

    public List<(string Channel, PullSource Source)> Listed { get; } = [("wecom", new PullSource("kf1", TimeSpan.FromMinutes(1)))];

    public List<string> Items { get; } = [];

    public ConcurrentQueue<PullRequest> Asked { get; } = [];

    public int PageSize { get; set; } = 10;

    public Func<PullRequest, Task> Before { get; set; } = _ => Task.CompletedTask;

    public TimeSpan? RetryAfter { get; set; }

    public bool InboxFails { get; set; }

    public IReadOnlyList<(string Channel, PullSource Source)> Sources => Listed;

    public bool Has(string channel) => channel == "wecom";

    public async Task<PullResult> PullAsync(string channel, PullRequest request, CancellationToken cancellationToken)
    {
        Asked.Enqueue(request);
        var from = int.Parse(request.Cursor ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        List<string> all;
        lock (Items) all = [.. Items];
        await Before(request);
        var page = all.Skip(from).Take(PageSize).ToList();
        return new PullResult(
            [.. page.Select(key => new InboundItem { DedupKey = key, Kind = InboundKind.Message, OccurredAt = default, Raw = default })],
            $"{from + page.Count}", from + page.Count < all.Count, RetryAfter);
    }

    public void Store(Unit unit, string channel, IReadOnlyList<InboundItem> items)
    {
        foreach (var item in items) unit.Add(Insert, ("key", $"{channel}/{item.DedupKey}"));
        if (InboxFails) throw new InvalidOperationException("inbox");
    }
}
