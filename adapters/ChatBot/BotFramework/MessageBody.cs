using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>What a message says, as the CRM reads it: its text with the first attachment, and one more message for each further one.</summary>
internal static partial class MessageBody
{
    private const string CardType = "application/vnd.microsoft.card.";
    private const string TeamsFile = "application/vnd.microsoft.teams.file.download.info";

    public static IReadOnlyList<ChatMessage> Read(Activity activity)
    {
        var text = Mentions.Strip(activity);
        if (activity.TextFormat == "xml") text = WebUtility.HtmlDecode(Tags().Replace(text, " ")).Trim();
        var value = activity.Value;
        if (text.Length == 0 && value is not null) text = Said(value);
        var choice = Activity.Text(value, "choiceId") is { Length: > 0 and <= 64 } id ? id : null;

        var files = activity.Attachments.Select(attachment => File(activity, attachment)).OfType<ChatMessage>().ToList();
        if (files.Count == 0)
            return [text.Length == 0 && Place(activity) is { } place ? new ChatMessage("location", place) : new ChatMessage("text", text, null, choice)];
        if (text.Length > 0) files[0] = files[0] with { Text = text, ChoiceId = choice };
        return files;
    }

    /// <summary>The fields of a submitted card as lines, unless it says in words what it means.</summary>
    private static string Said(JsonObject value)
    {
        if (Activity.Text(value, "text") is { Length: > 0 } text) return text;
        if (Activity.Text(value, "title") is { Length: > 0 } title) return title;
        return string.Join('\n', value
            .Where(field => field.Key != "choiceId" && field.Value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number)
            .Select(field => $"{field.Key}: {field.Value}"));
    }

    private static ChatMessage? File(Activity activity, JsonObject attachment)
    {
        var type = Activity.Text(attachment, "contentType");
        var name = Activity.Text(attachment, "name");
        if (type.StartsWith(CardType, StringComparison.OrdinalIgnoreCase)) return new ChatMessage("card", CardText(attachment["content"], name));
        var address = type == TeamsFile ? Activity.Text(attachment["content"], "downloadUrl") : Activity.Text(attachment, "contentUrl");
        // Teams repeats every formatted text as an attachment without an address.
        if (address.Length == 0 && type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)) return null;
        return new ChatMessage(KindOf(type), name, MediaAddress.Of(activity, address)?.ToString());
    }

    private static string CardText(JsonNode? content, string name)
    {
        string[] parts = [Activity.Text(content, "title"), Activity.Text(content, "subtitle"), Activity.Text(content, "text"), name];
        return string.Join('\n', parts.Where(part => part.Length > 0));
    }

    private static string KindOf(string contentType) => contentType.Split('/')[0].ToLowerInvariant() switch
    {
        "image" => "image",
        "audio" => "voice",
        "video" => "video",
        _ => "file",
    };

    private static string? Place(Activity activity)
    {
        foreach (var entity in activity.Entities)
        {
            var at = Activity.Text(entity, "type") switch { "GeoCoordinates" => entity, "Place" => entity["geo"], _ => null };
            if (Number(at, "latitude") is { } latitude && Number(at, "longitude") is { } longitude)
                return string.Create(CultureInfo.InvariantCulture, $"{latitude},{longitude}");
        }

        return null;
    }

    private static double? Number(JsonNode? node, string name) =>
        node is JsonObject parent && parent[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
