using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Outbound;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>Customer-service accounts and who serves in them (4.4).</summary>
internal sealed class ServiceAccounts(WeComApi api, MediaUploads uploads)
{
    private const int MostMembers = 100;
    private const int LongestName = 16;

    public async Task<OperationResult> SaveAsync(WeComApp app, SaveServiceAccount change, CancellationToken cancellationToken)
    {
        if (change.Remove)
            return change.ServiceAccount is null
                ? new OperationResult.Rejected("content")
                : Outcome(await CallAsync(app, "account/del", new { open_kfid = change.ServiceAccount }, cancellationToken), change.ServiceAccount, repeatable: true);
        if (change.Name is not { Length: > 0 and <= LongestName } && (change.Name is not null || change.ServiceAccount is null))
            return new OperationResult.Rejected("content");
        string? avatar = null;
        if (change.AvatarMediaId is { } media)
        {
            var uploaded = await uploads.GetAsync(app, "image", media, cancellationToken);
            if (uploaded.Failure is SendResult.Retry retry)
                return new OperationResult.Retry(retry.After, retry.Reason);
            if (uploaded.Failure is not null)
                return new OperationResult.Rejected(uploaded.Failure is SendResult.Rejected rejected ? rejected.Reason : "content");
            avatar = uploaded.Id;
        }

        return change.ServiceAccount is { } id
            ? Outcome(await CallAsync(app, "account/update", new { open_kfid = id, name = change.Name, media_id = avatar }, cancellationToken), id, repeatable: true)
            : Outcome(await CallAsync(app, "account/add", new { name = change.Name, media_id = avatar }, cancellationToken), null, repeatable: false);
    }

    /// <summary>Adding somebody who is there, or removing somebody who is not, is no failure.</summary>
    public async Task<OperationResult> StaffAsync(WeComApp app, ChangeServiceStaff change, CancellationToken cancellationToken)
    {
        if (change.Add.Count > MostMembers || change.Remove.Count > MostMembers)
            return new OperationResult.Rejected("content");
        foreach (var (call, members) in new[] { ("servicer/add", change.Add), ("servicer/del", change.Remove) })
        {
            if (members.Count == 0)
                continue;
            var answer = await CallAsync(app, call, new { open_kfid = change.ServiceAccount, userid_list = members }, cancellationToken);
            if (!answer.Ok)
                return OperationOutcome.From(answer, repeatable: true);
            if (answer.Body.Items("result_list").FirstOrDefault(result => result.Number("errcode") != 0) is { ValueKind: not System.Text.Json.JsonValueKind.Undefined } refused)
                return new OperationResult.Rejected("recipient-gone", (int)refused.Number("errcode"));
        }

        return new OperationResult.Done();
    }

    private static OperationResult Outcome(ApiAnswer answer, string? id, bool repeatable) =>
        OperationOutcome.From(answer, done => (id ?? done.Text("open_kfid")) is { } saved ? new ServiceAccountSaved(saved) : null, repeatable);

    private Task<ApiAnswer> CallAsync<T>(WeComApp app, string path, T body, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall($"kf/{path}", ApiJson.Write(body)), cancellationToken);
}
