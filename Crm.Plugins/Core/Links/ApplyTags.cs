using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>Applies the rules to one customer again, once the tags they want are there.</summary>
public sealed class ApplyTags(Writer writer, AutoTags tags) : IChannelTaskHandler
{
    internal const string TaskKind = "auto-tags";

    public string Kind => TaskKind;

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(unit => tags.Apply(unit, task.Subject));
        return null;
    }
}

/// <summary>Reads the events in order and applies the rules to every customer whose leads or complaints moved.</summary>
public sealed class FollowEvents(EventFeed feed, Database database, Writer writer, AutoTags tags, TimeProvider time) : IChannelTaskHandler
{
    internal const string TaskKind = "follow-events";

    private const string PlaceSql = "select seq from link_cursor where name = 'auto-tags'";

    private const string MoveSql = """
        insert into link_cursor (name, seq) values ('auto-tags', @seq) on conflict (name) do update set seq = @seq
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private static readonly string[] Telling = ["lead.", "complaint."];

    public string Kind => TaskKind;

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        if (!tags.Any) return null;
        var place = await database.FirstAsync<long>(PlaceSql, null, cancellationToken);
        var page = await feed.PageAsync(place, cancellationToken);
        if (page.Count == 0) return time.GetUtcNow() + Pause;
        var customers = page.Where(e => e.CustomerId is not null && Telling.Any(start => e.Type.StartsWith(start, StringComparison.Ordinal)))
            .Select(e => e.CustomerId!).Distinct().ToList();
        await writer.WriteAsync(unit =>
        {
            foreach (var customer in customers) tags.Apply(unit, customer);
            unit.Add(MoveSql, ("seq", page[^1].Seq));
        });
        return time.GetUtcNow();
    }
}
