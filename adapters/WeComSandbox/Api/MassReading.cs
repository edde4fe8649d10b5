using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>How mass messages stand (4.6).</summary>
internal static class MassReading
{
    public static JsonObject List(Company company, ApiRequest request)
    {
        var toGroups = request.Need("chat_type") switch { "single" => false, "group" => true, _ => throw new WeComError(40058, "chat_type must be single or group") };
        if (request.Number("start_time") is not { } start || request.Number("end_time") is not { } end)
            throw new WeComError(40058, "start_time and end_time are needed");
        if (end < start || end - start > 31 * 86400)
            throw new WeComError(40058, "the range is at most one month");
        var creator = request.Text("creator") is { Length: > 0 } named ? company.Member(named).Key : null;
        var all = company.MassTasks.Values.Where(task => task.ToGroups == toGroups && (creator is null || task.Creator == creator)
            && task.Stamp.ToUnixTimeSeconds() >= start && task.Stamp.ToUnixTimeSeconds() <= end).ToArray();
        var (page, next) = Paging.Page(all, request.Text("cursor"), request.Number("limit", 1, 100, absent: 50));
        return new JsonObject
        {
            ["group_msg_list"] = page.ToArray(task => new JsonObject
            {
                ["msgid"] = task.MsgId, ["creator"] = task.Creator, ["create_time"] = task.Stamp.ToUnixTimeSeconds(), ["create_type"] = 0,
                ["text"] = JsonNode.Parse(task.TextJson), ["attachments"] = JsonNode.Parse(task.AttachmentsJson),
            }),
            ["next_cursor"] = next,
        };
    }

    public static JsonObject Tasks(Company company, ApiRequest request)
    {
        var task = MassCalls.Find(company, request);
        var (page, next) = Paging.Page([.. task.Shares.Values], request.Text("cursor"), request.Number("limit", 1, 1000, absent: 500));
        return new JsonObject
        {
            ["task_list"] = page.ToArray(share =>
            {
                var shown = new JsonObject { ["userid"] = share.Member, ["status"] = share.Sent is null ? 0 : 2 };
                if (share.Sent is { } at)
                    shown["send_time"] = at.ToUnixTimeSeconds();
                return shown;
            }),
            ["next_cursor"] = next,
        };
    }

    public static JsonObject Results(Company company, ApiRequest request)
    {
        var task = MassCalls.Find(company, request);
        var member = company.Member(request.Need("userid", missing: 41009)).Key;
        MassResultLine[] all = task.Shares.TryGetValue(member, out var share) ? [.. share.Results.Select(result => new MassResultLine(result.Key, result.Value))] : [];
        var (page, next) = Paging.Page(all, request.Text("cursor"), request.Number("limit", 1, 1000, absent: 500));
        return new JsonObject
        {
            ["send_list"] = page.ToArray(line =>
            {
                var shown = new JsonObject { [task.ToGroups ? "chat_id" : "external_userid"] = line.Id, ["userid"] = member, ["status"] = line.Result.Status };
                if (line.Result.At is { } at)
                    shown["send_time"] = at.ToUnixTimeSeconds();
                return shown;
            }),
            ["next_cursor"] = next,
        };
    }

    private sealed record MassResultLine(string Id, MassResult Result);
}
