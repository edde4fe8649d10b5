using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>A promise as a card for clients that draw one, and as facts for a page that shows a live countdown.</summary>
internal static class PromiseCard
{
    public static JsonObject Of(MessagePromise promise)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(promise.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var from = TimeZoneInfo.ConvertTime(promise.WindowStart, zone);
        var to = TimeZoneInfo.ConvertTime(promise.DueAt, zone);
        var hours = string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm} – {to:HH:mm}");
        var day = string.Create(CultureInfo.InvariantCulture, $"{to:yyyy-MM-dd} · {zone.Id}");
        return new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = new JsonObject
            {
                ["type"] = "AdaptiveCard", ["version"] = "1.4", ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["speak"] = hours,
                ["body"] = new JsonArray(
                    new JsonObject { ["type"] = "TextBlock", ["text"] = hours, ["size"] = "large", ["weight"] = "bolder" },
                    new JsonObject { ["type"] = "TextBlock", ["text"] = day, ["isSubtle"] = true, ["spacing"] = "none" }),
            },
        };
    }

    public static JsonObject Facts(MessagePromise promise) => new()
    {
        ["id"] = promise.Id, ["windowStart"] = ActivityView.Instant(promise.WindowStart), ["dueAt"] = ActivityView.Instant(promise.DueAt),
        ["timeZone"] = promise.TimeZone, ["state"] = promise.State,
    };
}
