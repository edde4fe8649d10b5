using System.Globalization;
using System.Text.Json;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Adapters.WeCom.Operations;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Reads;

/// <summary>Customer groups: <c>groupchat/list</c> and <c>groupchat/get</c>.</summary>
internal sealed class GroupReads(WeComOptions options, WeComApi api) : IGroupReads
{
    private const int PageSize = 1000;

    /// <summary>49008 dissolved, 86001 and 86003 no such chat.</summary>
    private static readonly int[] Gone = [49008, 86001, 86003];

    public async Task<ReadPage<string>> GroupsAsync(string account, string? cursor, CancellationToken cancellationToken)
    {
        var answer = (await CallAsync(account, "externalcontact/groupchat/list", new { status_filter = 0, cursor, limit = PageSize }, cancellationToken)).Checked();
        return new ReadPage<string>([.. answer.Body.Items("group_chat_list").Select(chat => chat.Text("chat_id")).OfType<string>()], answer.Text("next_cursor"));
    }

    public async Task<CustomerGroup?> GroupAsync(string account, string group, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(account, "externalcontact/groupchat/get", new { chat_id = group, need_name = 1 }, cancellationToken);
        if (Gone.Contains(answer.Code))
            return null;
        var chat = answer.Checked().Body.Child("group_chat");
        var corpId = options.FindAccount(account)!.CorpId;
        return new CustomerGroup(
            group, chat.Text("name") ?? "", (chat.Text("owner") ?? "").ToLowerInvariant(), chat.Text("notice"), At(chat, "create_time") ?? DateTimeOffset.UnixEpoch,
            chat.Text("member_version"), [.. chat.Items("member_list").Select(member => Member(member, corpId))]);
    }

    private static GroupMember Member(JsonElement member, string corpId)
    {
        var contact = member.Number("type") == 2;
        var id = member.Text("userid") ?? "";
        List<ChannelIdentity> identities = contact ? [CallbackMapper.Identity(corpId, id)] : [];
        if (contact && member.Text("unionid") is { } unionId)
            identities.Add(new ChannelIdentity("unionid", unionId));
        return new GroupMember(
            contact ? id : id.ToLowerInvariant(), contact, member.Text("name") ?? member.Text("group_nickname"), At(member, "join_time"), (int)member.Number("join_scene"),
            member.Text("state"), member.Child("invitor").Text("userid")?.ToLowerInvariant(), identities);
    }

    private static DateTimeOffset? At(JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private Task<ApiAnswer> CallAsync<T>(string account, string path, T body, CancellationToken cancellationToken) =>
        options.FindAccount(account) is { } app && app.Can(Capabilities.ExternalContact)
            ? api.CallAsync(app, new ApiCall(path, ApiJson.Write(body), Repeatable: true), cancellationToken)
            : throw new ChannelReadException("configuration", null);
}
