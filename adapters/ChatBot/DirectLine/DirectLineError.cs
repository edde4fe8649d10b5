using System.Text;
using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// A refusal as Direct Line clients know it. They act on the status alone: 403 means get a new token, 404 the conversation is
/// gone, and anything from 500 on ends polling for good (spec/bot.md 5.1).
/// </summary>
internal sealed record DirectLineError(int Status, string Code, string Message)
{
    public TimeSpan? RetryAfter { get; init; }

    public static DirectLineError NotConfigured { get; } = new(503, "DirectLineNotConfigured", "Set DirectLine:Secrets of the chatbot plugin to use Direct Line.");

    public static DirectLineError NoCredentials { get; } = new(401, "MissingCredentials", "Send Authorization: Bearer with a token or secret.");

    public static DirectLineError BadToken { get; } = new(403, "BadToken", "The token or secret is not valid here.");

    public static DirectLineError TokenExpired { get; } = new(403, "TokenExpired", "The token has expired.");

    public static DirectLineError TokenRevoked { get; } = new(403, "TokenRevoked", "The token was revoked.");

    public static DirectLineError OriginRefused { get; } = new(403, "OriginNotTrusted", "The token does not serve this page.");

    public static DirectLineError SecretOnly { get; } = new(403, "SecretRequired", "Only the secret may do this.");

    public static DirectLineError TokenOnly { get; } = new(403, "TokenRequired", "Only a token can be refreshed.");

    public static DirectLineError NoConversation { get; } = new(404, "ConversationNotFound", "There is no such conversation.");

    public static DirectLineError Ended { get; } = new(404, "ConversationEnded", "The conversation has ended.");

    public static DirectLineError TooBig { get; } = new(413, "MessageSizeTooBig", "The activity is larger than allowed.");

    public static DirectLineError Bad(string message) => new(400, "BadArgument", message);

    public ChannelReply Reply(IReadOnlyDictionary<string, string> headers)
    {
        var all = new Dictionary<string, string>(headers);
        if (RetryAfter is { } wait) all["Retry-After"] = $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0}";
        if (Status == 401) all["WWW-Authenticate"] = "Bearer";
        return new ChannelReply(Status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(Json), all);
    }

    public string Json => new JsonObject { ["error"] = new JsonObject { ["code"] = Code, ["message"] = Message } }.ToJsonString();
}
