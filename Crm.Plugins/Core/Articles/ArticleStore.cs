using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>SQL of articles. Every change takes the next revision; two nodes that take the same one run again.</summary>
internal static class ArticleStore
{
    private const string Columns = """
        id, brand, series, model, phrasings, answers, source, coalesce(valid_from, 0) as valid_from, coalesce(valid_until, 0) as valid_until,
        coalesce(replaces, '') as replaces, state, author, author_name, created_at, changed_by, changed_at, coalesce(approved_by, '') as approved_by,
        coalesce(approved_by_name, '') as approved_by_name, coalesce(approved_at, 0) as approved_at, coalesce(retired_at, 0) as retired_at,
        coalesce(retired_reason, '') as retired_reason, answered, coalesce(answered_at, 0) as answered_at, version
        """;

    private const string OneSql = $"select {Columns} from article where id = @id";

    private const string LockedSql = $"select {Columns} from article where id = @id for update";

    private const string ListSql = $"""
        select {Columns} from article
        where id < @before and (state = @state or @state is null) and (brand = @brand or @brand is null) and (series = @series or @series is null)
            and (model = @model or @model is null) and (lower(phrasings) like @like or lower(answers) like @like or @like is null)
        order by id desc limit @take
        """;

    private const string ApprovedSql = $"select {Columns} from article where state = 'approved' order by id";

    private const string RevisionSql = "select coalesce(max(revision), 0) from article";

    private const string InsertSql = """
        insert into article (id, brand, series, model, phrasings, answers, source, valid_from, valid_until, replaces, state, author, author_name, created_at,
            changed_by, changed_at, revision)
        values (@id, @brand, @series, @model, @phrasings, @answers, @source, @valid_from, @valid_until, @replaces, 'draft', @author, @author_name, @at,
            @author, @at, (select coalesce(max(revision), 0) + 1 from article))
        """;

    private const string ChangeSql = """
        update article set brand = @brand, series = @series, model = @model, phrasings = @phrasings, answers = @answers, source = @source,
            valid_from = @valid_from, valid_until = @valid_until, changed_by = @changed_by, changed_at = @at, version = version + 1,
            revision = (select coalesce(max(revision), 0) + 1 from article)
        where id = @id and version = @version
        """;

    private const string ApproveSql = """
        update article set state = 'approved', approved_by = @by, approved_by_name = @by_name, approved_at = @at, version = version + 1,
            revision = (select coalesce(max(revision), 0) + 1 from article)
        where id = @id and version = @version and state = 'draft'
        """;

    private const string RetireSql = """
        update article set state = 'retired', retired_at = @at, retired_reason = @reason, version = version + 1,
            revision = (select coalesce(max(revision), 0) + 1 from article)
        where id = @id and version = @version
        """;

    private const string PhrasingsSql = """
        update article set phrasings = @phrasings, changed_at = @at, version = version + 1, revision = (select coalesce(max(revision), 0) + 1 from article)
        where id = @id and version = @version
        """;

    private const string AnsweredSql = "update article set answered = answered + 1, answered_at = @at where id = @id";

    private const string WaitSql = """
        insert into article_wait (conversation_id, text, at) values (@id, @text, @at)
        on conflict (conversation_id) do update set text = @text, at = @at
        """;

    private const string WaitingSql = "select text from article_wait where conversation_id = @id and at > @since";

    private const string NoWaitSql = "delete from article_wait where conversation_id = @id";

    public static long Revision(Unit unit) => unit.Read(RevisionSql, row => row.GetInt64(0))[0];

    public static IReadOnlyList<ArticleRow> Approved(Unit unit) => unit.Query<ArticleRow>(ApprovedSql);

    public static ArticleRow? Get(Unit unit, string id) => unit.First<ArticleRow>(LockedSql, new { id });

    public static Task<ArticleRow?> GetAsync(Database database, string id) => database.FirstAsync<ArticleRow>(OneSql, new { id });

    public static Task<IReadOnlyList<ArticleRow>> ListAsync(Database database, ArticleFilter filter, PageRequest page) => database.QueryAsync<ArticleRow>(ListSql,
        new { before = page.Before, take = page.Take, state = None(filter.State), brand = None(filter.Brand), series = None(filter.Series), model = None(filter.Model), like = Like(filter.Q) });

    public static void Add(Unit unit, string id, ArticleContent content, string? replaces, Caller by) =>
        unit.Add(InsertSql, [.. Values(content), ("id", id), ("replaces", replaces), ("author", by.Id), ("author_name", by.Name), ("at", unit.NowMs)]);

    public static void Change(Unit unit, ArticleRow row, ArticleContent content, Caller by) =>
        Changed(unit.Execute(ChangeSql, [.. Values(content), ("changed_by", by.Id), ("at", unit.NowMs), ("id", row.Id), ("version", row.Version)]));

    public static void Approve(Unit unit, ArticleRow row, Caller by) =>
        Changed(unit.Execute(ApproveSql, ("by", by.Id), ("by_name", by.Name), ("at", unit.NowMs), ("id", row.Id), ("version", row.Version)));

    public static void Retire(Unit unit, ArticleRow row, string reason) =>
        Changed(unit.Execute(RetireSql, ("at", unit.NowMs), ("reason", reason), ("id", row.Id), ("version", row.Version)));

    public static void SetPhrasings(Unit unit, ArticleRow row, IReadOnlyDictionary<string, IReadOnlyList<string>> phrasings) =>
        Changed(unit.Execute(PhrasingsSql, ("phrasings", ArticleRow.Write(phrasings)), ("at", unit.NowMs), ("id", row.Id), ("version", row.Version)));

    public static void Answered(Unit unit, string id) => unit.Add(AnsweredSql, ("at", unit.NowMs), ("id", id));

    public static void Wait(Unit unit, string conversationId, string text) => unit.Add(WaitSql, ("id", conversationId), ("text", text), ("at", unit.NowMs));

    /// <summary>The question asked within that time that still needs a model; null where there is none.</summary>
    public static string? Waiting(Unit unit, string conversationId, TimeSpan within)
    {
        var rows = unit.Read(WaitingSql, row => row.GetString(0), ("id", conversationId), ("since", unit.NowMs - (long)within.TotalMilliseconds));
        return rows.Count == 0 ? null : rows[0];
    }

    public static void NoWait(Unit unit, string conversationId) => unit.Add(NoWaitSql, ("id", conversationId));

    private static (string, object?)[] Values(ArticleContent content) =>
    [
        ("brand", content.Scope.Brand), ("series", content.Scope.Series), ("model", content.Scope.Model), ("phrasings", ArticleRow.Write(content.Phrasings)),
        ("answers", ArticleRow.Write(content.Answers)), ("source", content.Source), ("valid_from", content.ValidFrom), ("valid_until", content.ValidUntil),
    ];

    private static void Changed(int rows)
    {
        if (rows == 0) throw new LostRaceException();
    }

    private static string? None(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Like(string? text) => string.IsNullOrWhiteSpace(text) ? null : $"%{text.Trim().ToLowerInvariant().Replace("%", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)}%";
}

/// <param name="Q">Words of a question or an answer.</param>
internal sealed record ArticleFilter(string? State, string? Brand, string? Series, string? Model, string? Q);

internal sealed record ArticleRow(
    string Id, string Brand, string Series, string Model, string Phrasings, string Answers, string Source, long ValidFrom, long ValidUntil, string Replaces,
    string State, string Author, string AuthorName, long CreatedAt, string ChangedBy, long ChangedAt, string ApprovedBy, string ApprovedByName, long ApprovedAt,
    long RetiredAt, string RetiredReason, long Answered, long AnsweredAt, long Version)
{
    // Chinese as it is written: the list is searched in it.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public VehicleScope Scope => new(Brand, Series, Model);

    public static string Write<T>(T texts) => JsonSerializer.Serialize(texts, Plain);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ReadPhrasings() => JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(Phrasings)!;

    public IReadOnlyDictionary<string, string> ReadAnswers() => JsonSerializer.Deserialize<Dictionary<string, string>>(Answers)!;

    public ReadyArticle Ready() => new(Id, Scope, ReadPhrasings(), ReadAnswers(), Source, Instant(ValidFrom), Instant(ValidUntil), DateTimeOffset.FromUnixTimeMilliseconds(ApprovedAt));

    private static DateTimeOffset? Instant(long ms) => ms == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
