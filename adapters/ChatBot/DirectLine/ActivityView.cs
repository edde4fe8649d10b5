using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Stored activities as clients get them: with id and time, which only the log knows, and with addresses for files.</summary>
internal sealed class ActivityView(FileAddresses files)
{
    /// <summary>Readable Chinese; the answers are JSON and never part of a page.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An activity set: what streams and polls carry.</summary>
    /// <param name="watermark">Null leaves the client's own.</param>
    public string Set(string conversation, IEnumerable<LogRecord> records, long? watermark)
    {
        var set = new JsonObject { ["activities"] = new JsonArray([.. records.Select(record => Of(conversation, record))]) };
        if (watermark is { } mark) set["watermark"] = mark.ToString(CultureInfo.InvariantCulture);
        return set.ToJsonString(Json);
    }

    /// <summary>One entry as everybody sees it, with its id.</summary>
    public JsonObject Of(string conversation, LogRecord record)
    {
        var activity = JsonNode.Parse(record.Body)!.AsObject();
        activity["id"] = Conversation.ActivityId(conversation, record.Seq);
        activity["timestamp"] = Instant(record.At);
        if (activity["attachments"] is JsonArray attachments)
            foreach (var attachment in attachments.OfType<JsonObject>())
                if (FileAddresses.MediaIdOf(attachment) is { } media) attachment["contentUrl"] = files.Of(media);
        return activity;
    }

    /// <summary>The activity that ends its conversation. The look at the text is enough: only such entries close a log.</summary>
    public static bool Ends(LogRecord record) =>
        record.Body.Contains("\"endOfConversation\"", StringComparison.Ordinal) && ActivityRules.Text(JsonNode.Parse(record.Body)!.AsObject(), "type") == "endOfConversation";

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
