using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Mass messages (4.6): a call only makes tasks, which members confirm on the phone.</summary>
internal static class MassCalls
{
    private const int MostCustomers = 10_000;
    private const int MostGroups = 2000;
    private const int MostRemindersADay = 3;

    public static JsonObject Create(Company company, ApiRequest request)
    {
        var toGroups = request.Text("chat_type") switch
        {
            null or "" or "single" => false,
            "group" => true,
            _ => throw new WeComError(40058, "chat_type must be single or group"),
        };
        var sender = request.Text("sender") is { Length: > 0 } named ? company.Member(named).Key : null;
        var (text, lines) = Attachments.Read(company, request);
        var failed = new List<string>();
        var task = new MassTask("msgG" + Ids.New(company.Stamp), toGroups, company.Now, company.Stamp)
        {
            Text = text,
            Lines = lines,
            TextJson = ApiRequest.Member(request.Json, "text")?.GetRawText() ?? "{}",
            AttachmentsJson = ApiRequest.Member(request.Json, "attachments")?.GetRawText() ?? "[]",
            Creator = company.Working.First().Key,
            AllowsSelection = request.Flag("allow_select") ?? false,
        };
        if (toGroups)
            ShareGroups(company, request, task, sender ?? throw new WeComError(40058, "sender missing"));
        else
            ShareCustomers(company, request, task, sender, failed);
        if (task.Shares.Count == 0)
            throw new WeComError(41048, "nobody to send to");
        company.MassTasks[task.MsgId] = task;
        foreach (var share in task.Shares.Values.Where(share => company.Members[share.Member].ConfirmsMassTasks).ToArray())
            MassSending.Confirm(company, task, share, null);
        return new JsonObject { ["fail_list"] = failed.ToJson(), ["msgid"] = task.MsgId };
    }

    /// <summary>At most three in 24 hours. The errcode beyond is not documented in what was read.</summary>
    public static JsonObject Remind(Company company, ApiRequest request)
    {
        var task = Find(company, request);
        while (task.Reminders.TryPeek(out var first) && company.Now - first >= TimeSpan.FromHours(24))
            task.Reminders.Dequeue();
        if (task.Reminders.Count >= MostRemindersADay)
            throw new WeComError(45009, "at most 3 reminders in 24 hours");
        task.Reminders.Enqueue(company.Now);
        return [];
    }

    /// <summary>What has gone out stays out; nothing more goes.</summary>
    public static JsonObject Cancel(Company company, ApiRequest request)
    {
        Find(company, request).Cancelled = true;
        return [];
    }

    public static MassTask Find(Company company, ApiRequest request) =>
        company.MassTasks.TryGetValue(request.Need("msgid", missing: 41046), out var task) ? task : throw new WeComError(41047, "msgid does not exist");

    private static void ShareCustomers(Company company, ApiRequest request, MassTask task, string? sender, List<string> failed)
    {
        var ids = request.Texts("external_userid", MostCustomers) ?? [];
        var filter = ApiRequest.Member(request.Json, "tag_filter") is { } tags ? TagFilter(tags) : null;
        if (ids.Count == 0 && sender is null)
            throw new WeComError(40058, "external_userid and sender are both empty");
        failed.AddRange(ids.Where(id => !company.Contacts.TryGetValue(id, out var known) || !known.Known.Any() || sender is not null && !known.Followers.ContainsKey(sender)));
        var wanted = ids.Count == 0 ? company.Contacts.Values : ids.Except(failed).Select(id => company.Contacts[id]);
        foreach (var contact in wanted)
        {
            var follow = contact.Known.Where(follow => sender is null || follow.Key == sender).OrderByDescending(follow => follow.Value.LastTalk).FirstOrDefault();
            // Only the member who talked with the customer last gets the task.
            if (follow.Key is not null && (filter is null || filter.TrueForAll(any => any.Exists(follow.Value.Tags.Contains))))
                Share(task, follow.Key).Results[contact.Id] = new MassResult();
        }
    }

    private static void ShareGroups(Company company, ApiRequest request, MassTask task, string sender)
    {
        var chats = request.Texts("chat_id_list", MostGroups) ?? [];
        foreach (var chat in chats)
            GroupCalls.Find(company, chat);
        foreach (var group in company.Groups.Values.Where(group => !group.Dismissed && group.Owner == sender && (chats.Count == 0 || chats.Contains(group.ChatId))))
            Share(task, sender).Results[group.ChatId] = new MassResult();
    }

    /// <summary>Any of each list, and all lists (the "and" is from memory in our specification).</summary>
    private static List<List<string>> TagFilter(JsonElement filter) =>
        [.. (ApiRequest.Items(filter, "group_list") ?? []).Select(group => ApiRequest.Texts(group, "tag_list", 100) ?? [])];

    private static MassShare Share(MassTask task, string member)
    {
        if (!task.Shares.TryGetValue(member, out var share))
            task.Shares[member] = share = new MassShare(member);
        return share;
    }
}
