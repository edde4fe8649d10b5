using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.Articles;

/// <param name="Brand">Absent = holds for all. Brand, series and model are names the vehicle catalogue knows.</param>
/// <param name="Phrasings">How customers ask, by locale: <c>{"zh-CN": ["首保多少钱"], "en": []}</c>.</param>
/// <param name="Answers">What they are told, by locale.</param>
/// <param name="Source">Where it is written, such as a price list with its date; customers see it.</param>
/// <param name="ValidFrom">ISO 8601; absent = at once.</param>
/// <param name="ValidUntil">ISO 8601, the first instant it holds no more; absent = until it is retired.</param>
/// <param name="Replaces">The article that is retired when this one is approved.</param>
/// <param name="QuestionId">The open question this answers.</param>
public sealed record ArticleInput(
    string? Brand, string? Series, string? Model, IReadOnlyDictionary<string, IReadOnlyList<string>>? Phrasings, IReadOnlyDictionary<string, string>? Answers,
    string? Source, string? ValidFrom = null, string? ValidUntil = null, string? Replaces = null, string? QuestionId = null)
{
    private const int MostPhrasings = 30;
    private const int LongestPhrasing = 200;
    private const int LongestAnswer = 600;
    private const int LongestSource = 200;

    /// <exception cref="ProblemException">With the member that cannot be kept.</exception>
    internal ArticleContent Checked(VehicleCatalogue vehicles)
    {
        var phrasings = (Phrasings ?? new Dictionary<string, IReadOnlyList<string>>())
            .ToDictionary(of => Locale(of.Key), IReadOnlyList<string> (of) => [.. of.Value.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct()]);
        var answers = (Answers ?? new Dictionary<string, string>())
            .Select(of => KeyValuePair.Create(Locale(of.Key), of.Value?.Trim() ?? "")).Where(of => of.Value.Length > 0).ToDictionary();
        if (phrasings.Values.Any(list => list.Count > MostPhrasings || list.Any(text => text.Length > LongestPhrasing)))
            throw ProblemException.Invalid("bad-phrasings", $"phrasings has at most {MostPhrasings} questions a language, each of at most {LongestPhrasing} characters.");
        if (answers.Values.Any(text => text.Length > LongestAnswer)) throw ProblemException.Invalid("bad-answer", $"An answer has at most {LongestAnswer} characters.");
        var source = Source?.Trim() ?? "";
        if (source.Length > LongestSource) throw ProblemException.Invalid("bad-source", $"source has at most {LongestSource} characters.");
        var (from, until) = (Instants.Parse(ValidFrom, "validFrom"), Instants.Parse(ValidUntil, "validUntil"));
        if (from >= until) throw ProblemException.Invalid("bad-validity", "validUntil lies after validFrom.");
        return new ArticleContent(Scope(vehicles, Brand, Series, Model), phrasings, answers, source, from, until);
    }

    /// <summary>In the catalogue's spelling: a name that it does not know would never be recognised in a question.</summary>
    internal static VehicleScope Scope(VehicleCatalogue vehicles, string? brand, string? series, string? model)
    {
        if (Known(vehicles, model, "model") is { } exact)
            return exact.Model is null ? throw Unknown("model") : new VehicleScope(exact.Brand, exact.Series!, exact.Model);
        if (Known(vehicles, series, "series") is { } line)
            return line.Series is null ? throw Unknown("series") : new VehicleScope(line.Brand, line.Series, "");
        return Known(vehicles, brand, "brand") is { } maker ? new VehicleScope(maker.Brand, "", "") : VehicleScope.Any;
    }

    private static Vehicle? Known(VehicleCatalogue vehicles, string? name, string member) =>
        string.IsNullOrWhiteSpace(name) ? null : vehicles.Known(name) ?? throw Unknown(member);

    private static ProblemException Unknown(string member) =>
        ProblemException.Invalid("unknown-vehicle", "This name is not in the vehicle catalogue: use one that is, or leave it away.").With("member", member);

    private static string Locale(string locale) =>
        Texts.Locales.Contains(locale) ? locale : throw ProblemException.Invalid("unknown-locale", $"The languages are {string.Join(" and ", Texts.Locales)}.");
}

/// <summary>The same, checked: texts trimmed, vehicles in the catalogue's spelling, instants in epoch milliseconds.</summary>
internal sealed record ArticleContent(
    VehicleScope Scope, IReadOnlyDictionary<string, IReadOnlyList<string>> Phrasings, IReadOnlyDictionary<string, string> Answers, string Source, long? ValidFrom, long? ValidUntil);
