using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Media;

/// <summary>
/// Fetches what customers sent as soon as it is known, since platforms keep it for days only: with back-off while it fails, and a
/// word to a team lead before it is too late.
/// </summary>
public sealed class MediaPump(
    Database database, Writer writer, IPluginReads plugins, MediaFetches fetches, MediaOptions options, Events events, TimeProvider time, ILogger<MediaPump> log)
    : BackgroundService
{
    private const int AtOnce = 3;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Something only the operator can mend: the file still lies there meanwhile.</summary>
    private static readonly TimeSpan ForTheOperator = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Loop.RunAsync("Fetching media", async cancellationToken =>
        {
            if (await RunOnceAsync(cancellationToken) == 0) await fetches.Queued.WaitAsync(Sweep, time, cancellationToken);
        }, time, log, stoppingToken);

    /// <summary>One round; returns how many were tried.</summary>
    internal async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        await WarnAsync();
        var due = await MediaFetches.DueAsync(database, time.GetUtcNow().ToUnixTimeMilliseconds(), AtOnce, cancellationToken);
        var tried = await Task.WhenAll(due.Select(id => FetchAsync(id, cancellationToken)));
        return tried.Count(did => did);
    }

    private async Task<bool> FetchAsync(string messageId, CancellationToken cancellationToken)
    {
        if (await writer.WriteAsync(unit => MediaFetches.Take(unit, messageId, Lease)) is not { } row) return false;
        try
        {
            // Not on this node, or not any more: another node, or a restart, may have it.
            if (!plugins.Offers<IMediaReads>(row.Channel)) throw new ChannelReadException("not-supported", ForTheOperator);
            var content = await plugins.AskAsync<IMediaReads, MediaContent>(
                row.Channel, (reads, token) => reads.FetchAsync(row.MediaRef, options.MaxInboundMegabytes * 1048576L, token), cancellationToken);
            await writer.WriteAsync(unit => Keep(unit, row, content));
        }
        catch (ChannelReadException e)
        {
            log.LogWarning("Media of message {Id} could not be fetched: {Reason} ({Code})", messageId, e.Reason, e.PlatformCode);
            await writer.WriteAsync(unit => Failed(unit, row, e));
        }

        return true;
    }

    private void Keep(Unit unit, MediaFetchRow row, MediaContent content)
    {
        if (!MediaFetches.Done(unit, row)) return;
        var media = MediaStore.Add(unit, content with { ContentType = MediaKinds.Sniff(content.Bytes.Span) }, row.CustomerId);
        Conversations.Attach(unit, row.MessageId, media);
        Changed(unit, row);
    }

    private void Failed(Unit unit, MediaFetchRow row, ChannelReadException e)
    {
        if ((e.After ?? (e.Reason == "configuration" ? ForTheOperator : null)) is { } after)
        {
            var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(row.Attempts, 12))));
            MediaFetches.Again(unit, row, unit.Now + (after > pause ? after : pause), e.Reason);
            return;
        }

        MediaFetches.GiveUp(unit, row, e.Reason);
        Changed(unit, row);
    }

    private void Changed(Unit unit, MediaFetchRow row) =>
        events.Add(unit, new NewEvent("conversation.message") { CustomerId = row.CustomerId, ConversationId = row.ConversationId });

    private Task WarnAsync() => writer.WriteAsync(unit =>
    {
        foreach (var (messageId, customerId, reason) in fetches.Warn(unit))
            Alerts.Raise(unit, "media-at-risk", messageId, $"A file of customer {customerId} could not be fetched and will soon be gone from the platform: {reason}");
    });
}
