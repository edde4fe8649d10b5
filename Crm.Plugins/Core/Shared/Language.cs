using System.Text.Json;

namespace Crm.Plugins.Core.Shared;

/// <summary>
/// What has to be known of one language beside its texts: <c>words.*.json</c>. Commands and menu entries count only as the whole
/// message (see <see cref="PlainWords"/>); patterns are regular expressions and may stand anywhere.
/// </summary>
public sealed record Language
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public required string Locale { get; init; }

    /// <summary>Whoever says one of these wants to go on in this language.</summary>
    public required string[] Names { get; init; }

    /// <summary>By command: cancel, restart, help, human, menu, skip, done, resume, my-service, yes, no.</summary>
    public required Dictionary<string, string[]> Commands { get; init; }

    /// <summary>By form: words that begin it question by question.</summary>
    public required Dictionary<string, string[]> Begin { get; init; }

    /// <summary>By name: patterns such as <c>status</c>, <c>order</c> and <c>place</c> (its group <c>where</c> begins with the place).</summary>
    public Dictionary<string, string[]> Patterns { get; init; } = [];

    /// <summary>Words for the first, second, … of a list; one entry per place.</summary>
    public string[][] Ordinals { get; init; } = [];

    /// <summary>How times are read; null where the language has a reader of its own (zh-CN, en).</summary>
    public TimeVocabulary? Times { get; init; }

    /// <summary>How times are said; null where the language has rules of its own (zh-CN, en).</summary>
    public SpokenTimes? Say { get; init; }

    public static Language Parse(string json) => JsonSerializer.Deserialize<Language>(json, Json)!;
}

/// <summary>Words of time, all in lower case.</summary>
/// <param name="Days">Word and days from today, such as tomorrow = 1.</param>
/// <param name="Weekdays">Monday first; several words each.</param>
/// <param name="Parts">By <c>night, morning, noon, afternoon, evening</c>.</param>
/// <param name="Clock">A pattern with the groups <c>hour</c> and, where said, <c>min</c>.</param>
public sealed record TimeVocabulary(Dictionary<string, int> Days, string[][] Weekdays, Dictionary<string, string[]> Parts, string Clock);

/// <param name="Today">Before the clock time, with its blank.</param>
/// <param name="Tomorrow">May hold <c>{weekday}</c>.</param>
/// <param name="Day">Holds <c>{weekday}</c>, <c>{day}</c> and <c>{month}</c>.</param>
/// <param name="Weekdays">Sunday first.</param>
/// <param name="To">Between two clock times.</param>
public sealed record SpokenTimes(string Today, string Tomorrow, string Day, string[] Weekdays, string[] Months, string To);
