using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>What a person decides about an open question beside writing its answer.</summary>
public sealed class SettleQuestion(Writer writer, Events events, Steps steps)
{
    private const int LongestReason = 300;

    /// <summary>
    /// An article says it already. Where that is approved, it learns these words as one more way to ask; so this is for
    /// those who may approve.
    /// </summary>
    public Task LinkAsync(string id, string? articleId, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var row = Open(unit, id, match);
            if (articleId is not { Length: > 0 } || ArticleStore.Get(unit, articleId) is not { State: not "retired" } article)
                throw ProblemException.Invalid("no-such-article", "articleId names a draft or an approved article.");
            if (!article.Scope.CouldCover(row.Scope))
                throw ProblemException.Conflict("other-vehicle", "This article is for another vehicle than the question: write one for it.");
            Learn(unit, article, row);
            var approved = article.State == "approved";
            QuestionStore.Move(unit, row, approved ? QuestionState.Answered : QuestionState.Drafted, article.Id, caller.Id);
            if (approved) steps.Add(unit, article.Id, TellAskers.Step, TellAskers.StepKind, unit.Now);
            OpenQuestions.Changed(unit, events, id, "linked", caller);
            events.Add(unit, new NewEvent("article.changed") { Data = new { articleId = article.Id } });
        });
    }

    public Task DismissAsync(string id, string? reason, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var why = reason?.Trim() ?? "";
        if (why.Length is 0 or > LongestReason) throw ProblemException.Invalid("reason-needed", $"reason says in at most {LongestReason} characters why nobody answers this.");
        return writer.WriteAsync(unit =>
        {
            QuestionStore.Move(unit, Open(unit, id, match), QuestionState.Dismissed, null, caller.Id, why);
            OpenQuestions.Changed(unit, events, id, "dismissed", caller);
        });
    }

    /// <summary>Dismissed by mistake.</summary>
    public Task ReopenAsync(string id, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        return writer.WriteAsync(unit =>
        {
            var row = OpenQuestions.Find(unit, id);
            match.Check(row.Version);
            if (row.State != "dismissed") throw OpenQuestions.Settled(row);
            QuestionStore.Move(unit, row, QuestionState.Open, null, null);
            OpenQuestions.Changed(unit, events, id, "reopened", caller);
        });
    }

    private static QuestionRow Open(Unit unit, string id, IfMatch match)
    {
        var row = OpenQuestions.Find(unit, id);
        match.Check(row.Version);
        return row.State == "open" ? row : throw OpenQuestions.Settled(row);
    }

    private static void Learn(Unit unit, ArticleRow article, QuestionRow question)
    {
        var phrasings = article.ReadPhrasings().ToDictionary();
        var own = phrasings.GetValueOrDefault(question.Locale) ?? [];
        if (own.Contains(question.Text) || own.Count >= 30) return;
        phrasings[question.Locale] = [.. own, question.Text];
        ArticleStore.SetPhrasings(unit, article, phrasings);
    }
}
