namespace Crm.Plugins.Core.Articles;

/// <summary>Section <c>Crm:Articles</c>.</summary>
public sealed record ArticleOptions
{
    /// <summary>Whoever wrote last within this time gets an answer that was approved after their question.</summary>
    public TimeSpan AnswerLaterWithin { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long the name of a model is taken for the answer to "which one?".</summary>
    public TimeSpan WaitForVehicle { get; init; } = TimeSpan.FromHours(1);
}
