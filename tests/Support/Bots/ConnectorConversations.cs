using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Crm.Tests.Support.Bots;

/// <summary>The conversations of <see cref="FakeConnector"/> and what its routes do with them.</summary>
internal sealed class ConnectorConversations
{
    private readonly ConcurrentDictionary<string, Conversation> _known = new();
    private int _opened;

    public IReadOnlyList<string> Ids => [.. _known.Keys];

    public void Add(string id, IEnumerable<string> members) => _known[id] = new Conversation(id, [.. members]);

    public void Remove(string id) => _known.TryRemove(id, out _);

    public IReadOnlyList<JsonObject> Activities(string id)
    {
        if (!_known.TryGetValue(id, out var conversation)) return [];
        lock (conversation) return [.. conversation.Activities];
    }

    public (int, JsonNode?) Answer(string method, string path, JsonObject? body, Action<string, JsonObject>? took)
    {
        var parts = path.Split('?')[0].Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (parts is ["v3", "attachments", var attachment, ..]) return (200, new JsonObject { ["name"] = attachment, ["views"] = new JsonArray() });
        if (parts is ["v3", "conversations"]) return method == "POST" ? Open(body!) : (200, new JsonObject { ["conversations"] = new JsonArray() });
        if (parts is not ["v3", "conversations", var id, ..]) return NotFound("NotFound");
        if (!_known.TryGetValue(id, out var conversation)) return NotFound("ConversationNotFound");
        lock (conversation)
        {
            return (method, parts[3..]) switch
            {
                ("POST", ["activities"]) => conversation.Take(body!, null, took),
                ("POST", ["activities", "history"]) => (200, new JsonObject { ["id"] = "h1" }),
                ("POST", ["activities", var replied]) => conversation.Take(body!, replied, took),
                ("PUT", ["activities", var changed]) => conversation.Change(changed, body!),
                ("DELETE", ["activities", var deleted]) => conversation.Delete(deleted),
                ("GET", ["activities", _, "members"]) or ("GET", ["members"]) => (200, new JsonArray([.. conversation.Members.Select(Account)])),
                ("GET", ["pagedmembers"]) => (200, new JsonObject { ["members"] = new JsonArray([.. conversation.Members.Select(Account)]) }),
                ("GET", ["members", var member]) => conversation.Members.Contains(member) ? (200, Account(member)) : NotFound("MemberNotFoundInConversation"),
                ("DELETE", ["members", var member]) => conversation.Members.Remove(member) ? (204, null) : NotFound("MemberNotFoundInConversation"),
                ("POST", ["attachments"]) => (201, new JsonObject { ["id"] = $"a-{conversation.Activities.Count}" }),
                _ => NotFound("NotFound"),
            };
        }
    }

    private (int, JsonNode?) Open(JsonObject body)
    {
        if (body["bot"]?["id"] is null || body["members"] is not JsonArray { Count: > 0 } members) return FakeConnector.Refused(400, "BadArgument", "bot and members.");
        var id = $"opened:{Interlocked.Increment(ref _opened).ToString(CultureInfo.InvariantCulture)};messageid=1|x";
        Add(id, members.Select(member => (string)member!["id"]!));
        return (201, new JsonObject { ["id"] = id, ["activityId"] = "", ["serviceUrl"] = "https://elsewhere.example/" });
    }

    private static JsonObject Account(string id) => new() { ["id"] = id, ["name"] = $"name of {id}" };

    private static (int, JsonNode?) NotFound(string code) => FakeConnector.Refused(404, code, "There is none.");

    private sealed class Conversation(string id, List<string> members)
    {
        public List<string> Members => members;

        public List<JsonObject> Activities { get; } = [];

        public (int, JsonNode?) Take(JsonObject activity, string? replied, Action<string, JsonObject>? took)
        {
            if (activity.ContainsKey("id")) return FakeConnector.Refused(400, "BadArgument", "The channel gives the id.");
            if ((string?)activity["type"] is not { Length: > 0 }) return FakeConnector.Refused(400, "MissingProperty", "type.");
            if ((string?)activity["conversation"]?["id"] != id) return FakeConnector.Refused(400, "BadArgument", "conversation.id differs from the path.");
            if ((string?)activity["from"]?["id"] is not { Length: > 0 }) return FakeConnector.Refused(400, "MissingProperty", "from.id.");
            if ((string?)activity["replyToId"] != replied) return FakeConnector.Refused(400, "BadArgument", "replyToId differs from the path.");
            var given = $"{id}|{Activities.Count:0000000}";
            var stored = (JsonObject)activity.DeepClone();
            stored["id"] = given;
            Activities.Add(stored);
            took?.Invoke(id, stored);
            return (201, new JsonObject { ["id"] = given });
        }

        public (int, JsonNode?) Change(string activity, JsonObject body)
        {
            var at = Activities.FindIndex(a => (string?)a["id"] == activity);
            if (at < 0) return NotFound("ActivityNotFoundInConversation");
            Activities[at] = (JsonObject)body.DeepClone();
            Activities[at]["id"] = activity;
            return (200, new JsonObject { ["id"] = activity });
        }

        public (int, JsonNode?) Delete(string activity) =>
            Activities.RemoveAll(a => (string?)a["id"] == activity) == 1 ? (200, null) : NotFound("ActivityNotFoundInConversation");
    }
}
