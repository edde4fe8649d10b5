using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>Answers that carry what the turn said, from the receipts of items that were handled in the request.</summary>
internal static class InlineReply
{
    /// <summary><c>expectReplies</c>: every message of the turn, none sent otherwise. A repeated activity gets the same ones.</summary>
    public static ChannelReply Activities(IReadOnlyList<CaptureReceipt> receipts, ConversationReference reference)
    {
        var activities = new JsonArray();
        foreach (var message in receipts.SelectMany(receipt => receipt.Replies))
            activities.Add(ActivityWriter.Message(message, reference, BotAddress.Parse(message.To)?.ActivityId));
        return Json(new JsonObject { ["activities"] = activities });
    }

    /// <summary>The answer to <c>adaptiveCard/action</c>: a message in words.</summary>
    public static ChannelReply Invoke(IReadOnlyList<CaptureReceipt> receipts) => Json(new JsonObject
    {
        ["statusCode"] = 200,
        ["type"] = "application/vnd.microsoft.activity.message",
        ["value"] = string.Join('\n', receipts.SelectMany(receipt => receipt.Replies).Select(message => message.Text)),
    });

    private static ChannelReply Json(JsonObject body) => new(200, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(body));
}
