using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>
/// Sends the activities of a turn strictly one after another. Some are not for the channel: <c>delay</c> is a pause,
/// <c>invokeResponse</c> belongs into the HTTP answer, and a trace is for the emulator only (spec/bot.md 3).
/// </summary>
internal sealed class ActivitySender(ConnectorClient client, TimeProvider time)
{
    /// <summary>Of one <c>delay</c>; the host waits for a send some seconds only.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private static readonly ConnectorAnswer Nothing = new(CallEnd.Answered, 200);

    /// <summary>The answer to the last one that was sent, or to the first that was not taken.</summary>
    /// <param name="key">The same for every try of this turn.</param>
    public async Task<ConnectorAnswer> SendAsync(ConversationReference to, IReadOnlyList<JsonObject> activities, string key, CancellationToken cancellationToken)
    {
        var last = Nothing;
        for (var i = 0; i < activities.Count; i++)
        {
            var activity = activities[i];
            switch ((string?)activity["type"])
            {
                case "delay":
                    await Task.Delay(DelayOf(activity), time, cancellationToken);
                    break;
                case "invokeResponse":
                case "trace" when to.ChannelId != "emulator":
                    break;
                default:
                    last = await PostAsync(to, activity, activities.Count == 1 ? key : $"{key}-{i}", cancellationToken);
                    if (!last.Ok) return last;
                    break;
            }
        }

        return last;
    }

    private async Task<ConnectorAnswer> PostAsync(ConversationReference to, JsonObject activity, string key, CancellationToken cancellationToken)
    {
        activity.Remove("id");
        var body = Encoding.UTF8.GetBytes(activity.ToJsonString(ConnectorJson.Options));
        if (body.Length > ConnectorClient.MostBodyBytes) return new(CallEnd.Answered, 413);
        var path = (string?)activity["replyToId"] is { Length: > 0 } replied
            ? ConnectorRoutes.Activity(to.ConversationId, replied)
            : ConnectorRoutes.Activities(to.ConversationId);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await client.CallAsync(HttpMethod.Post, to.ServiceUrl, path, body, to.CallerAppId, key, cancellationToken);
            if (answer.Status != 500 || attempt == 2) return answer;
            await Task.Delay(SendOutcome.Pause(1), time, cancellationToken);
        }
    }

    private static TimeSpan DelayOf(JsonObject activity) =>
        activity["value"] is JsonValue value && double.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var ms) && ms > 0
            ? TimeSpan.FromMilliseconds(Math.Min(ms, LongestDelay.TotalMilliseconds))
            : TimeSpan.Zero;
}
