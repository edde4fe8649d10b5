using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>Changes on the platform, each kind in a class of its own beside this one.</summary>
internal sealed class WeComOperations(WeComOptions options, Cards cards,
    MassSends massSends) : IChannelOperations
{
    public Task<OperationResult> RunAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        if (options.FindAccount(operation.Account) is not { } app)
            return Task.FromResult<OperationResult>(new OperationResult.Rejected("configuration"));
        return operation.Request switch
        {
            UpdateCard card => cards.UpdateAsync(app, card, operation.Deadline, cancellationToken),
            CreateMassSend create => massSends.CreateAsync(app, operation, create, cancellationToken),
            RemindMassSend remind => massSends.RemindAsync(app, remind, cancellationToken),
            CancelMassSend cancel => massSends.CancelAsync(app, cancel, cancellationToken),
            _ => Task.FromResult<OperationResult>(new OperationResult.Rejected($"not-supported:{app.Name}")),
        };
    }
}
