using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>
/// Codes to join a group (「加入群聊」). Not in our specification: calls and field names as in the public SDKs, which cite
/// document/path/92229; the errcodes are those of contact ways and not confirmed.
/// </summary>
internal static class JoinWayCalls
{
    private const int MostGroups = 5;

    public static JsonObject Add(Company company, ApiRequest request)
    {
        if (request.Number("scene") is not (1 or 2) || request.Number("scene") is not { } scene)
            throw new WeComError(41038, "scene must be 1 or 2");
        var way = Read(company, request, new JoinWay(RandomNumberGenerator.GetHexString(32, lowercase: true), (int)scene) { ChatIds = [] });
        company.JoinWays[way.ConfigId] = way;
        return new JsonObject { ["config_id"] = way.ConfigId };
    }

    public static JsonObject Update(Company company, ApiRequest request)
    {
        var way = Find(company, request);
        if (request.Number("scene") is { } scene && scene != way.Scene)
            throw new WeComError(41038, "scene cannot change");
        company.JoinWays[way.ConfigId] = Read(company, request, way);
        return [];
    }

    public static JsonObject Get(Company company, ApiRequest request)
    {
        var way = Find(company, request);
        return new JsonObject
        {
            ["join_way"] = new JsonObject
            {
                ["config_id"] = way.ConfigId, ["scene"] = way.Scene, ["remark"] = way.Remark, ["auto_create_room"] = way.OpensNewRoom ? 1 : 0,
                ["room_base_name"] = way.RoomName, ["room_base_id"] = way.FirstRoomNumber, ["chat_id_list"] = way.ChatIds.ToJson(),
                ["qr_code"] = way.Address, ["state"] = way.State ?? "",
            },
        };
    }

    public static JsonObject Delete(Company company, ApiRequest request)
    {
        company.JoinWays.Remove(Find(company, request).ConfigId);
        return [];
    }

    private static JoinWay Find(Company company, ApiRequest request) =>
        company.JoinWays.TryGetValue(request.Need("config_id", missing: 41040), out var way) ? way : throw new WeComError(41044, "config_id does not exist");

    private static JoinWay Read(Company company, ApiRequest request, JoinWay way)
    {
        var chats = request.Texts("chat_id_list", MostGroups);
        if (chats is null or [])
            throw new WeComError(86001, "chat_id_list missing");
        foreach (var chat in chats)
            GroupCalls.Find(company, chat);
        return way with
        {
            ChatIds = chats,
            Remark = request.Short("remark", 30) ?? way.Remark,
            State = request.Short("state", 30) ?? way.State,
            OpensNewRoom = request.Flag("auto_create_room") ?? way.OpensNewRoom,
            RoomName = request.Short("room_base_name", 40) ?? way.RoomName,
            FirstRoomNumber = request.Number("room_base_id") ?? way.FirstRoomNumber,
        };
    }
}
