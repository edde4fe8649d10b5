using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>May a dealer have the number? The answer is recorded with the version of these words (P-02) before it is read here.</summary>
public sealed class ConsentSlot : ISlot
{
    public const string Yes = "yes";
    public const string No = "no";

    public string Name => SlotNames.Consent;

    public bool Optional => false;

    public Prompt Ask(Turn turn) => new(TextKeys.AskConsent,
    [
        new Option("consent:yes", Texts.Format(turn.Locale, TextKeys.ChoiceConsentYes), Yes),
        new Option("consent:no", Texts.Format(turn.Locale, TextKeys.ChoiceConsentNo), No),
    ]);

    public Reading Read(Turn turn) => new(Answer(turn) switch { true => Yes, false => No, null => null });

    public string? Heard(Turn turn) => null;

    public string Show(Turn turn, string value) => Texts.Format(turn.Locale, value == Yes ? TextKeys.ChoiceConsentYes : TextKeys.ChoiceConsentNo);

    /// <summary>Yes, no, or neither.</summary>
    public static bool? Answer(Turn turn) => turn.Chosen is { Id: "consent:yes" or "consent:no" } chosen ? chosen.Value == Yes
        // Long after the question a bare yes answers something else.
        : turn.State?.Slot == SlotNames.Half ? turn.Said.Consent
        : turn.Said.Consent ?? (turn.Commands("yes") ? true : turn.Commands("no") ? false : null);
}
