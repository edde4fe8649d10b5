using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>SQL of the catalogue of tags, one per account.</summary>
internal static class Tags
{
    private const string Columns = """
        t.id, t.channel, t.account, coalesce(t.platform_id, '') as platform_id, coalesce(t.group_id, '') as group_id, t.group_name, t.name, t.state,
        coalesce(t.operation_id, '') as operation_id, coalesce(t.fault, '') as fault, t.updated_at, t.version
        """;

    private const string AllSql = $"select {Columns} from tag t where t.state <> 'gone' order by t.account, t.group_name, t.name, t.id";

    private const string OfAccountSql = $"select {Columns} from tag t where t.channel = @channel and t.account = @account and t.state <> 'gone' order by t.id";

    private const string OneSql = $"select {Columns} from tag t where t.id = @id";

    private const string OfOperationSql = $"select {Columns} from tag t where t.operation_id = @operation_id";

    private const string InsertSql = """
        insert into tag (id, channel, account, platform_id, group_id, group_name, name, state, operation_id, updated_at)
        values (@id, @channel, @account, @platform_id, @group_id, @group_name, @name, @state, @operation_id, @at)
        """;

    private const string SaveSql = """
        update tag set platform_id = @platform_id, group_id = @group_id, group_name = @group_name, name = @name, state = @state,
            operation_id = @operation_id, fault = @fault, updated_at = @at, version = version + 1
        where id = @id and version = @version
        """;

    public static Task<IReadOnlyList<TagRow>> AllAsync(Database database) => database.QueryAsync<TagRow>(AllSql);

    public static IReadOnlyList<TagRow> OfAccount(Unit unit, string channel, string account) => unit.Query<TagRow>(OfAccountSql, new { channel, account });

    public static TagRow? Get(Unit unit, string id) => unit.First<TagRow>(OneSql, new { id });

    public static TagRow? OfOperation(Unit unit, string operationId) => unit.First<TagRow>(OfOperationSql, new { operation_id = operationId });

    public static TagRow Add(Unit unit, string channel, string account, ContactTag tag, string state, string? operationId = null)
    {
        var id = Ids.New(unit.Now);
        unit.Add(InsertSql, ("id", id), ("channel", channel), ("account", account), ("platform_id", None(tag.TagId)), ("group_id", None(tag.GroupId)),
            ("group_name", tag.GroupName), ("name", tag.Name), ("state", state), ("operation_id", operationId), ("at", unit.NowMs));
        return new TagRow(id, channel, account, tag.TagId, tag.GroupId, tag.GroupName, tag.Name, state, operationId ?? "", "", unit.NowMs, 1);
    }

    public static void Save(Unit unit, TagRow tag)
    {
        var saved = unit.Execute(SaveSql,
            ("platform_id", None(tag.PlatformId)), ("group_id", None(tag.GroupId)), ("group_name", tag.GroupName), ("name", tag.Name), ("state", tag.State),
            ("operation_id", None(tag.OperationId)), ("fault", None(tag.Fault)), ("at", unit.NowMs), ("id", tag.Id), ("version", tag.Version));
        if (saved == 0) throw new LostRaceException();
    }

    /// <summary>The platform's ids of these tags of ours.</summary>
    public static IReadOnlyCollection<string> PlatformIds(Unit unit, LinkRow link, IReadOnlyList<string>? ids)
    {
        if (ids is not { Count: > 0 }) return [];
        var known = OfAccount(unit, link.Channel, link.Account).Where(tag => tag.IsLive).ToDictionary(tag => tag.Id, tag => tag.PlatformId);
        return [.. ids.Select(id => known.TryGetValue(id, out var platformId)
            ? platformId
            : throw ProblemException.Invalid("unknown-tag", "addTags and removeTags name tags of this link's account that the platform has; see /api/v1/tags."))];
    }

    private static string? None(string text) => text.Length == 0 ? null : text;
}

/// <param name="PlatformId">Empty until the platform has it.</param>
/// <param name="State"><c>saving</c>, <c>live</c>, <c>removing</c>, <c>refused</c> or <c>gone</c>.</param>
internal sealed record TagRow(
    string Id, string Channel, string Account, string PlatformId, string GroupId, string GroupName, string Name, string State, string OperationId,
    string Fault, long UpdatedAt, long Version)
{
    public bool IsLive => PlatformId.Length > 0 && (State is "live" or "saving");
}
