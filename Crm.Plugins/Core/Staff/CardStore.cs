using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>SQL of cards.</summary>
internal static class CardStore
{
    /// <summary>Numbers stay short; they begin again after this one.</summary>
    private const long HighestNumber = 999;

    private const string Columns = """
        id, kind, subject_id, round, channel, account, member, member_name, coalesce(dealer_id, '') as dealer_id, number, locale, state,
        coalesce(reason, '') as reason, coalesce(update_code, '') as update_code, coalesce(update_until, 0) as update_until,
        coalesce(label, '') as label, coalesce(pressed_at, 0) as pressed_at, coalesce(pressed, '') as pressed, coalesce(actor, '') as actor,
        coalesce(sent_at, 0) as sent_at, created_at
        """;

    private const string InsertSql = """
        insert into staff_card (id, key, kind, subject_id, round, channel, account, member, member_name, dealer_id, number, locale, state, created_at)
        values (@id, @key, @kind, @subject_id, @round, @channel, @account, @member, @member_name, @dealer_id, @number, @locale, @state, @at)
        on conflict (key) do nothing
        """;

    private const string LastNumberSql = """
        select coalesce(max(number), 0) as number from staff_card
        where id = (select max(id) from staff_card where channel = @channel and account = @account and member = @member)
        """;

    private const string OneSql = $"select {Columns} from staff_card where id = @id";

    private const string OfSubjectSql = $"select {Columns} from staff_card where kind = @kind and subject_id = @subject_id order by id";

    private const string OfMemberSql = $"""
        select {Columns} from staff_card where channel = @channel and account = @account and member = @member order by id desc limit @take
        """;

    private const string ByNumberSql = $"""
        select {Columns} from staff_card where channel = @channel and account = @account and member = @member and number = @number
        order by id desc limit 1
        """;

    private const string SentSql = """
        update staff_card set state = case when state = 'sending' then 'sent' else state end, sent_at = @at, update_code = @update_code,
            update_until = @update_until
        where id = @id and sent_at is null
        """;

    private const string UnreachableSql = """
        update staff_card set state = case when state = 'sending' then 'unreachable' else state end, reason = @reason where id = @id
        """;

    private const string EndSql = """
        update staff_card set state = @state, label = @label, pressed = coalesce(@pressed, pressed), actor = coalesce(@actor, actor)
        where id = @id and state in ('listed', 'sending', 'sent', 'unreachable')
        """;

    private const string SeenSql = "update staff_card set pressed_at = coalesce(pressed_at, @at) where id = @id";

    private const string TakeCodeSql = "update staff_card set update_code = null where id = @id and update_code = @update_code";

    private const string ReasonSql = "update staff_card set reason = @reason where id = @id";

    /// <summary>Null where this card was made before.</summary>
    public static CardRow? TryAdd(Unit unit, string id, StaffMember to, string kind, string subjectId, string round, string state)
    {
        var last = unit.First<long>(LastNumberSql, new { channel = to.Channel, account = to.Account, member = to.Id });
        var card = new CardRow(id, kind, subjectId, round, to.Channel, to.Account, to.Id, to.Name, to.DealerId ?? "", last % HighestNumber + 1, to.Locale,
            state, "", "", 0, "", 0, "", "", 0, unit.NowMs);
        return unit.Execute(InsertSql, ("id", id), ("key", $"{kind}:{subjectId}:{round}:{to.Channel}:{to.Account}:{to.Id}"), ("kind", kind),
            ("subject_id", subjectId), ("round", round), ("channel", to.Channel), ("account", to.Account), ("member", to.Id), ("member_name", to.Name),
            ("dealer_id", to.DealerId), ("number", card.Number), ("locale", to.Locale), ("state", state), ("at", unit.NowMs)) == 1 ? card : null;
    }

    public static CardRow? Get(Unit unit, string id) => unit.First<CardRow>(OneSql, new { id });

    public static IReadOnlyList<CardRow> OfSubject(Unit unit, string kind, string subjectId) =>
        unit.Query<CardRow>(OfSubjectSql, new { kind, subject_id = subjectId });

    public static Task<IReadOnlyList<CardRow>> OfSubjectAsync(Database database, string kind, string subjectId) =>
        database.QueryAsync<CardRow>(OfSubjectSql, new { kind, subject_id = subjectId });

    /// <summary>The newest of a member first.</summary>
    public static IReadOnlyList<CardRow> OfMember(Unit unit, StaffMember member, int take) =>
        unit.Query<CardRow>(OfMemberSql, new { channel = member.Channel, account = member.Account, member = member.Id, take });

    public static CardRow? ByNumber(Unit unit, StaffMember member, long number) =>
        unit.First<CardRow>(ByNumberSql, new { channel = member.Channel, account = member.Account, member = member.Id, number });

    public static void Sent(Unit unit, string id, string? updateCode, long updateUntil) =>
        unit.Add(SentSql, ("at", unit.NowMs), ("update_code", updateCode), ("update_until", updateCode is null ? null : updateUntil), ("id", id));

    public static void Unreachable(Unit unit, string id, string reason) => unit.Add(UnreachableSql, ("reason", reason), ("id", id));

    /// <summary>False where it had ended before.</summary>
    public static bool End(Unit unit, string id, string state, string label, string? pressed = null, string? actor = null) =>
        unit.Execute(EndSql, ("state", state), ("label", label), ("pressed", pressed), ("actor", actor), ("id", id)) == 1;

    public static void Seen(Unit unit, string id) => unit.Add(SeenSql, ("at", unit.NowMs), ("id", id));

    /// <summary>A code works once: false where somebody took it.</summary>
    public static bool TakeCode(Unit unit, string id, string updateCode) => unit.Execute(TakeCodeSql, ("id", id), ("update_code", updateCode)) == 1;

    public static void Note(Unit unit, string id, string reason) => unit.Add(ReasonSql, ("reason", reason), ("id", id));
}
