using System.Text;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>Which car or order a complaint is about. Value: <c>vin:…</c> or <c>order:…</c>.</summary>
public sealed partial class CarSlot : ISlot
{
    public const string Vin = "vin:";
    public const string Order = "order:";

    public string Name => SlotNames.Car;

    public bool Optional => true;

    public Prompt Ask(Turn turn) => new(TextKeys.AskCar, [new Option("car:skip", Texts.Format(turn.Locale, TextKeys.ChoiceSkip), "")]);

    public Reading Read(Turn turn)
    {
        if (Heard(turn) is { } value) return new Reading(value);
        var text = Plain(turn);
        if (Seventeen().IsMatch(text)) return new Reading(Wrong: TextKeys.VinInvalid);
        return OrderNumber().Match(text) is { Success: true } order && turn.Said.Phone is null ? new Reading(Order + order.Groups["number"].Value) : default;
    }

    /// <summary>Seventeen characters that are no I, O or Q: nothing else looks like this.</summary>
    public string? Heard(Turn turn) => VinPattern().Match(Plain(turn)) is { Success: true } vin ? Vin + vin.Value : null;

    public string Show(Turn turn, string value) => value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string Plain(Turn turn) => turn.Message.Text.Length > 4_000 ? "" : turn.Message.Text.Where(c => !char.IsSurrogate(c)).Aggregate(new StringBuilder(), (b, c) => b.Append(c))
        .ToString().Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    [GeneratedRegex("(?<![A-Z0-9])(?=[A-Z0-9]*[0-9])(?=[A-Z0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])")]
    private static partial Regex VinPattern();

    [GeneratedRegex("(?<![A-Z0-9])(?=[A-Z0-9]*[0-9])(?=[A-Z0-9]*[A-Z])[A-Z0-9]{16,18}(?![A-Z0-9])")]
    private static partial Regex Seventeen();

    [GeneratedRegex(@"(?:^|订单号?|ORDER(?: (?:NO\.?|NUMBER))?|#)[\s:#是]*(?<number>(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{4,19})\s*$")]
    private static partial Regex OrderNumber();
}
