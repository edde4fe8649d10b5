using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Dealers;

/// <summary>
/// One person has another id in every corp. Who is who across the maker and its dealers is taken from the platform
/// only: by unionid, or by the pending id it lends for 90 days. Never by a name.
/// </summary>
/// <remarks>Not confirmed on the platform: with which corp's token pending ids are asked for. Here it is the maker's.</remarks>
internal sealed class SamePerson(WeComOptions options, WeComApi api)
{
    /// <summary>Further ids of this contact; none where the platform tells of none.</summary>
    public async Task<IReadOnlyList<ChannelIdentity>> ElsewhereAsync(WeComApp app, string contact, ContactProfile profile, CancellationToken cancellationToken)
    {
        if (app.SharedFrom is { } upper && options.FindAccount(upper) is { } maker)
            return await PendingOfAsync(maker, contact, cancellationToken) is { } pending ? [Pending(maker, pending)] : [];
        var unionId = profile.Identities.FirstOrDefault(identity => identity.Kind == "unionid")?.Value;
        return unionId is not null && options.SharedBy(app).Any() ? await AtDealersAsync(app, contact, unionId, cancellationToken) : [];
    }

    private async Task<IReadOnlyList<ChannelIdentity>> AtDealersAsync(WeComApp maker, string contact, string unionId, CancellationToken cancellationToken)
    {
        if ((await AskAsync(maker, "externalcontact/convert_to_openid", new { external_userid = contact }, cancellationToken))?.Text("openid") is not { } openId)
            return [];
        var known = await AskAsync(maker, "corpgroup/unionid_to_external_userid", new { unionid = unionId, openid = openId }, cancellationToken);
        var found = (known?.Body.Items("external_userid_info") ?? [])
            .Where(entry => options.SharedBy(maker).Any(app => app.CorpId == entry.Text("corpid")) && entry.Text("external_userid") is not null)
            .Select(entry => CallbackMapper.Identity(entry.Text("corpid")!, entry.Text("external_userid")!)).ToList();
        // Whom no dealer knows yet may become a dealer's customer later: then this id says who it is.
        if ((await AskAsync(maker, "corpgroup/unionid_to_pending_id", new { unionid = unionId, openid = openId }, cancellationToken))?.Text("pending_id") is { } pending)
            found.Add(Pending(maker, pending));
        return found;
    }

    private async Task<string?> PendingOfAsync(WeComApp maker, string contact, CancellationToken cancellationToken) =>
        (await AskAsync(maker, "corpgroup/batch/external_userid_to_pending_id", new { external_userid = new[] { contact } }, cancellationToken))?
        .Body.Items("result").FirstOrDefault(entry => entry.Text("external_userid") == contact).Text("pending_id");

    private async Task<ApiAnswer?> AskAsync<T>(WeComApp maker, string path, T body, CancellationToken cancellationToken) =>
        await api.CallAsync(maker, new ApiCall(path, ApiJson.Write(body), Repeatable: true), cancellationToken) is { Ok: true } answer ? answer : null;

    private static ChannelIdentity Pending(WeComApp maker, string id) => new("channel", $"wecom:{maker.CorpId}:pending:{id}");
}
