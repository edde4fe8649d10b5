using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>
/// An article's life: anybody of ours drafts, a second person approves, what no longer holds is retired. What answers
/// customers is never changed under them: a new version replaces it when that is approved.
/// </summary>
public sealed class ChangeArticle(Writer writer, ArticleLibrary library, Events events, Steps steps, CrmOptions crm)
{
    public Task<string> CreateAsync(ArticleInput input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var content = input.Checked(library.Vehicles);
        return writer.WriteAsync(unit =>
        {
            if (input.Replaces is { Length: > 0 } old && ArticleStore.Get(unit, old) is not { State: "approved" })
                throw ProblemException.Invalid("nothing-to-replace", "replaces names an approved article.");
            var id = Ids.New(unit.Now);
            ArticleStore.Add(unit, id, content, input.Replaces is { Length: > 0 } ? input.Replaces : null, caller);
            if (input.QuestionId is { Length: > 0 } question) OpenQuestions.Draft(unit, events, question, id, caller);
            Changed(unit, caller, id, "article.created");
            return id;
        });
    }

    public Task ChangeAsync(string id, ArticleInput input, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var content = input.Checked(library.Vehicles);
        return writer.WriteAsync(unit =>
        {
            var row = Find(unit, id, match);
            if (row.State != "draft") throw Wrong(row, "Only a draft can be changed: make a new version, which takes this one's place when it is approved.");
            if (caller.Role == Role.Agent && row.Author != caller.Id) throw ProblemException.Forbidden();
            ArticleStore.Change(unit, row, content, caller);
            Changed(unit, caller, id, "article.changed");
        });
    }

    public Task ApproveAsync(string id, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var row = Find(unit, id, match);
            if (row.State != "draft") throw Wrong(row, "Only a draft can be approved.");
            if (caller.Role != Role.Admin && (row.Author == caller.Id || row.ChangedBy == caller.Id))
                throw ProblemException.Conflict("own-article", "Somebody else approves what you wrote.");
            if (!row.ReadAnswers().ContainsKey(crm.DefaultLocale) || !row.ReadPhrasings().Values.Any(list => list.Count > 0) || row.Source.Length == 0)
                throw ProblemException.Invalid("article-incomplete", $"An article needs an answer in {crm.DefaultLocale}, at least one question and its source.");
            if (row.Replaces.Length > 0 && ArticleStore.Get(unit, row.Replaces) is { State: "approved" } old) ArticleStore.Retire(unit, old, "replaced");
            ArticleStore.Approve(unit, row, caller);
            if (OpenQuestions.Answer(unit, events, id, caller)) steps.Add(unit, id, TellAskers.Step, TellAskers.StepKind, unit.Now);
            Changed(unit, caller, id, "article.approved");
        });
    }

    public Task RetireAsync(string id, string? reason, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var row = Find(unit, id, match);
            if (row.State == "retired") throw Wrong(row, "It is retired already.");
            ArticleStore.Retire(unit, row, reason?.Trim() ?? "");
            OpenQuestions.Reopen(unit, events, id);
            Changed(unit, caller, id, "article.retired");
        });
    }

    private static ArticleRow Find(Unit unit, string id, IfMatch match)
    {
        var row = ArticleStore.Get(unit, id) ?? throw ProblemException.NotFound("article");
        match.Check(row.Version);
        return row;
    }

    private static ProblemException Wrong(ArticleRow row, string detail) => ProblemException.Conflict("wrong-state", detail).With("state", row.State);

    private void Changed(Unit unit, Caller caller, string id, string what)
    {
        Audit.Record(unit, caller.Id, what, id);
        events.Add(unit, new NewEvent(what) { Data = new { articleId = id } });
    }
}
