using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>One language's rules as they are written in <c>Shared/Data/intents.*.json</c>. Every phrase is a regular expression.</summary>
internal sealed record RuleFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public required string Locale { get; init; }

    /// <summary>Intent rules are tried on texts that contain this.</summary>
    public required string Script { get; init; }

    /// <summary>A phrase with one of these shortly before it in the same clause is not meant.</summary>
    public required string[] Negators { get; init; }

    /// <summary>What may stand between a negator and its phrase.</summary>
    public required string Gap { get; init; }

    public required IntentRule[] Intents { get; init; }

    public required SafetyRule Safety { get; init; }

    public required TimeFrameRule[] TimeFrames { get; init; }

    public required ConsentRule Consent { get; init; }

    /// <summary>Patterns with a group <c>name</c>; <c>#</c> stands where a phone number was.</summary>
    public required string[] Names { get; init; }

    public static RuleFile Parse(string json) => JsonSerializer.Deserialize<RuleFile>(json, Json)!;
}

/// <param name="Any">Somewhere in the text, and not negated.</param>
/// <param name="Alone">The whole text.</param>
/// <param name="Unless">Anywhere in the text: then the rule does not hold.</param>
internal sealed record IntentRule(string Intent, double Confidence, string[]? Any, string[]? Alone, string[]? Unless);

/// <summary>K-02. First <paramref name="Benign"/> phrases are cut out of the text, then danger is looked for in the rest.</summary>
/// <param name="Dangers">Always a danger.</param>
/// <param name="Parts">A danger, unless the text asks or talks (<paramref name="Talk"/>) and names no fault (<paramref name="Faults"/>).</param>
internal sealed record SafetyRule(string[] Benign, string[] Dangers, string[] Parts, string[] Talk, string[] Faults);

/// <param name="Days">Fixed horizon.</param>
/// <param name="DaysPer">Days of one unit; the phrases have a group <c>n</c>.</param>
internal sealed record TimeFrameRule(int? Days, int? DaysPer, string[] Any);

/// <param name="YesAlone">Counts only as the whole text, or beside a phone number; words of <paramref name="Polite"/> may follow.</param>
internal sealed record ConsentRule(string[] Yes, string[] No, string[] YesAlone, string[] NoAlone, string[] Polite);
