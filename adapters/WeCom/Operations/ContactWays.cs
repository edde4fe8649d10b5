using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>
/// Codes to scan (「联系我」, 4.5). The platform lists them by id only and shows none of ours in its console, so a code whose
/// making had no answer is looked for by its state before another is made.
/// </summary>
internal sealed class ContactWays(WeComApi api, WeComHttp http, TimeProvider time)
{
    private const int ManyMembers = 2;
    private const int ByPicture = 2;
    private const int MostRemark = 30;

    // A first try may have been cut off without our knowing when; the platform keeps trying us for less than this.
    private static readonly TimeSpan LongestTry = TimeSpan.FromDays(3);

    public async Task<OperationResult> SaveAsync(WeComApp app, SaveContactWay way, int attempt, CancellationToken cancellationToken)
    {
        if (way.PlatformId is { } known)
            return await UpdateAsync(app, known, way, cancellationToken);
        var since = way.MadeSince ?? (attempt > 1 ? time.GetUtcNow() - LongestTry : null);
        if (since is { } from)
        {
            var (failure, found) = await FindAsync(app, way.State, from, cancellationToken);
            if (failure is not null)
                return failure;
            if (found is not null)
                return await UpdateAsync(app, found, way, cancellationToken, read: true);
        }

        var answer = await api.CallAsync(app, new ApiCall("externalcontact/add_contact_way", ApiJson.Write(new
        {
            type = ManyMembers, scene = ByPicture, remark = Short(way.Remark), skip_verify = way.SkipVerify, state = way.State, user = way.Members,
        })), cancellationToken);
        if (!answer.Ok)
            // Repeatable, because every further try looks first.
            return OperationOutcome.From(answer, repeatable: true);
        return answer.Text("config_id") is { } id
            ? new OperationResult.Done(await SavedAsync(id, answer.Text("qr_code"), cancellationToken))
            : new OperationResult.Unknown("no-config-id");
    }

    public async Task<OperationResult> RemoveAsync(WeComApp app, RemoveContactWay way, CancellationToken cancellationToken) => OperationOutcome.From(
        await api.CallAsync(app, Call("externalcontact/del_contact_way", way.PlatformId), cancellationToken), repeatable: true);

    private async Task<OperationResult> UpdateAsync(WeComApp app, string id, SaveContactWay way, CancellationToken cancellationToken, bool read = false)
    {
        var answer = await api.CallAsync(app, new ApiCall("externalcontact/update_contact_way", ApiJson.Write(new
        {
            config_id = id, remark = Short(way.Remark), skip_verify = way.SkipVerify, state = way.State, user = way.Members,
        }), Repeatable: true), cancellationToken);
        if (!answer.Ok)
            return OperationOutcome.From(answer, repeatable: true);
        if (!read)
            return new OperationResult.Done(new ContactWaySaved(id, null));
        var shown = await api.CallAsync(app, Call("externalcontact/get_contact_way", id), cancellationToken);
        return shown.Ok
            ? new OperationResult.Done(await SavedAsync(id, shown.Body.Child("contact_way").Text("qr_code"), cancellationToken))
            : OperationOutcome.From(shown, repeatable: true);
    }

    /// <summary>The id of the code with this state, among those made since then.</summary>
    private async Task<(OperationResult? Failure, string? Id)> FindAsync(WeComApp app, string state, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (start, end) = (since.AddMinutes(-5).ToUnixTimeSeconds(), time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds());
        string? cursor = null;
        do
        {
            var page = await api.CallAsync(app, new ApiCall("externalcontact/list_contact_way", ApiJson.Write(new
            {
                start_time = start, end_time = end, cursor, limit = 1000,
            }), Repeatable: true), cancellationToken);
            if (!page.Ok)
                return (OperationOutcome.From(page, repeatable: true), null);
            foreach (var id in page.Body.Items("contact_way").Select(item => item.Text("config_id")).OfType<string>())
            {
                var shown = await api.CallAsync(app, Call("externalcontact/get_contact_way", id), cancellationToken);
                if (shown.Lost || shown.Class is ErrorClass.Transient or ErrorClass.Throttled)
                    return (OperationOutcome.From(shown, repeatable: true), null);
                if (shown.Ok && shown.Body.Child("contact_way").Text("state") == state)
                    return (null, id);
            }

            cursor = page.Text("next_cursor");
        }
        while (cursor is not null);
        return (null, null);
    }

    /// <summary>What the platform calls a link is the address of its own picture, so that is fetched and kept.</summary>
    private async Task<ContactWaySaved> SavedAsync(string id, string? address, CancellationToken cancellationToken) =>
        new(id, address) { Picture = address is null ? null : await http.PictureAsync(address, cancellationToken) };

    private static ApiCall Call(string path, string id) => new(path, ApiJson.Write(new { config_id = id }), Repeatable: true);

    private static string? Short(string? remark) => remark is { Length: > MostRemark } ? remark[..MostRemark] : remark;
}
