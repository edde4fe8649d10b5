namespace Crm.Plugins.Core.Articles;

/// <summary>A question the bot could not answer, as the work list has it.</summary>
public enum QuestionState
{
    Open,
    /// <summary>An article is written and waits for approval.</summary>
    Drafted,
    Answered,
    Dismissed,
}

/// <param name="Text">As the first customer put it, masked.</param>
/// <param name="Terms">What similar ones are found by.</param>
/// <param name="Asked">How many customers' messages came together here.</param>
internal sealed record QuestionRow(
    string Id, string Text, string Locale, string Brand, string Series, string Model, string Terms, string Reason, long Asked, long FirstAt, long LastAt, string State,
    string ArticleId, string SettledBy, long SettledAt, string DismissReason, long Version)
{
    public VehicleScope Scope => new(Brand, Series, Model);
}

/// <param name="Told">What became of telling: <c>said</c>, <c>too-late</c>, <c>with-agent</c>, <c>no-channel</c>; empty = nothing yet.</param>
internal sealed record AskRow(string Id, string QuestionId, string CustomerId, string ConversationId, string Text, long At, string Told, long ToldAt);
