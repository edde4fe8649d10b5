using Crm.Plugins.Core.Store;
using Dapper;

namespace Crm.Plugins.Core.Insight;

/// <summary>Whom a mass send is for; all that is given must hold. Ids and codes, never names.</summary>
public sealed record Audience
{
    /// <summary>Platform ids of tags, any of which a member gave the customer. At most 20.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Has a lead with this dealer; the following must hold for the same lead.</summary>
    public string? DealerId { get; init; }

    /// <summary>hot, warm or cold.</summary>
    public string? Temperature { get; init; }

    public string? Brand { get; init; }

    public string? Series { get; init; }

    /// <summary>Wrote or was written to since then.</summary>
    public DateTimeOffset? LastContactAfter { get; init; }

    /// <summary>Neither wrote nor was written to since then.</summary>
    public DateTimeOffset? LastContactBefore { get; init; }

    /// <summary>For mass sends to groups: only these; absent = all.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
}

/// <param name="Member">Only customers of this member; empty = any.</param>
public sealed record AudienceScope(string Channel, string Account, string Member, bool LinkedOnly);

/// <summary>A customer of the audience; contact and member are empty where nobody is linked.</summary>
public sealed record AudienceRow(string CustomerId, string Contact, string Member);

/// <summary>The one place that composes SQL, from a closed set of fragments whose values are parameters.</summary>
public static class AudienceQueries
{
    private const string Linked = "k.customer_id = c.id and k.channel = @channel and k.account = @account and k.state = 'linked' and (@member = '' or k.member_id = @member)";

    private const string Base = $"""
        select c.id as customer_id,
            coalesce((select k.contact from link k where {Linked} order by k.linked_at desc, k.id desc limit 1), '') as contact,
            coalesce((select k.member_id from link k where {Linked} order by k.linked_at desc, k.id desc limit 1), '') as member
        from customer c where c.id > @after and c.merged_into is null
        """;

    private const string OnlyLinked = $" and exists (select 1 from link k where {Linked})";

    private const string Recent = " exists (select 1 from conversation v where v.customer_id = c.id and v.last_message_at >= ";

    /// <summary>The next customers after an id, in the order of ids.</summary>
    public static IReadOnlyList<AudienceRow> Next(Unit unit, Audience audience, AudienceScope scope, string after, int take)
    {
        var args = new DynamicParameters(new { channel = scope.Channel, account = scope.Account, member = scope.Member, after, take });
        var sql = Base + (scope.LinkedOnly ? OnlyLinked : "") + Tags(audience, args) + Lead(audience, args) + Contact(audience, args) + " order by c.id limit @take";
        return unit.Query<AudienceRow>(sql, args);
    }

    private static string Tags(Audience audience, DynamicParameters args)
    {
        if (audience.Tags is not { Count: > 0 } tags) return "";
        for (var i = 0; i < tags.Count; i++) args.Add($"tag{i}", $"%\"{Escaped(tags[i])}\"%");
        return $" and exists (select 1 from link k where {Linked} and ({string.Join(" or ", tags.Select((_, i) => $"k.tags like @tag{i} escape '!'"))}))";
    }

    private static string Lead(Audience audience, DynamicParameters args)
    {
        var wanted = new[] { ("dealer_id", audience.DealerId), ("temperature", audience.Temperature), ("brand", audience.Brand), ("series", audience.Series) }
            .Where(pair => !string.IsNullOrEmpty(pair.Item2)).ToList();
        foreach (var (column, value) in wanted) args.Add($"lead_{column}", value);
        return wanted.Count == 0 ? "" : $" and exists (select 1 from lead l where l.customer_id = c.id{string.Concat(wanted.Select(pair => $" and l.{pair.Item1} = @lead_{pair.Item1}"))})";
    }

    private static string Contact(Audience audience, DynamicParameters args)
    {
        args.Add("contact_after", audience.LastContactAfter?.ToUnixTimeMilliseconds() ?? 0);
        args.Add("contact_before", audience.LastContactBefore?.ToUnixTimeMilliseconds() ?? 0);
        return (audience.LastContactAfter is null ? "" : $" and{Recent}@contact_after)") + (audience.LastContactBefore is null ? "" : $" and not{Recent}@contact_before)");
    }

    private static string Escaped(string text) => text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
