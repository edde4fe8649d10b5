using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Plugins.Core.LanguageModels;

/// <summary>
/// All that a language model can tell us: intents and vehicles of our own lists, and one of the articles we showed it. It has
/// no place for words, times, numbers or promises, so it cannot make any.
/// </summary>
/// <param name="Series">A name of the vehicle catalogue.</param>
/// <param name="Article">An article's id.</param>
public sealed record ModelReading(IReadOnlyList<ModelIntent> Intents, string? Series = null, string? Article = null)
{
    public static ModelReading None { get; } = new([]);

    /// <summary>What it may take a message for. Taking back consent or an appointment needs the customer's own plain words.</summary>
    public static IReadOnlyList<string> Allowed { get; } =
    [
        IntentNames.TestDrive, IntentNames.Price, IntentNames.Buy, IntentNames.TradeIn, IntentNames.Lease, IntentNames.Finance, IntentNames.Callback,
        IntentNames.Complaint, IntentNames.ServiceBooking, IntentNames.ProductQuestion, IntentNames.NotInterested, IntentNames.Greeting, IntentNames.Thanks,
        IntentNames.Human,
    ];

    /// <summary>The rules' reading with the model's beside it. Phone, time, consent and danger stay as the rules read them.</summary>
    public Recognised AddTo(Recognised said, VehicleCatalogue vehicles)
    {
        var intents = said.Intents.Concat(Intents.Where(own => !said.Has(own.Name)).Select(own => new Intent(own.Name, own.Confidence))).OrderByDescending(intent => intent.Confidence);
        var vehicle = said.Series is null && Series is not null ? vehicles.Known(Series) : null;
        return said with
        {
            Intents = [.. intents], Brand = said.Brand ?? vehicle?.Brand, Series = said.Series ?? vehicle?.Series, Model = said.Model ?? vehicle?.Model,
        };
    }
}

/// <param name="Confidence">0.6 to 1: what it is less sure of is not taken.</param>
public sealed record ModelIntent(string Name, double Confidence);
