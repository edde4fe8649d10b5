using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ChatKeys;

/// <summary>SQL of visitors and of their answers to the words on personal data.</summary>
internal static class ChatVisits
{
    private const string AddSql = """
        insert into chat_visit (user_id, key_id, locale, created_at) values (@user_id, @key_id, @locale, @at) on conflict do nothing
        """;

    private const string OneSql = """
        select user_id, key_id, locale, coalesce(text_version, '') as text_version, coalesce(given, -1) as given, coalesce(answered_at, 0) as answered_at,
            coalesce(identity_kind, '') as identity_kind, coalesce(identity_value, '') as identity_value, coalesce(customer_id, '') as customer_id
        from chat_visit where user_id = @user_id
        """;

    private const string AnswerSql = """
        update chat_visit set text_version = @version, text_hash = @hash, given = @given, answered_at = @at, identity_kind = @kind, identity_value = @value,
            customer_id = null
        where user_id = @user_id and key_id = @key_id and coalesce(given, -1) <> @given
        """;

    private const string KnownSql = "update chat_visit set customer_id = @customer_id where user_id = @user_id";

    public static void Add(Unit unit, string userId, string keyId, string locale) =>
        unit.Add(AddSql, ("user_id", userId), ("key_id", keyId), ("locale", locale), ("at", unit.NowMs));

    public static ChatVisitRow? Get(Unit unit, string userId) => unit.First<ChatVisitRow>(OneSql, new { user_id = userId });

    public static Task<ChatVisitRow?> GetAsync(Database database, string userId) => database.FirstAsync<ChatVisitRow>(OneSql, new { user_id = userId });

    /// <summary>False where the same answer is there already, or the visitor is another window's.</summary>
    public static bool Answer(Unit unit, string userId, string keyId, string version, string hash, bool given, ChannelIdentity identity) => unit.Execute(AnswerSql,
        ("version", version), ("hash", hash), ("given", given ? 1L : 0L), ("at", unit.NowMs), ("kind", identity.Kind), ("value", identity.Value),
        ("user_id", userId), ("key_id", keyId)) == 1;

    public static void Known(Unit unit, string userId, string customerId) => unit.Add(KnownSql, ("customer_id", customerId), ("user_id", userId));
}

/// <param name="Given">1 yes, 0 no, -1 not asked yet.</param>
internal sealed record ChatVisitRow(
    string UserId, string KeyId, string Locale, string TextVersion, long Given, long AnsweredAt, string IdentityKind, string IdentityValue, string CustomerId);
