namespace Crm.Plugins.Core.Articles;

/// <summary>Only <see cref="Approved"/> ones answer customers.</summary>
public enum ArticleState
{
    Draft,
    Approved,
    Retired,
}

/// <summary>What an article holds for, or what a customer asks about; empty = not narrowed.</summary>
public sealed record VehicleScope(string Brand, string Series, string Model)
{
    public static readonly VehicleScope Any = new("", "", "");

    /// <summary>0 for everything, 1 for a brand, 2 for a series, 3 for a model.</summary>
    public int Depth => Model.Length > 0 ? 3 : Series.Length > 0 ? 2 : Brand.Length > 0 ? 1 : 0;

    /// <summary>As people say it.</summary>
    public string Name => Model.Length > 0 ? Model : Series.Length > 0 ? Series : Brand;

    /// <summary>Whether what holds here is sure to hold for that vehicle.</summary>
    public bool Covers(VehicleScope vehicle) =>
        Same(Brand, vehicle.Brand) && Same(Series, vehicle.Series) && Same(Model, vehicle.Model);

    /// <summary>Whether that vehicle, once named further, could come to lie in here.</summary>
    public bool CouldCover(VehicleScope vehicle) =>
        Open(Brand, vehicle.Brand) && Open(Series, vehicle.Series) && Open(Model, vehicle.Model);

    private static bool Same(string own, string other) => own.Length == 0 || own.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool Open(string own, string other) => other.Length == 0 || Same(own, other);
}

/// <summary>An article as it may answer: approved, with its texts read.</summary>
/// <param name="Phrasings">How customers ask, by locale.</param>
/// <param name="Answers">What they are told, by locale.</param>
/// <param name="ValidFrom">First instant it holds; null = since ever.</param>
/// <param name="ValidUntil">First instant it holds no more; null = until it is retired.</param>
public sealed record ReadyArticle(
    string Id, VehicleScope Scope, IReadOnlyDictionary<string, IReadOnlyList<string>> Phrasings, IReadOnlyDictionary<string, string> Answers, string Source,
    DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil, DateTimeOffset ApprovedAt)
{
    public bool HoldsAt(DateTimeOffset at) => !(ValidFrom > at) && !(ValidUntil <= at);

    /// <summary>The question in the reader's language, else in any.</summary>
    public string Title(string locale) =>
        Phrasings.GetValueOrDefault(locale) is [{ } own, ..] ? own : Phrasings.Values.FirstOrDefault(list => list.Count > 0)?[0] ?? "";
}
