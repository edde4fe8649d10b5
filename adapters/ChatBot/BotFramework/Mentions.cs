using System.Text.RegularExpressions;
using Crm.Adapters.ChatBot.Activities;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>Takes the mention of ourselves out of a text, so that "@bot test drive" is read as "test drive". Mentions of others stay.</summary>
internal static partial class Mentions
{
    public static string Strip(Activity activity)
    {
        var text = activity.Words;
        if (text.Length == 0 || activity.RecipientId.Length == 0) return text;
        var stripped = text;
        foreach (var entity in activity.Entities)
        {
            if (!"mention".Equals(Activity.Text(entity, "type"), StringComparison.OrdinalIgnoreCase)) continue;
            if (Activity.Text(entity["mentioned"], "id") != activity.RecipientId) continue;
            var told = Activity.Text(entity, "text");
            if (told.Length > 0 && stripped.Contains(told, StringComparison.OrdinalIgnoreCase)) stripped = stripped.Replace(told, " ", StringComparison.OrdinalIgnoreCase);
            // Some channels write the tag differently in text and entity.
            else stripped = Tag().Replace(stripped, tag => Names(tag, activity, entity) ? " " : tag.Value);
        }

        return ReferenceEquals(stripped, text) ? text : Spaces().Replace(stripped, " ").Trim();
    }

    private static bool Names(Match tag, Activity activity, System.Text.Json.Nodes.JsonObject entity)
    {
        var name = tag.Groups["name"].Value.Trim();
        return name == activity.RecipientId || name == Activity.Text(activity.Recipient, "name") || name == Activity.Text(entity["mentioned"], "name")
            || tag.Groups["id"].Value == activity.RecipientId;
    }

    [GeneratedRegex("""<at(\s+id="(?<id>[^"]*)")?[^>]*>(?<name>[^<]*)</at>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[ \t\u00a0]+")]
    private static partial Regex Spaces();
}
