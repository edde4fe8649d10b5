using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Consent;

/// <summary>SQL of the stored verdicts.</summary>
internal static class ContactVerdicts
{
    private const string AddSql = """
        insert into contact_verdict (id, customer_id, purpose, channel, subject_key, allowed, reasons, rule_version, at, counted_at, quota_key)
        values (@id, @customer_id, @purpose, @channel, @subject_key, @allowed, @reasons, @rule_version, @at, @counted_at, @quota_key)
        """;

    private const string OfSql = "select customer_id, subject_key, allowed, reasons from contact_verdict where subject_key = any(@keys)";

    private const string CountedSql = """
        select customer_id, counted_at, channel, coalesce(quota_key, '') as quota_key from contact_verdict
        where customer_id = any(@ids) and counted_at > @from and counted_at < @until
        """;

    private const string RefuseSql = """
        update contact_verdict set allowed = 0, reasons = @reasons, rule_version = @rule_version, at = @at, counted_at = null where subject_key = @key
        """;

    private const string ReleaseSql = "update contact_verdict set counted_at = null where subject_key = @key";

    private const string ListSql = """
        select id, purpose, channel, subject_key, allowed, reasons, rule_version, at from contact_verdict
        where customer_id = @id and id < @before order by id desc limit @take
        """;

    public static string Group(string groupId) => $"group:{groupId}";

    public static void Add(Unit unit, ContactAsk ask, ContactVerdict verdict, string version) => unit.Add(AddSql,
        ("id", Ids.New(unit.Now)), ("customer_id", ask.CustomerId), ("purpose", ask.Purpose), ("channel", ask.Channel), ("subject_key", ask.SubjectKey),
        ("allowed", verdict.Allowed ? 1L : 0L), ("reasons", string.Join(' ', verdict.Reasons)), ("rule_version", version), ("at", unit.NowMs),
        ("counted_at", verdict.Allowed ? ask.At.ToUnixTimeMilliseconds() : null), ("quota_key", ask.QuotaKey));

    public static Dictionary<string, ContactVerdict> Of(Unit unit, string[] keys) => keys.Length == 0
        ? []
        : unit.Query<KnownVerdict>(OfSql, new { keys }).ToDictionary(row => row.SubjectKey,
            row => new ContactVerdict(row.CustomerId, row.SubjectKey, row.Allowed == 1, Codes(row.Reasons)));

    /// <summary>What counts within a month either side of the instant.</summary>
    public static Dictionary<string, IReadOnlyList<CountedContact>> Counted(Unit unit, string[] ids, DateTimeOffset at) => ids.Length == 0
        ? []
        : unit.Query<CountedRow>(CountedSql, new { ids, from = Ms(at.AddDays(-32)), until = Ms(at.AddDays(32)) })
            .GroupBy(row => row.CustomerId).ToDictionary(rows => rows.Key, rows => (IReadOnlyList<CountedContact>)[.. rows.Select(row =>
                new CountedContact(DateTimeOffset.FromUnixTimeMilliseconds(row.CountedAt), row.Channel, row.QuotaKey.Length == 0 ? null : row.QuotaKey))]);

    public static void Refuse(Unit unit, string key, IReadOnlyList<string> reasons, string version) =>
        unit.Add(RefuseSql, ("reasons", string.Join(' ', reasons)), ("rule_version", version), ("at", unit.NowMs), ("key", key));

    public static void Release(Unit unit, string key) => unit.Add(ReleaseSql, ("key", key));

    public static async Task<Paged<ContactVerdictItem>> ListAsync(Database database, string customerId, PageRequest page)
    {
        var rows = await database.QueryAsync<VerdictRow>(ListSql, new { id = customerId, before = page.Before, take = page.Take });
        return Paged<ContactVerdictItem>.Of(
            [.. rows.Select(row => new ContactVerdictItem(
                row.Id, row.Purpose, row.Channel, row.SubjectKey, row.Allowed == 1, Codes(row.Reasons), row.RuleVersion, Instants.Iso(row.At)))],
            page, item => item.Id);
    }

    private static string[] Codes(string reasons) => reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}

internal sealed record KnownVerdict(string CustomerId, string SubjectKey, long Allowed, string Reasons);

internal sealed record CountedRow(string CustomerId, long CountedAt, string Channel, string QuotaKey);

internal sealed record VerdictRow(string Id, string Purpose, string Channel, string SubjectKey, long Allowed, string Reasons, string RuleVersion, long At);

/// <param name="Subject">Which message, such as <c>mass-send:…</c>.</param>
/// <param name="Reasons">Codes against it; empty where it was allowed.</param>
/// <param name="RuleVersion">Names the settings of <c>Crm:ContactPolicy</c> it was decided by.</param>
public sealed record ContactVerdictItem(
    string Id, string Purpose, string Channel, string Subject, bool Allowed, IReadOnlyList<string> Reasons, string RuleVersion, string At);
