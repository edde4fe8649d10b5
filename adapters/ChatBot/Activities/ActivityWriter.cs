using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Activities;

/// <summary>From the host's message to the activity that goes out, as far as it is the same for every way out.</summary>
internal static class ActivityWriter
{
    /// <param name="replyToId">The activity it answers; null for words on our own accord.</param>
    /// <param name="address">Gives a file the address the receiver fetches it from; null where it has none, and then it is named in the text.</param>
    public static JsonObject Message(OutboundMessage message, ConversationReference reference, string? replyToId, Func<MessageAttachment, string?>? address = null)
    {
        var activity = new JsonObject
        {
            ["type"] = ActivityTypes.Message,
            ["channelId"] = reference.ChannelId,
            ["serviceUrl"] = reference.ServiceUrl,
            ["conversation"] = reference.Conversation.DeepClone(),
            ["from"] = Account(reference.Bot, "bot"),
            ["recipient"] = Account(reference.User, "user"),
            ["locale"] = message.Locale,
            ["textFormat"] = "plain",
            ["inputHint"] = IsQuestion(message) ? "expectingInput" : "acceptingInput",
        };
        // Their own id stays with us; the bot remains the sender, or the channel would refuse it.
        if (message.Speaker is { } speaker)
            activity["channelData"] = new JsonObject { ["agent"] = new JsonObject { ["id"] = speaker.Id, ["displayName"] = speaker.Name } };
        if (replyToId is not null) activity["replyToId"] = replyToId;

        var text = message.Text;
        var attachments = new JsonArray();
        foreach (var attachment in message.Attachments)
        {
            if (AttachmentOf(attachment, address) is { } written) attachments.Add(written);
            else text = Lines(text, attachment.Title, attachment.Url);
        }

        if (attachments.Count > 0) activity["attachments"] = attachments;
        if (message.Choices.Count > 0 && Suggestions.Fit(message.Choices, reference)) activity["suggestedActions"] = Suggestions.Of(message.Choices, reference);
        else text = Lines([text, .. message.Choices.Select((choice, i) => $"{i + 1}. {choice.Title}")]);
        activity["text"] = text;
        return activity;
    }

    /// <summary>Ends what is asked for, so that the channel opens its microphone or keyboard.</summary>
    private static bool IsQuestion(OutboundMessage message) =>
        message.Choices.Count > 0 || message.Notice?.Contains("ask-", StringComparison.Ordinal) == true;

    private static JsonObject Account(JsonObject account, string role)
    {
        var copy = (JsonObject)account.DeepClone();
        copy["role"] ??= role;
        return copy;
    }

    private static JsonObject? AttachmentOf(MessageAttachment attachment, Func<MessageAttachment, string?>? address)
    {
        if (attachment.Kind == "link" && attachment.Url is { } link) return HeroCard(attachment, link);
        return address?.Invoke(attachment) is { } url
            ? new JsonObject { ["contentType"] = ContentTypes.Of(attachment), ["contentUrl"] = url, ["name"] = attachment.Title }
            : null;
    }

    private static JsonObject HeroCard(MessageAttachment attachment, string link)
    {
        var title = attachment.Title ?? link;
        var open = new JsonObject { ["type"] = "openUrl", ["title"] = title, ["value"] = link };
        var content = new JsonObject { ["title"] = title, ["text"] = attachment.Description, ["buttons"] = new JsonArray(open) };
        if (attachment.PictureUrl is { } picture) content["images"] = new JsonArray(new JsonObject { ["url"] = picture });
        return new JsonObject { ["contentType"] = "application/vnd.microsoft.card.hero", ["content"] = content };
    }

    private static string Lines(params IEnumerable<string?> lines) => string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
}
