using System.Text.Json;
using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>A company's tags, and which of them a customer bears for a member. All of it may be done twice.</summary>
internal sealed class Tags(WeComApi api)
{
    private const int Exists = 40071;
    private const int NoSuchTag = 40068;

    public async Task<OperationResult> MarkAsync(WeComApp app, ChangeTags request, CancellationToken cancellationToken)
    {
        if (request.Add.Count + request.Remove.Count == 0)
            return new OperationResult.Done();
        var body = ApiJson.Write(new { userid = request.Member, external_userid = request.Contact, add_tag = request.Add, remove_tag = request.Remove });
        return OperationOutcome.From(await CallAsync(app, "externalcontact/mark_tag", body, cancellationToken), repeatable: true);
    }

    public async Task<OperationResult> SaveAsync(WeComApp app, SaveTag request, CancellationToken cancellationToken)
    {
        if (request.PlatformId is { } id)
        {
            var edited = await CallAsync(app, "externalcontact/edit_corp_tag", ApiJson.Write(new { id, name = request.Name }), cancellationToken);
            return OperationOutcome.From(edited, _ => new TagSaved(request.GroupId ?? "", id), repeatable: true);
        }

        var tag = new[] { new { name = request.Name } };
        var body = request.GroupId is { Length: > 0 } group
            ? ApiJson.Write(new { group_id = group, tag })
            : ApiJson.Write(new { group_name = request.GroupName, tag });
        var added = await CallAsync(app, "externalcontact/add_corp_tag", body, cancellationToken);
        if (added.Ok)
            return OperationOutcome.From(added, answer => Named(answer.Body.Child("tag_group"), request.Name));
        // Somebody made it before us, or we did and never heard of it: it is used as it is.
        if (added.Code == Exists && await FindAsync(app, request, cancellationToken) is { } known)
            return new OperationResult.Done(known);
        return OperationOutcome.From(added, repeatable: true);
    }

    public async Task<OperationResult> RemoveAsync(WeComApp app, RemoveTag request, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(app, "externalcontact/del_corp_tag", ApiJson.Write(new { tag_id = new[] { request.PlatformId } }), cancellationToken);
        return answer.Code == NoSuchTag ? new OperationResult.Done() : OperationOutcome.From(answer, repeatable: true);
    }

    private async Task<TagSaved?> FindAsync(WeComApp app, SaveTag request, CancellationToken cancellationToken)
    {
        var list = await CallAsync(app, "externalcontact/get_corp_tag_list", "{}"u8.ToArray(), cancellationToken);
        return list.Body.Items("tag_group")
            .Where(group => request.GroupId is { Length: > 0 } id ? group.Text("group_id") == id : group.Text("group_name") == request.GroupName)
            .Select(group => Named(group, request.Name)).FirstOrDefault(found => found is not null);
    }

    private static TagSaved? Named(JsonElement group, string name) =>
        group.Items("tag").Where(tag => tag.Text("name") == name).Select(tag => tag.Text("id")).FirstOrDefault() is { } id
            ? new TagSaved(group.Text("group_id") ?? "", id)
            : null;

    private Task<ApiAnswer> CallAsync(WeComApp app, string path, byte[] body, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall(path, body, Repeatable: true), cancellationToken);
}
