using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>What the bot says, once per message it answers, with the answers it offers.</summary>
public sealed class Speak(Tell tell)
{
    private static readonly Dictionary<string, string> NoValues = [];

    public Settlement Say(Turn turn, string key, params (string Name, string Value)[] values) => Say(turn, key, null, null, values);

    /// <param name="tail">Goes along in the same message.</param>
    public Settlement Say(Turn turn, string key, IReadOnlyList<Option>? options, string? tail, params (string Name, string Value)[] values)
    {
        tell.Notice(turn.Unit, turn.Inquiry.Audience, key, values.Length == 0 ? NoValues : values.ToDictionary(v => v.Name, v => v.Value),
            effectKey: $"{turn.Inquiry.Id}:{key}", choices: Shown(options), more: tail);
        return turn.Talk;
    }

    /// <summary>Puts a question and remembers it.</summary>
    /// <param name="head">Key of a sentence before it.</param>
    public Settlement Ask(Turn turn, Prompt prompt, string? head = null, params (string Name, string Value)[] values)
    {
        var question = Texts.Format(turn.Locale, prompt.Key, prompt.Values ?? NoValues);
        turn.State = turn.State! with { Question = question, Options = prompt.Options, AskedAt = turn.Unit.NowMs };
        return head is null
            ? Say(turn, prompt.Key, prompt.Options, null, [.. (prompt.Values ?? NoValues).Select(pair => (pair.Key, pair.Value))])
            : Say(turn, head, prompt.Options, question, values);
    }

    internal static IReadOnlyList<MessageChoice> Shown(IReadOnlyList<Option>? options) => options is null ? [] : [.. options.Select(option => new MessageChoice(option.Id, option.Title))];
}

/// <summary>A question ready to be put.</summary>
public sealed record Prompt(string Key, IReadOnlyList<Option> Options, IReadOnlyDictionary<string, string>? Values = null)
{
    public static Prompt Of(string key) => new(key, []);
}
