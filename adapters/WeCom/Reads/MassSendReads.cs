using System.Globalization;
using System.Text.Json;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Operations;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Reads;

/// <summary>How mass sends stand: <c>get_groupmsg_list_v2</c>, <c>get_groupmsg_task</c> and <c>get_groupmsg_send_result</c>.</summary>
internal sealed class MassSendReads(WeComOptions options, WeComApi api, TimeProvider time) : IMassSendReads
{
    private const int ListSize = 100;
    private const int PageSize = 1000;

    /// <summary>The range of one question is at most a month.</summary>
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(30);

    public async Task<ReadPage<MassSendFound>> RecentAsync(string account, DateTimeOffset since, bool toGroups, string? cursor, CancellationToken cancellationToken)
    {
        // The platform's clock may be a little ahead of ours.
        var until = time.GetUtcNow().AddMinutes(5);
        var from = until - since > LongestRange ? until - LongestRange : since;
        var answer = await CallAsync(account, "externalcontact/get_groupmsg_list_v2", new
        {
            chat_type = toGroups ? "group" : "single", start_time = from.ToUnixTimeSeconds(), end_time = until.ToUnixTimeSeconds(), limit = ListSize, cursor,
        }, cancellationToken);
        return new ReadPage<MassSendFound>(
            [.. answer.Body.Items("group_msg_list").Select(one => new MassSendFound(
                one.Text("msgid") ?? "", one.Child("text").Text("content") ?? "", At(one, "create_time") ?? DateTimeOffset.UnixEpoch))],
            answer.Text("next_cursor"));
    }

    public async Task<ReadPage<MassSendMember>> MembersAsync(string account, string platformId, string? cursor, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(account, "externalcontact/get_groupmsg_task", new { msgid = platformId, limit = PageSize, cursor }, cancellationToken);
        return new ReadPage<MassSendMember>(
            [.. answer.Body.Items("task_list").Select(task => new MassSendMember(
                (task.Text("userid") ?? "").ToLowerInvariant(), task.Number("status") != 0, At(task, "send_time")))],
            answer.Text("next_cursor"));
    }

    public async Task<ReadPage<MassSendReceipt>> ReceiptsAsync(string account, string platformId, string member, string? cursor, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(account, "externalcontact/get_groupmsg_send_result", new { msgid = platformId, userid = member, limit = PageSize, cursor }, cancellationToken);
        return new ReadPage<MassSendReceipt>(
            [.. answer.Body.Items("send_list").Select(one => new MassSendReceipt(
                one.Text("external_userid") ?? "", one.Text("chat_id"), Outcome(one.Number("status")), At(one, "send_time")))],
            answer.Text("next_cursor"));
    }

    private static string Outcome(long status) => status switch
    {
        1 => "sent",
        2 => "not-a-friend",
        3 => "quota-used",
        _ => "unsent",
    };

    private static DateTimeOffset? At(JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private async Task<ApiAnswer> CallAsync<T>(string account, string path, T body, CancellationToken cancellationToken) =>
        options.FindAccount(account) is { } app && app.Can(Capabilities.ExternalContact)
            ? (await api.CallAsync(app, new ApiCall(path, ApiJson.Write(body), Repeatable: true), cancellationToken)).Checked()
            : throw new ChannelReadException("configuration", null);
}
