using System.Data.Common;
using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>SQL of welcomes that are ready to be sent.</summary>
public static class WelcomeStore
{
    /// <summary>Instead of a way's id: for whoever comes by no code, or by one without a text.</summary>
    public const string Default = "";

    private const string ForSql = "select locale, period, text, attachments from contact_way_welcome where way_id = @way_id";

    private const string ClearSql = "delete from contact_way_welcome where way_id = @way_id";

    private const string InsertSql = """
        insert into contact_way_welcome (way_id, locale, period, text, attachments) values (@way_id, @locale, @period, @text, @attachments)
        """;

    private const string UsesSql = """
        select count(*) from contact_way_welcome m left join contact_way w on w.id = m.way_id
        where m.attachments like @media and (w.id is null or w.status <> 'removed' and w.channel = @channel and w.account = @account)
        """;

    public static IReadOnlyList<ReadyWelcome> For(Unit unit, string wayId) => unit.Read(ForSql, Map, ("way_id", wayId));

    internal static Task<List<ReadyWelcome>> ForAsync(Database database, string wayId, CancellationToken cancellationToken) =>
        database.ReadAsync(ForSql, Map, cancellationToken, ("way_id", wayId));

    internal static void Save(Unit unit, string wayId, IReadOnlyList<ReadyWelcome> texts)
    {
        unit.Add(ClearSql, ("way_id", wayId));
        foreach (var text in texts)
            unit.Add(InsertSql, ("way_id", wayId), ("locale", text.Locale), ("period", text.Period), ("text", text.Text),
                ("attachments", JsonSerializer.Serialize(text.Attachments, JsonSerializerOptions.Web)));
    }

    /// <summary>Whether any welcome sent through this account carries the file.</summary>
    internal static bool Uses(Unit unit, string channel, string account, string mediaId) =>
        unit.Read(UsesSql, row => row.GetInt64(0), ("media", $"%{mediaId}%"), ("channel", channel), ("account", account))[0] > 0;

    private static ReadyWelcome Map(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2),
        JsonSerializer.Deserialize<List<MessageAttachment>>(row.GetString(3), JsonSerializerOptions.Web) ?? []);
}
