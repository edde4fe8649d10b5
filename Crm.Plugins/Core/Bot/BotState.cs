using System.Text.Json.Serialization;

namespace Crm.Plugins.Core.Bot;

/// <summary>Where one talk stands: which form, which question, what was answered. Never changed in place.</summary>
public sealed record BotState
{
    /// <summary>Name of a form, see <see cref="Forms"/>.</summary>
    public required string Form { get; init; }

    /// <summary>What the next words answer; empty where nothing is asked.</summary>
    public string Slot { get; init; } = "";

    /// <summary>Asked question by question, with a summary before it is saved; else only what is missing was asked.</summary>
    public bool Guided { get; init; }

    /// <summary>The wish is saved and told; what is asked now only adds to it.</summary>
    public bool Done { get; init; }

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>How many of the values the customer gave to a question of this form.</summary>
    public int Answers { get; init; }

    /// <summary>What can be chosen right now, in the order it was shown.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The question as it was put, to be repeated.</summary>
    public string Question { get; init; } = "";

    public long AskedAt { get; init; }

    /// <summary>Answers in a row that were none.</summary>
    public int Fails { get; init; }

    /// <summary>A question beside the form (see <see cref="Asides"/>); empty for none.</summary>
    public string Aside { get; init; } = "";

    /// <summary>The lead or complaint it is about; empty where there is none yet.</summary>
    public string SubjectId { get; init; } = "";

    public bool Reminded { get; init; }

    /// <summary>A draft that made way for something more urgent.</summary>
    public BotState? Draft { get; init; }

    /// <summary>0 = not stored yet.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    [JsonIgnore]
    public bool IsOpen => Aside != Asides.Parked;

    public string? Value(string slot) => Values.GetValueOrDefault(slot);

    public BotState With(string slot, string value) => this with
    {
        Values = new Dictionary<string, string>(Values) { [slot] = value }, Fails = 0, Aside = "",
        Answers = Slot == slot ? Answers + 1 : Answers,
    };

    public BotState Without(string slot) => this with { Values = Values.Where(pair => pair.Key != slot).ToDictionary() };
}

/// <param name="Id">Comes back from a channel with buttons.</param>
/// <param name="Value">What choosing it means.</param>
public sealed record Option(string Id, string Title, string Value);

/// <summary>Questions beside the form.</summary>
public static class Asides
{
    public const string Cancel = "cancel";
    public const string Stuck = "stuck";

    /// <summary>Kept for later; it does not answer until it is taken up again.</summary>
    public const string Parked = "parked";
}
