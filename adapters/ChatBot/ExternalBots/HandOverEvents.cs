using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>The two events of a hand-over on the wire (spec/bot.md 6). There is no activity of type <c>handoff</c>.</summary>
internal static class HandOverEvents
{
    private const string Initiate = "handoff.initiate";
    private const string Status = "handoff.status";

    /// <summary>What a bot asks for; null where the activity is something else. The value is the bot's own: what we do not know is passed over.</summary>
    public static HandOverAsked? Read(Activity activity) => activity.Type != ActivityTypes.Event || activity.Name != Initiate
        ? null
        : new HandOverAsked(Text(activity, "reason"), Text(activity, "skill") ?? Text(activity, "Skill"), Text(activity, "language"), Text(activity, "priority"));

    /// <summary><c>message</c> is there even where there is none.</summary>
    public static JsonObject Of(string state, string? message) => new()
    {
        ["type"] = ActivityTypes.Event, ["name"] = Status, ["value"] = new JsonObject { ["state"] = state, ["message"] = message },
    };

    private static string? Text(Activity activity, string name) => Activity.Text(activity.Value, name) is { Length: > 0 and <= 100 } text ? text : null;
}
