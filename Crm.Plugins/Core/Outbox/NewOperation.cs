using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>A change on a platform, queued in the transaction that wants it.</summary>
/// <param name="Channel">Plugin id.</param>
/// <param name="Account">The <see cref="ChannelAccount.Key"/>.</param>
public sealed record NewOperation(string Channel, string Account, OperationRequest Request)
{
    /// <summary>Names the effect: a second operation with the same key is not made.</summary>
    public string? EffectKey { get; init; }

    /// <summary>Operations with the same one run in the order they were queued, such as those of one contact way.</summary>
    public string? Sequence { get; init; }

    public string? CustomerId { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>Told in the transaction that ends an operation. Each handler looks at the kinds of request that are its own.</summary>
public interface IOperationHandler
{
    /// <param name="result">Done, Rejected, or Unknown: then nobody knows whether it happened and it is not run again.</param>
    void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result);
}
