using System.Text.Json.Nodes;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>How a call to a channel ended.</summary>
/// <param name="Status">HTTP status; 0 where there was no answer.</param>
/// <param name="Body">JSON of the answer; null where there was none.</param>
/// <param name="Wait">What the channel asked to wait.</param>
internal sealed record ConnectorAnswer(CallEnd End, int Status, JsonObject? Body = null, TimeSpan? Wait = null)
{
    public bool Ok => Status is >= 200 and < 300;

    /// <summary>Of the new activity; "" where the channel told none, as with an empty body.</summary>
    public string Id => Text(Body?["id"]);

    /// <summary>Of <c>{"error":{"code","message"}}</c>; "" where the channel gave none.</summary>
    public string ErrorCode => Text(Body?["error"]?["code"]);

    /// <summary>For the log only; cut short, since a channel may say anything.</summary>
    public string ErrorMessage => Text(Body?["error"]?["message"]) is { Length: > 200 } text ? text[..200] : Text(Body?["error"]?["message"]);

    /// <summary>Status of the service behind the channel, where it says so; else 0.</summary>
    public int InnerStatus => Body?["error"]?["innerHttpError"]?["statusCode"] is JsonValue value && value.TryGetValue<int>(out var status) ? status : 0;

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

internal enum CallEnd
{
    Answered,
    /// <summary>Nothing left us.</summary>
    NoConnection,
    /// <summary>The address may not be called.</summary>
    Refused,
    /// <summary>It may have arrived.</summary>
    Lost,
    /// <summary>There is no token, now or until the operator acts.</summary>
    NoToken,
    NoTokenNow,
}
