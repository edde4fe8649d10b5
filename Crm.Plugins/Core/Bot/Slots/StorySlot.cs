using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>What happened, in the customer's own words.</summary>
public sealed class StorySlot : ISlot
{
    public const int Shortest = 10;

    public string Name => SlotNames.Story;

    public bool Optional => false;

    public Prompt Ask(Turn turn) => Prompt.Of(TextKeys.AskStory);

    public Reading Read(Turn turn) => turn.Message.Text.Count(char.IsLetterOrDigit) >= Shortest
        ? new Reading(turn.Message.Text.Trim())
        : new Reading(Wrong: TextKeys.StoryShort);

    public string? Heard(Turn turn) => null;

    public string Show(Turn turn, string value) => value;
}
