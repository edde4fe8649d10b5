using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>SQL of open questions and of who asked them.</summary>
internal static class QuestionStore
{
    private const string Columns = """
        id, text, locale, brand, series, model, terms, reason, asked, first_at, last_at, state, coalesce(article_id, '') as article_id,
        coalesce(settled_by, '') as settled_by, coalesce(settled_at, 0) as settled_at, coalesce(dismiss_reason, '') as dismiss_reason, version
        """;

    private const string AskColumns = "id, question_id, customer_id, conversation_id, text, at, coalesce(told, '') as told, coalesce(told_at, 0) as told_at";

    private const string OneSql = $"select {Columns} from open_question where id = @id";

    private const string LockedSql = $"select {Columns} from open_question where id = @id for update";

    private const string ListSql = $"""
        select {Columns} from open_question
        where id < @before and (state = @state or @state is null) and (locale = @locale or @locale is null) order by id desc limit @take
        """;

    // The newest five hundred of one vehicle and language: beyond that a new row does no harm.
    private const string AlikeSql = $"""
        select {Columns} from open_question
        where locale = @locale and brand = @brand and series = @series and model = @model and state <> 'answered' and last_at > @since
        order by last_at desc limit 500
        """;

    private const string OfArticleSql = $"select {Columns} from open_question where article_id = @id for update";

    private const string InsertSql = """
        insert into open_question (id, text, locale, brand, series, model, terms, reason, asked, first_at, last_at, state)
        values (@id, @text, @locale, @brand, @series, @model, @terms, @reason, 1, @at, @at, 'open') on conflict do nothing
        """;

    private const string AgainSql = "update open_question set asked = asked + 1, last_at = @at where id = @id";

    private const string MoveSql = """
        update open_question set state = @state, article_id = @article_id, settled_by = @by, settled_at = @at, dismiss_reason = @reason, version = version + 1
        where id = @id and version = @version
        """;

    private const string AddAskSql = """
        insert into question_ask (id, question_id, customer_id, conversation_id, text, at) values (@id, @question_id, @customer_id, @conversation_id, @text, @at)
        """;

    private const string AsksSql = $"select {AskColumns} from question_ask where question_id = @id order by id desc limit 200";

    private const string UntoldSql = $"""
        select {AskColumns} from question_ask
        where told is null and question_id in (select id from open_question where article_id = @article_id and state = 'answered') order by id limit @take for update
        """;

    private const string ToldSql = "update question_ask set told = @told, told_at = @at where id = @id and told is null";

    public static Task<QuestionRow?> GetAsync(Database database, string id) => database.FirstAsync<QuestionRow>(OneSql, new { id });

    public static QuestionRow? Get(Unit unit, string id) => unit.First<QuestionRow>(LockedSql, new { id });

    public static Task<IReadOnlyList<QuestionRow>> ListAsync(Database database, string? state, string? locale, PageRequest page) =>
        database.QueryAsync<QuestionRow>(ListSql, new { before = page.Before, take = page.Take, state, locale });

    public static Task<IReadOnlyList<AskRow>> AsksAsync(Database database, string id) => database.QueryAsync<AskRow>(AsksSql, new { id });

    public static IReadOnlyList<QuestionRow> Alike(Unit unit, string locale, VehicleScope scope, long since) =>
        unit.Query<QuestionRow>(AlikeSql, new { locale, brand = scope.Brand, series = scope.Series, model = scope.Model, since });

    public static IReadOnlyList<QuestionRow> OfArticle(Unit unit, string articleId) => unit.Query<QuestionRow>(OfArticleSql, new { id = articleId });

    public static void Add(Unit unit, string id, string text, string locale, VehicleScope scope, string terms, string reason)
    {
        if (unit.Execute(InsertSql, ("id", id), ("text", text), ("locale", locale), ("brand", scope.Brand), ("series", scope.Series), ("model", scope.Model),
                ("terms", terms), ("reason", reason), ("at", unit.NowMs)) == 0) throw new LostRaceException();
    }

    public static void Again(Unit unit, string id) => unit.Add(AgainSql, ("at", unit.NowMs), ("id", id));

    public static void Move(Unit unit, QuestionRow row, QuestionState state, string? articleId, string? by, string? reason = null)
    {
        if (unit.Execute(MoveSql, ("state", Shared.Words.Of(state)), ("article_id", articleId), ("by", by), ("at", unit.NowMs), ("reason", reason), ("id", row.Id),
                ("version", row.Version)) == 0) throw new LostRaceException();
    }

    public static void AddAsk(Unit unit, string questionId, string customerId, string conversationId, string text) => unit.Add(AddAskSql,
        ("id", Ids.New(unit.Now)), ("question_id", questionId), ("customer_id", customerId), ("conversation_id", conversationId), ("text", text), ("at", unit.NowMs));

    public static IReadOnlyList<AskRow> Untold(Unit unit, string articleId, long take) => unit.Query<AskRow>(UntoldSql, new { article_id = articleId, take });

    /// <summary>False where it was settled before.</summary>
    public static bool Told(Unit unit, string askId, string how) => unit.Execute(ToldSql, ("told", how), ("at", unit.NowMs), ("id", askId)) == 1;
}
