namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>What was found in one text; null or empty where there was nothing.</summary>
public sealed record Recognised
{
    public static Recognised Nothing { get; } = new();

    /// <summary>Best first; each intent once.</summary>
    public IReadOnlyList<Intent> Intents { get; init; } = [];

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>There are digits that look like a phone number but are none: ask again.</summary>
    public bool HasBrokenPhone { get; init; }

    public string? Name { get; init; }

    public string? Brand { get; init; }

    public string? Series { get; init; }

    public string? Model { get; init; }

    /// <summary>Wants to buy within so many days; more than 184 is "some day".</summary>
    public int? TimeFrameDays { get; init; }

    /// <summary>When the customer would like to be called or to come.</summary>
    public TimeWish? RequestedTime { get; init; }

    /// <summary>The answer to a question for consent. A bare "yes" counts, so ask it only where the question was put.</summary>
    public bool? Consent { get; init; }

    /// <summary>The yes names what it agrees to, so it counts also some messages after the question.</summary>
    public bool ConsentInWords { get; init; }

    /// <summary>The words that suggest danger (K-02): a complaint S1 is to be proposed.</summary>
    public IReadOnlyList<string> SafetyWords { get; init; } = [];

    public bool IsOptOut => Has(IntentNames.OptOut);

    public bool WantsHuman => Has(IntentNames.Human);

    /// <summary>The best intent, or null.</summary>
    public string? Top => Intents.Count > 0 ? Intents[0].Name : null;

    public bool Has(string intent) => Intents.Any(i => i.Name == intent);
}

/// <param name="Name">One of <see cref="IntentNames"/>, or a name that a brand's own rules use.</param>
/// <param name="Confidence">0 to 1, as the rules say.</param>
public readonly record struct Intent(string Name, double Confidence);

/// <summary>The intents of the shipped rules.</summary>
public static class IntentNames
{
    public const string TestDrive = "test-drive";
    public const string Price = "price";
    public const string Buy = "buy";
    public const string TradeIn = "trade-in";
    public const string Lease = "lease";
    public const string Finance = "finance";
    public const string Callback = "callback";
    /// <summary>Does not want the call, appointment or booking any more.</summary>
    public const string Cancel = "cancel";
    public const string Complaint = "complaint";
    public const string ServiceBooking = "service-booking";
    public const string ProductQuestion = "product-question";
    public const string NotInterested = "not-interested";
    public const string Greeting = "greeting";
    public const string Thanks = "thanks";
    public const string Human = "human";
    public const string OptOut = "opt-out";

    /// <summary>Intents that make a lead; the others never do.</summary>
    public static IReadOnlyList<string> Buying { get; } = [TestDrive, Price, Buy, TradeIn, Lease, Finance];
}
