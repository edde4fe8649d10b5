using Crm.Adapters.WeCom.Outbound;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>Uploads a file again before the platform forgets it, so that a welcome never has to wait for it (4.8).</summary>
internal sealed class KeptMedia(MediaUploads uploads, TimeProvider time)
{
    public async Task<OperationResult> KeepAsync(WeComApp app, KeepMedia keep, CancellationToken cancellationToken)
    {
        var uploaded = await uploads.RenewAsync(app, keep.Kind, keep.MediaId, cancellationToken);
        return uploaded.Failure switch
        {
            null => new OperationResult.Done(new MediaKept(time.GetUtcNow() + MediaUploads.Kept)),
            SendResult.Retry retry => new OperationResult.Retry(retry.After, retry.Reason),
            SendResult.Rejected no => new OperationResult.Rejected(no.Reason),
            _ => new OperationResult.Unknown("no-answer"),
        };
    }
}
