using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Articles;

/// <summary>Articles for the maker's people: everybody reads and drafts, leads and admins approve and retire.</summary>
public static class ArticleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var articles = api.MapGroup("/articles").WithTags("articles");
        articles.MapGet("", List);
        articles.MapGet("/{id}", (Database database, Caller caller, string id) => Get(database, caller, id));
        articles.MapPost("", Create);
        articles.MapPatch("/{id}", Change);
        articles.MapPost("/{id}/approve", Approve);
        articles.MapPost("/{id}/retire", Retire);
        articles.MapPost("/ask", TryArticles.RunAsync);
    }

    private static async Task<Paged<ArticleItem>> List(
        Database database, Caller caller, PageRequest page, string? state = null, string? brand = null, string? series = null, string? model = null, string? q = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        if (!string.IsNullOrEmpty(state) && Words.TryParse<ArticleState>(state) is null) throw new ProblemException(400, "bad-state", "state is draft, approved or retired.");
        var rows = await ArticleStore.ListAsync(database, new ArticleFilter(state, brand, series, model, q), page);
        return Paged<ArticleItem>.Of([.. rows.Select(ArticleItem.From)], page, item => item.Id);
    }

    private static async Task<ArticleItem> Get(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        return ArticleItem.From(await ArticleStore.GetAsync(database, id) ?? throw ProblemException.NotFound("article"));
    }

    private static async Task<Created<ArticleItem>> Create(ChangeArticle change, Database database, Caller caller, ArticleInput input)
    {
        var id = await change.CreateAsync(input, caller);
        return TypedResults.Created($"/api/v1/articles/{id}", await Get(database, caller, id));
    }

    private static async Task<ArticleItem> Change(ChangeArticle change, Database database, Caller caller, IfMatch match, string id, ArticleInput input)
    {
        await change.ChangeAsync(id, input, match, caller);
        return await Get(database, caller, id);
    }

    private static async Task<ArticleItem> Approve(ChangeArticle change, Database database, Caller caller, IfMatch match, string id)
    {
        await change.ApproveAsync(id, match, caller);
        return await Get(database, caller, id);
    }

    private static async Task<ArticleItem> Retire(ChangeArticle change, Database database, Caller caller, IfMatch match, string id, RetireInput? input)
    {
        await change.RetireAsync(id, input?.Reason, match, caller);
        return await Get(database, caller, id);
    }
}

public sealed record RetireInput(string? Reason);

/// <param name="Brand">Null = holds for all.</param>
/// <param name="Phrasings">How customers ask, by locale.</param>
/// <param name="ValidUntil">The first instant it holds no more.</param>
/// <param name="Replaces">The article that is retired when this one is approved.</param>
/// <param name="ChangedBy">Id of who wrote it last: somebody else approves.</param>
/// <param name="Answered">How often customers were told it.</param>
public sealed record ArticleItem(
    string Id, string? Brand, string? Series, string? Model, IReadOnlyDictionary<string, IReadOnlyList<string>> Phrasings, IReadOnlyDictionary<string, string> Answers,
    string Source, string? ValidFrom, string? ValidUntil, string? Replaces, string State, string AuthorId, string AuthorName, string CreatedAt, string ChangedBy,
    string ChangedAt, string? ApprovedByName, string? ApprovedAt, string? RetiredAt, string? RetiredReason, long Answered, string? AnsweredAt, long Version)
{
    internal static ArticleItem From(ArticleRow row) => new(
        row.Id, None(row.Brand), None(row.Series), None(row.Model), row.ReadPhrasings(), row.ReadAnswers(), row.Source, Instants.IsoOrNull(row.ValidFrom),
        Instants.IsoOrNull(row.ValidUntil), None(row.Replaces), row.State, row.Author, row.AuthorName, Instants.Iso(row.CreatedAt), row.ChangedBy, Instants.Iso(row.ChangedAt),
        None(row.ApprovedByName), Instants.IsoOrNull(row.ApprovedAt), Instants.IsoOrNull(row.RetiredAt), None(row.RetiredReason), row.Answered,
        Instants.IsoOrNull(row.AnsweredAt), row.Version);

    private static string? None(string text) => text.Length == 0 ? null : text;
}
