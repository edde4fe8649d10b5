using System.Globalization;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>How soon they mean to buy. Value: days.</summary>
public sealed class HorizonSlot : ISlot
{
    private static readonly (string Key, int Days)[] Steps = [(TextKeys.ChoiceMonth, 31), (TextKeys.ChoiceQuarter, 92), (TextKeys.ChoiceLater, 365)];

    public string Name => SlotNames.Horizon;

    public bool Optional => true;

    public Prompt Ask(Turn turn) => new(TextKeys.AskHorizon,
        [.. Steps.Select(step => new Option($"horizon:{step.Days}", Texts.Format(turn.Locale, step.Key), Days(step.Days)))]);

    public Reading Read(Turn turn) => new(Heard(turn));

    public string? Heard(Turn turn) => turn.Said.TimeFrameDays is { } days ? Days(days) : null;

    public string Show(Turn turn, string value) =>
        Texts.Format(turn.Locale, Steps.FirstOrDefault(step => int.Parse(value, CultureInfo.InvariantCulture) <= step.Days, Steps[^1]).Key);

    private static string Days(int days) => days.ToString(CultureInfo.InvariantCulture);
}
