using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Articles;

/// <summary>The work list of what the bot could not answer. Its answer is written as an article that names the question.</summary>
public static class QuestionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var questions = api.MapGroup("/questions").WithTags("questions");
        questions.MapGet("", List);
        questions.MapGet("/{id}", (Database database, Caller caller, string id) => Get(database, caller, id));
        questions.MapPost("/{id}/link", async (SettleQuestion settle, Database database, Caller caller, IfMatch match, string id, LinkInput input) =>
        {
            await settle.LinkAsync(id, input.ArticleId, match, caller);
            return await Get(database, caller, id);
        });
        questions.MapPost("/{id}/dismiss", async (SettleQuestion settle, Database database, Caller caller, IfMatch match, string id, DismissInput input) =>
        {
            await settle.DismissAsync(id, input.Reason, match, caller);
            return await Get(database, caller, id);
        });
        questions.MapPost("/{id}/reopen", async (SettleQuestion settle, Database database, Caller caller, IfMatch match, string id) =>
        {
            await settle.ReopenAsync(id, match, caller);
            return await Get(database, caller, id);
        });
    }

    private static async Task<Paged<QuestionItem>> List(Database database, Caller caller, PageRequest page, string? state = null, string? locale = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        if (!string.IsNullOrEmpty(state) && Words.TryParse<QuestionState>(state) is null)
            throw new ProblemException(400, "bad-state", "state is open, drafted, answered or dismissed.");
        var rows = await QuestionStore.ListAsync(database, string.IsNullOrEmpty(state) ? null : state, string.IsNullOrEmpty(locale) ? null : locale, page);
        return Paged<QuestionItem>.Of([.. rows.Select(QuestionItem.From)], page, item => item.Id);
    }

    private static async Task<QuestionDetail> Get(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var row = await QuestionStore.GetAsync(database, id) ?? throw ProblemException.NotFound("question");
        var asks = await QuestionStore.AsksAsync(database, id);
        return new QuestionDetail(QuestionItem.From(row), [.. asks.Select(ask => new QuestionAsk(
            ask.CustomerId, ask.ConversationId, ask.Text, Instants.Iso(ask.At), ask.Told.Length == 0 ? null : ask.Told, Instants.IsoOrNull(ask.ToldAt)))]);
    }
}

public sealed record LinkInput(string? ArticleId);

public sealed record DismissInput(string? Reason);

/// <param name="Text">As the first customer put it; personal data is masked.</param>
/// <param name="Reason">Why the bot had no answer: <c>nothing</c>, <c>weak</c>, <c>ambiguous</c>, <c>other-vehicle</c> or <c>language</c>.</param>
/// <param name="Asked">How many times it was asked in similar words.</param>
public sealed record QuestionItem(
    string Id, string Text, string Locale, string? Brand, string? Series, string? Model, string Reason, long Asked, string FirstAt, string LastAt, string State,
    string? ArticleId, string? SettledAt, string? DismissReason, long Version)
{
    internal static QuestionItem From(QuestionRow row) => new(
        row.Id, row.Text, row.Locale, None(row.Brand), None(row.Series), None(row.Model), row.Reason, row.Asked, Instants.Iso(row.FirstAt), Instants.Iso(row.LastAt), row.State,
        None(row.ArticleId), Instants.IsoOrNull(row.SettledAt), None(row.DismissReason), row.Version);

    private static string? None(string text) => text.Length == 0 ? null : text;
}

/// <param name="Asks">Newest first, at most two hundred.</param>
public sealed record QuestionDetail(QuestionItem Question, IReadOnlyList<QuestionAsk> Asks);

/// <param name="Told">What became of telling the customer later: <c>said</c>, <c>too-late</c>, <c>with-agent</c>, <c>no-channel</c>, <c>no-answer</c>; null = nothing yet.</param>
public sealed record QuestionAsk(string CustomerId, string ConversationId, string Text, string AskedAt, string? Told, string? ToldAt);
