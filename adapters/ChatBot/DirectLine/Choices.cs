using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>The answers last offered in a conversation: a tap comes back as the title, which leads to the id.</summary>
internal static class Choices
{
    public static string Note(IReadOnlyList<MessageChoice> choices) => JsonSerializer.Serialize(choices, JsonSerializerOptions.Web);

    /// <summary>Id of the choice with this title; null where none was offered.</summary>
    public static string? IdOf(string note, string text)
    {
        if (note.Length == 0) return null;
        var said = text.Trim();
        return JsonSerializer.Deserialize<List<MessageChoice>>(note, JsonSerializerOptions.Web)?.Find(choice => choice.Title == said)?.Id;
    }
}
