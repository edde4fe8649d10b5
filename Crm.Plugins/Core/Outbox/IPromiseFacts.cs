using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Outbox;

/// <summary>How a promise stands now, for the channel that carries a notice about it.</summary>
public interface IPromiseFacts
{
    /// <summary>Null where there is no such promise.</summary>
    Task<MessagePromise?> FindAsync(string promiseId, CancellationToken cancellationToken);
}
