using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Intake;

/// <summary>The only way in: stores what a channel brought.</summary>
public interface IInboundSink
{
    /// <summary>Stores all of it in one transaction and returns after the commit, with one receipt per item in the same order.</summary>
    /// <exception cref="CaptureBusyException">Nothing was stored; the sender should come again.</exception>
    Task<IReadOnlyList<CaptureReceipt>> CaptureAsync(string channel, IReadOnlyList<InboundItem> items, IReadOnlyList<PullWake> wakes, CancellationToken cancellationToken);
}

/// <summary>More comes in than the store can commit: nothing was taken, nothing is lost if the sender repeats it.</summary>
public sealed class CaptureBusyException(string message) : Exception(message);
