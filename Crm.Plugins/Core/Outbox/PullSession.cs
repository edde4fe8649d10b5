using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Pulls one source to its end under a lease. Each page and its cursor are one write, fenced by that lease.</summary>
public sealed class PullSession(
    Writer writer, Leases leases, Node node, IPluginPulls plugins, IInbox inbox, TimeProvider time, ILogger<PullSession> log)
{
    internal const string LeasePrefix = "pull:";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Never = TimeSpan.FromDays(3650);

    /// <param name="idle">When to look again unasked; null for a source that only wakes.</param>
    /// <returns>False when another node is at it; it looks for newer wakes itself when it has finished.</returns>
    internal async Task<bool> RunAsync(string channel, string key, TimeSpan? idle, CancellationToken stopping)
    {
        var lease = $"{LeasePrefix}{channel}:{key}";
        if (!await leases.TakeAsync(lease, node.Id, Lease)) return false;
        try
        {
            while (!stopping.IsCancellationRequested && await PageAsync(channel, key, lease, idle))
            {
            }
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "Pulling {Channel} {Key} failed", channel, key);
            await writer.WriteAsync(unit => PullSources.Fail(unit, channel, key,
                unit.Now + Backoff.After((PullSources.Find(unit, channel, key)?.Failures ?? 0) + 1)));
        }
        finally
        {
            await leases.ReleaseAsync(lease, node.Id);
        }

        return true;
    }

    /// <summary>Fetches one page; true while there is more to do at once.</summary>
    private async Task<bool> PageAsync(string channel, string key, string lease, TimeSpan? idle)
    {
        var row = await writer.WriteAsync(unit => Leases.Renew(unit, lease, node.Id, Lease) ? PullSources.Find(unit, channel, key) : null);
        if (row is null) return false;
        using var patience = new CancellationTokenSource(Patience, time);
        var hintAt = row.HintAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null;
        var page = await plugins.PullAsync(channel, new PullRequest(key, row.Cursor, row.Hint, hintAt), patience.Token).WaitAsync(patience.Token);
        return await writer.WriteAsync(unit => Store(unit, row, lease, page, idle));
    }

    private bool Store(Unit unit, PullRow row, string lease, PullResult page, TimeSpan? idle)
    {
        // Another node has it by now and will fetch the same page from the cursor we do not move.
        if (!Leases.Renew(unit, lease, node.Id, Lease)) return false;
        if (page.Items.Count > 0) inbox.Store(unit, row.Channel, page.Items);
        if (page.RetryAfter is { } pause)
        {
            PullSources.Move(unit, row, page.NextCursor, keepHint: page.Items.Count == 0);
            PullSources.Rest(unit, row, unit.Now + pause, unit.Now + pause, answered: false);
            return false;
        }

        PullSources.Move(unit, row, page.NextCursor, keepHint: false);
        if (page.HasMore) return true;

        PullSources.Rest(unit, row, unit.Now + (idle ?? Never), unit.Now, answered: true);
        // A wake that came while we pulled may be about something the platform added after our page.
        return PullSources.Find(unit, row.Channel, row.Key) is { IsWoken: true };
    }
}
