using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Our messages as activities: choices as suggested actions, files as attachments, links and promises as cards.</summary>
internal sealed class BotActivities(DirectLineOptions options, IHostMedia media)
{
    public async Task<JsonObject> OfAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var activity = new JsonObject
        {
            ["type"] = "message", ["channelId"] = "directline",
            ["text"] = message.Text, ["textFormat"] = "plain", ["locale"] = message.Locale, ["inputHint"] = message.Choices.Count > 0 ? "expectingInput" : "acceptingInput",
        };
        // Title and value are the same: clients send the one or the other (spec/bot.md 1).
        if (message.Choices.Count > 0)
            activity["suggestedActions"] = new JsonObject { ["actions"] = new JsonArray([.. message.Choices.Select(choice => Action("imBack", choice.Title, choice.Title))]) };
        var attachments = new JsonArray();
        foreach (var attachment in message.Attachments)
            if (await AttachmentAsync(attachment, cancellationToken) is { } json) attachments.Add(json);
        Sign(activity, message.Speaker);
        if (message.Promise is { } promise)
        {
            attachments.Add(PromiseCard.Of(promise));
            ChannelData(activity)["promise"] = PromiseCard.Facts(promise);
        }

        if (attachments.Count > 0) activity["attachments"] = attachments;
        return activity;
    }

    /// <summary>Whose words these are. A person's too go out as the bot's: clients draw every other role as the customer's own.</summary>
    public void Sign(JsonObject activity, MessageSpeaker? speaker)
    {
        activity["from"] = new JsonObject { ["id"] = options.BotId, ["name"] = speaker?.Name ?? options.BotName, ["role"] = "bot" };
        if (speaker is not null) ChannelData(activity)["agent"] = new JsonObject { ["id"] = speaker.Id, ["displayName"] = speaker.Name };
    }

    private static JsonObject ChannelData(JsonObject activity)
    {
        if (activity["channelData"] is not JsonObject data) activity["channelData"] = data = [];
        return data;
    }

    private async Task<JsonObject?> AttachmentAsync(MessageAttachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Kind is "link" or "app") return Link(attachment);
        // Nobody can mend a file that is gone; the words still arrive.
        if (attachment.MediaId is not { } id || await media.GetAsync(id, cancellationToken) is not { } content) return null;
        return new JsonObject { ["contentType"] = content.ContentType, ["contentUrl"] = FileAddresses.Stored(id), ["name"] = content.FileName ?? attachment.Title ?? "file" };
    }

    private static JsonObject? Link(MessageAttachment attachment)
    {
        if (attachment.Url is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) return null;
        var title = attachment.Title ?? url;
        var card = new JsonObject
        {
            ["title"] = title, ["buttons"] = new JsonArray(Action("openUrl", title, url)), ["tap"] = Action("openUrl", title, url),
        };
        if (attachment.Description is { } text) card["text"] = text;
        if (attachment.PictureUrl is { } picture) card["images"] = new JsonArray(new JsonObject { ["url"] = picture });
        return new JsonObject { ["contentType"] = "application/vnd.microsoft.card.hero", ["content"] = card };
    }

    private static JsonObject Action(string type, string title, string value) => new() { ["type"] = type, ["title"] = title, ["value"] = value };
}
