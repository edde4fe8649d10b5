using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.LanguageModels;

/// <summary>What a message says: by the rules, and where those are in doubt by what the language model took it for beforehand.</summary>
public sealed class ReadText(IIntentRecogniser rules, VehicleCatalogue vehicles, LanguageModelOptions options)
{
    private const double Sure = 0.6;

    /// <param name="inboxId">The message, as the reading is kept by it.</param>
    public Recognised Run(Unit unit, string inboxId, string text, string? locale)
    {
        var said = rules.Recognise(text, locale);
        return options.IsOn && InDoubt(said) && ModelReadings.Of(unit, inboxId) is { } reading ? reading.AddTo(said, vehicles) : said;
    }

    /// <summary>Whether the rules leave the meaning open. Danger, a stop, a number or a plain yes or no leave no doubt.</summary>
    public static bool InDoubt(Recognised said) =>
        said.SafetyWords.Count == 0 && !said.IsOptOut && said is { Phone: null, HasBrokenPhone: false, Consent: null } && !said.Intents.Any(intent => intent.Confidence >= Sure);
}
