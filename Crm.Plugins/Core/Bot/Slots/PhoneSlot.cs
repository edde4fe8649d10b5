using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>The number to call, E.164.</summary>
public sealed class PhoneSlot : ISlot
{
    public string Name => SlotNames.Phone;

    public bool Optional => false;

    public Prompt Ask(Turn turn) => Prompt.Of(TextKeys.AskPhone);

    public Reading Read(Turn turn) => turn.Said.Phone is { } phone ? new Reading(phone)
        : turn.Said.HasBrokenPhone || turn.Message.Text.Count(char.IsDigit) >= 6 ? new Reading(Wrong: TextKeys.PhoneInvalid)
        : default;

    public string? Heard(Turn turn) => turn.Said.Phone;

    public string Show(Turn turn, string value) => Masking.Phone(value);
}
