using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>Why a request was not taken. The code is stable, the message is for people.</summary>
internal sealed record Refusal(int Status, string Code, string Message)
{
    public static readonly Refusal NotConfigured = new(503, "bot-not-configured", "The bot has no app id: set MicrosoftAppId.");
    public static readonly Refusal OpenDoor = new(503, "auth-disabled-refused", "Auth:Mode=Disabled works in Development on a loopback address only.");
    public static readonly Refusal KeysUnavailable = new(503, "keys-unavailable", "The keys that sign tokens cannot be fetched now. Send it again.");
    public static readonly Refusal NotHandled = new(501, "not-implemented", "The bot does not handle this invoke.");

    /// <summary>The caller is not who the request needs: always 401, never more than a code.</summary>
    public static Refusal Unauthorized(string code) => new(401, code, "The request is not authorized.");

    public static Refusal BadArgument(string message) => new(400, "BadArgument", message);

    public ChannelReply Reply() => new(Status, "application/json; charset=utf-8",
        JsonSerializer.SerializeToUtf8Bytes(new { error = new { code = Code, message = Message } }), Status switch
        {
            401 => new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer" },
            503 => new Dictionary<string, string> { ["Retry-After"] = "1" },
            _ => null,
        });
}
