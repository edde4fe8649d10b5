using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Consent;

/// <summary>The append-only record of what a customer allowed (P-02). No record is a no.</summary>
public static class Consents
{
    public const string ForwardToDealer = "forward_to_dealer";
    public const string Marketing = "marketing_message";

    /// <summary>A record for every channel.</summary>
    public const string AnyChannel = "any";

    public static IReadOnlyList<string> Purposes { get; } =
        ["callback", ForwardToDealer, "marketing_call", Marketing, "profiling", "survey", "cross_border"];

    private const string Insert = """
        insert into consent (id, customer_id, purpose, channel, text_version, given, at, source_id)
        values (@id, @customer_id, @purpose, @channel, @text_version, @given, @at, @source_id)
        """;

    private const string Newest = """
        select given from consent where customer_id = @customer_id and purpose = @purpose order by id desc limit 1
        """;

    private const string HeldSql = """
        select channel, text_version from (
            select channel, text_version, given, row_number() over (partition by channel order by id desc) as place
            from consent where customer_id = @customer_id and purpose = @purpose) newest
        where place = 1 and given = 1
        """;

    private const string OfManySql = "select customer_id, channel, given from consent where customer_id = any(@ids) and purpose = @purpose order by id";

    public static void Record(Unit unit, string customerId, string purpose, string channel, string textVersion, bool given, string? sourceId) =>
        unit.Add(Insert, ("id", Ids.New(unit.Now)), ("customer_id", customerId), ("purpose", purpose), ("channel", channel),
            ("text_version", textVersion), ("given", given ? 1L : 0L), ("at", unit.NowMs), ("source_id", sourceId));

    /// <summary>What the newest record of the purpose says.</summary>
    public static bool Has(Unit unit, string customerId, string purpose)
    {
        var rows = unit.Read(Newest, row => row.GetInt64(0), ("customer_id", customerId), ("purpose", purpose));
        return rows.Count > 0 && rows[0] == 1;
    }

    /// <summary>Where a purpose is allowed just now, with the version of the text it was given to.</summary>
    public static IReadOnlyList<(string Channel, string TextVersion)> Held(Unit unit, string customerId, string purpose) =>
        unit.Read(HeldSql, row => (row.GetString(0), row.GetString(1)), ("customer_id", customerId), ("purpose", purpose));

    /// <summary>
    /// What holds for a purpose on a channel; without a record there is no entry. Giving counts for the channel it was
    /// given for, taking back stops every channel: who says stop does not mean "try elsewhere".
    /// </summary>
    public static Dictionary<string, ConsentState> States(Unit unit, string[] ids, string purpose, IReadOnlyCollection<string> channels)
    {
        Dictionary<string, ConsentState> states = [];
        foreach (var row in unit.Query<ConsentOfMany>(OfManySql, new { ids, purpose }))
        {
            if (row.Given == 0) states[row.CustomerId] = ConsentState.Withdrawn;
            else if (row.Channel == AnyChannel || channels.Contains(row.Channel, StringComparer.OrdinalIgnoreCase)) states[row.CustomerId] = ConsentState.Given;
        }

        return states;
    }
}

internal sealed record ConsentOfMany(string CustomerId, string Channel, long Given);
