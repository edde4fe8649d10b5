using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Activities;

/// <summary>Choices as buttons, on channels known to show so many; everywhere else they are numbered lines (limits as of BotBuilder's Channel).</summary>
internal static class Suggestions
{
    private const int LongestTitle = 20;

    public static bool Fit(IReadOnlyList<MessageChoice> choices, ConversationReference reference) => reference.ChannelId switch
    {
        Channels.DirectLine or Channels.WebChat or Channels.Emulator => choices.Count <= 100,
        "telegram" => Short(choices, 100),
        "facebook" or "skype" => Short(choices, 10),
        "line" => Short(choices, 13),
        "kik" => Short(choices, 20),
        Channels.Teams => Activity.Text(reference.Conversation, "conversationType") == "personal" && Short(choices, 3),
        _ => false,
    };

    /// <summary>Title and value are equal: some clients send one, some the other, and the customer should see what was pressed.</summary>
    public static JsonObject Of(IReadOnlyList<MessageChoice> choices, ConversationReference reference)
    {
        var actions = new JsonArray();
        foreach (var choice in choices) actions.Add(new JsonObject { ["type"] = "imBack", ["title"] = choice.Title, ["value"] = choice.Title });
        return new JsonObject { ["to"] = new JsonArray(Activity.Text(reference.User, "id")), ["actions"] = actions };
    }

    private static bool Short(IReadOnlyList<MessageChoice> choices, int most) => choices.Count <= most && choices.All(choice => choice.Title.Length <= LongestTitle);
}
