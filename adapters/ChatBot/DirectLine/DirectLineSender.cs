using System.Text.Json.Nodes;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// Sends by adding to the conversation's log, once per message id: a repeat after a crash finds it there. Whoever is
/// connected hears of it, whoever is away reads it later.
/// </summary>
internal sealed class DirectLineSender(IChannelLog log, BotActivities activities, ILogger<DirectLineSender> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var conversation = message.To[InboundItems.AddressPrefix.Length..];
        try
        {
            var activity = await activities.OfAsync(message, cancellationToken);
            var receipt = await AddAsync(conversation, message.Id, activity, message.Choices.Count > 0 ? Choices.Note(message.Choices) : null, cancellationToken);
            return receipt.Outcome is LogOutcome.Closed or LogOutcome.Missing
                ? new SendResult.Rejected("recipient-gone")
                : new SendResult.Sent(Conversation.ActivityId(conversation, receipt.Seq));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Adding again is harmless, so nothing is left unknown.
            logger.LogWarning("A message could not be added to a conversation: {Reason}", e.GetType().Name);
            return new SendResult.Retry(Pause, "store-unavailable");
        }
    }

    /// <summary>Adds an activity of the bot's side; one of type endOfConversation closes the conversation.</summary>
    /// <param name="key">Once per key.</param>
    public Task<LogReceipt> AddAsync(string conversation, string key, JsonObject activity, string? note, CancellationToken cancellationToken)
    {
        activity["conversation"] = new JsonObject { ["id"] = conversation };
        var closes = ActivityRules.Text(activity, "type") == "endOfConversation";
        return log.AppendAsync(new LogEntry(conversation, key, activity.ToJsonString(ActivityView.Json)) { Closes = closes, Note = note }, cancellationToken);
    }
}
