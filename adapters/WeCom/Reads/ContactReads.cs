using System.Text.Json;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Adapters.WeCom.Operations;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Reads;

/// <summary>Who has which customer, the company's tags, and the results of hand-overs (spec/wecom.md 4.5).</summary>
internal sealed class ContactReads(WeComOptions options, WeComApi api) : IContactReads
{
    /// <summary>No relation: a member without customers, or a contact who is still half added or gone.</summary>
    private const int NoRelation = 84061;

    private const int PageSize = 100;

    public async Task<IReadOnlyList<string>> MembersAsync(string account, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(App(account), "externalcontact/get_follow_user_list", null, cancellationToken);
        return [.. answer.Body.Items("follow_user").Where(user => user.ValueKind == JsonValueKind.String)
            .Select(user => user.GetString()!.ToLowerInvariant()).Distinct()];
    }

    public async Task<ReadPage<ContactLink>> LinksAsync(string account, string member, string? cursor, CancellationToken cancellationToken)
    {
        var app = App(account);
        var body = ApiJson.Write(new { userid_list = new[] { member }, cursor, limit = PageSize });
        var answer = await api.CallAsync(app, new ApiCall("externalcontact/batch/get_by_user", body, Repeatable: true), cancellationToken);
        if (answer.Code == NoRelation)
            return new ReadPage<ContactLink>([], null);
        answer.Checked();
        var links = answer.Body.Items("external_contact_list")
            .Select(entry => Link(app, entry.Child("external_contact"), entry.Child("follow_info"), member)).OfType<ContactLink>();
        return new ReadPage<ContactLink>([.. links], answer.Text("next_cursor"));
    }

    public async Task<IReadOnlyList<ContactLink>> LinksOfAsync(string account, string contact, CancellationToken cancellationToken)
    {
        var app = App(account);
        var links = new List<ContactLink>();
        for (string? cursor = null; ;)
        {
            var query = $"external_userid={Uri.EscapeDataString(contact)}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
            var answer = await api.CallAsync(app, new ApiCall("externalcontact/get", Query: query, Repeatable: true), cancellationToken);
            if (answer.Code == NoRelation)
                return links;
            answer.Checked();
            links.AddRange(answer.Body.Items("follow_user").Select(follow => Link(app, answer.Body.Child("external_contact"), follow, null)).OfType<ContactLink>());
            if ((cursor = answer.Text("next_cursor")) is null)
                return links;
        }
    }

    public async Task<IReadOnlyList<ContactTag>> TagsAsync(string account, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(App(account), "externalcontact/get_corp_tag_list", "{}"u8.ToArray(), cancellationToken);
        return [.. answer.Body.Items("tag_group").Where(group => !Deleted(group)).SelectMany(group => group.Items("tag").Where(tag => !Deleted(tag)).Select(tag =>
            new ContactTag(group.Text("group_id") ?? "", group.Text("group_name") ?? "", tag.Text("id") ?? "", tag.Text("name") ?? "")))];
    }

    public async Task<ReadPage<TransferState>> TransfersAsync(
        string account, string from, string to, bool fromLeaver, string? cursor, CancellationToken cancellationToken)
    {
        var path = fromLeaver ? "externalcontact/resigned/transfer_result" : "externalcontact/transfer_result";
        var answer = await ReadAsync(App(account), path, ApiJson.Write(new { handover_userid = from, takeover_userid = to, cursor }), cancellationToken);
        return new ReadPage<TransferState>(
            [.. answer.Body.Items("customer").Select(customer => new TransferState(customer.Text("external_userid") ?? "", State(customer), At(customer, "takeover_time")))],
            answer.Text("next_cursor"));
    }

    private async Task<ApiAnswer> ReadAsync(WeComApp app, string path, byte[]? body, CancellationToken cancellationToken) =>
        (await api.CallAsync(app, new ApiCall(path, body, Repeatable: true), cancellationToken)).Checked();

    /// <summary>Both spellings: <c>follow_user</c> of one contact lists tags as objects, <c>follow_info</c> of a page as ids.</summary>
    private static ContactLink? Link(WeComApp app, JsonElement contact, JsonElement follow, string? asked)
    {
        if (contact.Text("external_userid") is not { } id || (follow.Text("userid")?.ToLowerInvariant() ?? asked) is not { } member)
            return null;
        var identities = new List<ChannelIdentity> { CallbackMapper.Identity(app.CorpId, id) };
        if (contact.Text("unionid") is { } unionId)
            identities.Add(new ChannelIdentity("unionid", unionId));
        // Type 1 are the company's tags; a member's own are theirs.
        var tags = follow.Items("tags").Where(tag => tag.Number("type") is 0 or 1).Select(tag => tag.Text("tag_id"))
            .Concat(follow.Items("tag_id").Select(tag => tag.ValueKind == JsonValueKind.String ? tag.GetString() : null)).OfType<string>();
        return new ContactLink(member, id, contact.Text("name"), follow.Text("remark"), [.. tags.Distinct()], follow.Text("state"),
            (int)follow.Number("add_way"), At(follow, "createtime") ?? DateTimeOffset.UnixEpoch, identities)
        { Description = follow.Text("description") };
    }

    private static bool Deleted(JsonElement element) =>
        element.Child("deleted").ValueKind == JsonValueKind.True;

    private static string State(JsonElement customer) => customer.Number("status") switch
    {
        1 => "done",
        2 => "waiting",
        3 => "refused",
        4 => "limit",
        _ => "none",
    };

    private static DateTimeOffset? At(JsonElement element, string name) =>
        element.Number(name) is > 0 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private WeComApp App(string account) =>
        options.FindAccount(account) is { } app && app.Can(Capabilities.ExternalContact) ? app : throw new ChannelReadException("configuration", null);
}
