using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>Changes on the platform, each kind in a class of its own beside this one.</summary>
internal sealed class WeComOperations(
    WeComOptions options,
    ContactWays contactWays,
    KeptMedia media,
    Remarks remarks,
    Tags tags,
    Transfers transfers,
    MassSends massSends,
    Cards cards,
    Sessions sessions,
    ServiceAccounts serviceAccounts) : IChannelOperations
{
    public Task<OperationResult> RunAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        // A session's address names its app.
        if (operation.Request is MoveSession move)
            return sessions.MoveAsync(move, cancellationToken);
        if (options.FindAccount(operation.Account) is not { } app)
            return Task.FromResult<OperationResult>(new OperationResult.Rejected("configuration"));
        return operation.Request switch
        {
            SaveContactWay change => contactWays.SaveAsync(app, change, operation.Attempt, cancellationToken),
            RemoveContactWay change => contactWays.RemoveAsync(app, change, cancellationToken),
            KeepMedia keep => media.KeepAsync(app, keep, cancellationToken),
            SetRemark remark => remarks.SetAsync(app, remark, cancellationToken),
            ChangeTags change => tags.MarkAsync(app, change, cancellationToken),
            SaveTag save => tags.SaveAsync(app, save, cancellationToken),
            RemoveTag remove => tags.RemoveAsync(app, remove, cancellationToken),
            TransferContacts transfer => transfers.BeginAsync(app, transfer, cancellationToken),
            UpdateCard card => cards.UpdateAsync(app, card, operation.Deadline, cancellationToken),
            CreateMassSend create => massSends.CreateAsync(app, operation, create, cancellationToken),
            RemindMassSend remind => massSends.RemindAsync(app, remind, cancellationToken),
            CancelMassSend cancel => massSends.CancelAsync(app, cancel, cancellationToken),
            SaveServiceAccount change => serviceAccounts.SaveAsync(app, change, cancellationToken),
            ChangeServiceStaff change => serviceAccounts.StaffAsync(app, change, cancellationToken),
            _ => Task.FromResult<OperationResult>(new OperationResult.Rejected($"not-supported:{app.Name}")),
        };
    }
}
