using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>Answers to the bot, in the form its connector client reads.</summary>
internal static class BotAnswers
{
    private const string Json = "application/json; charset=utf-8";

    public static ChannelReply Ok(JsonNode body, int status = 200) => new(status, Json, JsonSerializer.SerializeToUtf8Bytes(body, ConnectorJson.Options));

    public static ChannelReply Id(string id) => Ok(new JsonObject { ["id"] = id });

    public static ChannelReply Error(int status, string code, string message)
    {
        var reply = Ok(new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, status);
        return status == 401 ? reply with { Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer" } } : reply;
    }

    public static ChannelReply NoConversation => Error(404, "ConversationNotFound", "There is no such conversation (any more).");
}
