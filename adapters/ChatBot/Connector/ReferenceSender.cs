using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>
/// Writes into a conversation through its stored reference, however long ago its last word was. A channel that says the
/// conversation is gone closes the reference; then a new one is opened where the channel lets bots do so, else the host
/// looks for another way to the customer (spec/bot.md 3 and 4).
/// </summary>
internal sealed class ReferenceSender(
    ConversationReferences references, ActivitySender sender, NewConversations conversations, SentFiles files, ConnectorOptions options, TimeProvider time, ILogger<ReferenceSender> logger)
{
    public async Task<SendResult> SendAsync(BotAddress address, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Deadline <= time.GetUtcNow()) return new SendResult.Rejected("expired");
        if (await references.FindAsync(address.Reference, cancellationToken) is not { } stored) return new SendResult.Rejected(SendOutcome.RecipientGone);
        if (!MayCall(stored.Reference)) return new SendResult.Rejected("unverified-address");
        if (stored.Reference.Closed is not null) return await ElsewhereAsync(stored, message, cancellationToken);

        var result = await SendAsync(stored.Reference, address.ActivityId, message, cancellationToken);
        if (result is not SendResult.Rejected { Reason: SendOutcome.RecipientGone }) return result;
        await references.CloseAsync(stored, "gone", cancellationToken);
        // Somebody may have written meanwhile and so renewed it.
        return await references.FindAsync(address.Reference, cancellationToken) is { } now ? await ElsewhereAsync(now, message, cancellationToken) : result;
    }

    /// <summary>Shows that somebody writes; whether it arrives matters to nobody.</summary>
    public async Task TypingAsync(BotAddress address, MessageSpeaker speaker, CancellationToken cancellationToken)
    {
        if (await references.FindAsync(address.Reference, cancellationToken) is not { Reference: { Closed: null } to } || !MayCall(to)) return;
        var typing = new JsonObject
        {
            ["type"] = ActivityTypes.Typing, ["channelId"] = to.ChannelId, ["conversation"] = to.Conversation.DeepClone(), ["from"] = to.Bot.DeepClone(), ["recipient"] = to.User.DeepClone(),
            ["channelData"] = new JsonObject { ["agent"] = new JsonObject { ["id"] = speaker.Id, ["displayName"] = speaker.Name } },
        };
        await sender.SendAsync(to, [typing], Ids.New(time.GetUtcNow()), cancellationToken);
    }

    private async Task<SendResult> ElsewhereAsync(StoredReference closed, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (closed.Reference.Closed is null) return new SendResult.Retry(TimeSpan.Zero, "renewed");
        // Answers belong to what was said there; only news of our own is worth a new conversation.
        if (message.Notice is null || !conversations.Allowed(closed.Reference)) return new SendResult.Rejected("conversation-closed");
        var (opened, failure) = await conversations.OpenAsync(closed, $"{message.Id}-open", cancellationToken);
        return opened is null ? SendOutcome.From(failure!, message.Attempt, resend: true) : await SendAsync(opened, null, message, cancellationToken);
    }

    private async Task<SendResult> SendAsync(ConversationReference to, string? replied, OutboundMessage message, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(to, [ActivityWriter.Message(message, to, replied, files.AddressOf)], message.Id, cancellationToken);
        // The activity we answer may be gone long before its conversation is.
        if (answer.Status == 404 && replied is not null) return await SendAsync(to, null, message, cancellationToken);
        if (answer.Status >= 300)
            logger.LogWarning("{Channel} answered {Status} {Code}: {Message}", to.ChannelId, answer.Status, answer.ErrorCode, answer.ErrorMessage);
        return SendOutcome.From(answer, message.Attempt, resend: message.Promise is not null);
    }

    /// <summary>Only where a token vouched for the address, or where the operator did.</summary>
    public bool MayCall(ConversationReference reference) =>
        Uri.TryCreate(reference.ServiceUrl, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && (options.AllowedHosts.Contains(address.Host) || (reference.VerifiedAt is not null && address.Scheme == Uri.UriSchemeHttps));
}
