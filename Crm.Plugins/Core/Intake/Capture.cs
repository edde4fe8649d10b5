using Crm.Plugins.Contract;
using Crm.Plugins.Core.ChannelLogs;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>
/// The only way in. A form is carried through to lead and promise at once, a message whose sender waits for the answer
/// by <see cref="InlineTurn"/>; everything else is one insert, answered, and handled by <see cref="InboxPump"/> afterwards. A known key is answered with its first receipt.
/// </summary>
public sealed class Capture(Writer writer, FormIntake forms, InlineTurn inline, Pulls pulls, ChannelLogs.ChannelLogs logs, InboxSignal signal) : IInboundSink, IInbox
{
    private static readonly Settlement Quarantined = new("quarantined", null);
    private static readonly Settlement NothingToDo = new(null, null);

    public async Task<IReadOnlyList<CaptureReceipt>> CaptureAsync(
        string channel, IReadOnlyList<InboundItem> items, IReadOnlyList<PullWake> wakes, CancellationToken cancellationToken)
    {
        if (items.Count == 0 && wakes.Count == 0) return [];
        var read = Read(items);
        try
        {
            return await writer.WriteAsync(unit =>
            {
                foreach (var wake in wakes) pulls.Wake(unit, channel, wake);
                return Items(unit, channel, items, read);
            });
        }
        catch (StoreBusyException busy)
        {
            throw new CaptureBusyException(busy.Message);
        }
    }

    /// <summary>For pulled pages: joins the transaction that moves the cursor.</summary>
    public void Store(Unit unit, string channel, IReadOnlyList<InboundItem> items) => Items(unit, channel, items, Read(items));

    private ReadForm?[] Read(IReadOnlyList<InboundItem> items) =>
        [.. items.Select(item => item.Kind is InboundKind.Form or InboundKind.Prospect ? forms.Read(item) : null)];

    private CaptureReceipt[] Items(Unit unit, string channel, IReadOnlyList<InboundItem> items, ReadForm?[] read)
    {
        var log = items.FirstOrDefault(item => item.Log is not null) is { Log: { } entry } ? logs.Append(unit, channel, entry) : null;
        var receipts = new CaptureReceipt[items.Count];
        if (log is { Outcome: LogOutcome.Closed or LogOutcome.Missing })
        {
            Array.Fill(receipts, new CaptureReceipt("", false, false) { Log = log });
            return receipts;
        }

        for (var i = 0; i < items.Count; i++)
        {
            receipts[i] = read[i] is { } form ? Form(unit, channel, form) : Message(unit, channel, items[i]);
            if (items[i].Log is not null) receipts[i] = receipts[i] with { Log = log };
        }

        return receipts;
    }

    private CaptureReceipt Form(Unit unit, string channel, ReadForm read)
    {
        var item = read.Item;
        if (InboxStore.Find(unit, channel, item.DedupKey) is { } known) return Again(known, item);
        var id = Ids.New(unit.Now);
        var (settled, receipt) = forms.Handle(unit, id, channel, read);
        // Another node may have stored the same key since we looked: then everything above is undone and read again.
        if (!InboxStore.Insert(unit, id, channel, item, settled, receipt)) throw new LostRaceException();
        foreach (var value in item.Keep) PluginStateStore.Set(unit, channel, value);
        return receipt;
    }

    private CaptureReceipt Message(Unit unit, string channel, InboundItem item)
    {
        var id = Ids.New(unit.Now);
        var settled = item.Kind switch
        {
            InboundKind.Malformed => Quarantined,
            InboundKind.Event when item.Fact is null && item.AnsweredBy is null => NothingToDo,
            _ => null,
        };
        if (!InboxStore.Insert(unit, id, channel, item, settled, null)) return Again(InboxStore.Find(unit, channel, item.DedupKey)!, item);
        foreach (var value in item.Keep) PluginStateStore.Set(unit, channel, value);
        if (settled is null && item.Inline) return inline.Run(unit, channel, id, item);
        if (settled is null) unit.AfterCommit(signal.Set);
        return new CaptureReceipt(id, false, false, settled?.Disposition);
    }

    private static CaptureReceipt Again(KnownItem known, InboundItem item)
    {
        var first = known.Receipt.Length > 0
            ? ItemJson.ReadReceipt(known.Receipt)
            : new CaptureReceipt(known.Id, true, false, known.Disposition.Length == 0 ? null : known.Disposition);
        return first with { Duplicate = true, Conflict = item.Fingerprint is { } print && known.Fingerprint != print };
    }
}
