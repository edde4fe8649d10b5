using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>Which car. Value: brand, series and model, parted by <c>|</c>; a name our catalogue does not know is kept as the model.</summary>
public sealed class ModelSlot : ISlot
{
    private const int Longest = 40;

    public string Name => SlotNames.Model;

    public bool Optional => true;

    public Prompt Ask(Turn turn) => new(TextKeys.AskModel, [new Option("model:skip", Texts.Format(turn.Locale, TextKeys.ChoiceNotSure), "")]);

    public Reading Read(Turn turn)
    {
        if (Heard(turn) is { } known) return new Reading(known);
        var text = turn.Message.Text.Trim();
        var isName = text.Length <= Longest && text.Any(char.IsLetter) && turn.Said.Intents.All(intent => intent.Name == IntentNames.ProductQuestion) && turn.Said.Phone is null;
        return new Reading(isName ? $"||{text.Replace("|", " ", StringComparison.Ordinal)}" : null);
    }

    public string? Heard(Turn turn) => turn.Said is { Brand: { } brand } said ? $"{brand}|{said.Series}|{said.Model}" : null;

    public string Show(Turn turn, string value) => string.Join(' ', value.Split('|').Where(part => part.Length > 0));

    /// <summary>Brand, series and model; null where unknown.</summary>
    public static (string? Brand, string? Series, string? Model) Parts(string? value)
    {
        var parts = value?.Split('|') ?? [];
        string? At(int i) => i < parts.Length && parts[i].Length > 0 ? parts[i] : null;
        return (At(0), At(1), At(2));
    }
}
