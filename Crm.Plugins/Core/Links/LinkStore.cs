using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>SQL of links. Every change is a compare-and-set on the version.</summary>
internal static class LinkStore
{
    private const string Columns = """
        k.id, k.channel, k.account, k.member_id, k.contact, k.customer_id, k.state, k.linked_at, coalesce(k.ended_at, 0) as ended_at,
        coalesce(k.ended_by, '') as ended_by, coalesce(k.add_way, 0) as add_way, coalesce(k.way_state, '') as way_state,
        coalesce(k.remark, '') as remark, coalesce(k.description, '') as description, k.tags, k.add_tags, k.remove_tags, k.auto_tags,
        coalesce(k.wanted_remark, '') as wanted_remark, coalesce(k.read_at, 0) as read_at, coalesce(k.seen_run, '') as seen_run,
        coalesce(k.fault, '') as fault, k.version
        """;

    private const string FindSql = $"""
        select {Columns} from link k where k.channel = @channel and k.account = @account and k.member_id = @member and k.contact = @contact
        """;

    private const string OneSql = $"select {Columns} from link k where k.id = @id";

    private const string OfContactSql = $"select {Columns} from link k where k.channel = @channel and k.account = @account and k.contact = @contact";

    private const string OfCustomerSql = $"select {Columns} from link k where k.customer_id = @customer_id order by k.id";

    private const string OfMemberSql = $"""
        select {Columns} from link k
        where k.channel = @channel and k.account = @account and k.member_id = @member and k.state = 'linked' order by k.id
        """;

    private const string InsertSql = """
        insert into link (id, channel, account, member_id, contact, customer_id, state, linked_at, ended_at, ended_by, way_state)
        values (@id, @channel, @account, @member, @contact, @customer_id, @state, @linked_at, @ended_at, @ended_by, @way_state)
        """;

    private const string SaveSql = """
        update link set customer_id = @customer_id, state = @state, linked_at = @linked_at, ended_at = @ended_at, ended_by = @ended_by,
            add_way = @add_way, way_state = @way_state, remark = @remark, description = @description, tags = @tags, add_tags = @add_tags,
            remove_tags = @remove_tags, auto_tags = @auto_tags, wanted_remark = @wanted_remark, read_at = @read_at, seen_run = @seen_run,
            fault = @fault, version = version + 1
        where id = @id and version = @version
        """;

    private const string NoteSql = """
        insert into link_note (id, link_id, customer_id, at, kind, detail) values (@id, @link_id, @customer_id, @at, @kind, @detail)
        """;

    public static LinkRow? Find(Unit unit, string channel, string account, string member, string contact) =>
        unit.First<LinkRow>(FindSql, new { channel, account, member, contact });

    public static LinkRow? Get(Unit unit, string id) => unit.First<LinkRow>(OneSql, new { id });

    public static IReadOnlyList<LinkRow> OfContact(Unit unit, string channel, string account, string contact) =>
        unit.Query<LinkRow>(OfContactSql, new { channel, account, contact });

    public static IReadOnlyList<LinkRow> OfCustomer(Unit unit, string customerId) => unit.Query<LinkRow>(OfCustomerSql, new { customer_id = customerId });

    /// <summary>Only those that hold.</summary>
    public static IReadOnlyList<LinkRow> OfMember(Unit unit, MemberRow member) =>
        unit.Query<LinkRow>(OfMemberSql, new { channel = member.Channel, account = member.Account, member = member.MemberId });

    public static LinkRow Add(Unit unit, NewLink link, string state, DateTimeOffset at, string endedBy = "")
    {
        var ended = endedBy.Length > 0;
        var id = Ids.New(unit.Now);
        var ms = at.ToUnixTimeMilliseconds();
        unit.Add(InsertSql, ("id", id), ("channel", link.Channel), ("account", link.Account), ("member", link.Member), ("contact", link.Contact),
            ("customer_id", link.CustomerId), ("state", state), ("linked_at", ms), ("ended_at", ended ? ms : null), ("ended_by", ended ? endedBy : null),
            ("way_state", link.WayState));
        return new LinkRow(id, link.Channel, link.Account, link.Member, link.Contact, link.CustomerId, state, ms, ended ? ms : 0, endedBy, 0,
            link.WayState ?? "", "", "", "[]", "[]", "[]", "[]", "", 0, "", "", 1);
    }

    /// <summary>Writes all that can change; the row must be the newest read.</summary>
    public static LinkRow Save(Unit unit, LinkRow k)
    {
        var saved = unit.Execute(SaveSql,
            ("customer_id", k.CustomerId), ("state", k.State), ("linked_at", k.LinkedAt), ("ended_at", None(k.EndedAt)), ("ended_by", None(k.EndedBy)),
            ("add_way", None(k.AddWay)), ("way_state", None(k.WayState)), ("remark", None(k.Remark)), ("description", None(k.Description)),
            ("tags", k.Tags), ("add_tags", k.AddTags), ("remove_tags", k.RemoveTags), ("auto_tags", k.AutoTags), ("wanted_remark", None(k.WantedRemark)),
            ("read_at", None(k.ReadAt)), ("seen_run", None(k.SeenRun)), ("fault", None(k.Fault)), ("id", k.Id), ("version", k.Version));
        return saved == 1 ? k with { Version = k.Version + 1 } : throw new LostRaceException();
    }

    /// <param name="kind">linked, half, ended-by-customer, ended-by-member, transferred, welcomed, mass-sent, …</param>
    public static void Note(Unit unit, LinkRow link, string kind, long at, string? detail = null) => unit.Add(NoteSql,
        ("id", Ids.New(DateTimeOffset.FromUnixTimeMilliseconds(at))), ("link_id", link.Id), ("customer_id", link.CustomerId), ("at", at), ("kind", kind), ("detail", detail));

    private static string? None(string text) => text.Length == 0 ? null : text;

    private static long? None(long number) => number == 0 ? null : number;
}

/// <param name="WayState">Of the contact way they came by.</param>
internal sealed record NewLink(string Channel, string Account, string Member, string Contact, string CustomerId, string? WayState = null);
