using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Customers;

/// <summary>
/// Finds or makes the customer behind some evidence. Ids that are unique on their own decide alone; a phone or an
/// e-mail decides only together with the name, because families and companies share them: where names differ a merge
/// is proposed and never made (spec/lessons.md 21).
/// </summary>
public static class MatchCustomer
{
    /// <summary>From this many names on, one number is worth a person's look.</summary>
    private const int NamesForAlert = 3;

    public static MatchedCustomer Run(Unit unit, CustomerEvidence evidence)
    {
        var nameKey = evidence.Name is null ? "" : PersonNames.Key(evidence.Name);
        var (owner, others) = Decide(unit, evidence, nameKey);
        var isNew = owner is null;
        var id = owner ?? Ids.New(unit.Now);
        if (isNew) CustomerStore.Add(unit, id, evidence.Name, evidence.Phone, evidence.Email, evidence.Locale, evidence.Region);
        else CustomerStore.Fill(unit, id, evidence.Name, evidence.Phone, evidence.Email, evidence.Region);
        foreach (var unique in evidence.UniqueIds.Distinct()) Keep(unit, unique.Kind, unique.Value, "", id, isNew);
        if (evidence.Phone is not null) Keep(unit, "phone", evidence.Phone, nameKey, id, isNew);
        if (evidence.Email is not null) Keep(unit, "email", evidence.Email, nameKey, id, isNew);
        foreach (var other in others) MergeProposals.Propose(unit, id, other, evidence.Phone is null ? "same-email" : "same-phone");
        if (others.Count > 0 && evidence.Phone is not null && CustomerStore.NamesOfPhone(unit, evidence.Phone) >= NamesForAlert)
            Alerts.Raise(unit, "phone-many-names", evidence.Phone, $"One number under {NamesForAlert} or more names");
        return new MatchedCustomer(id, isNew);
    }

    /// <summary>The customer with one of these ids, or null; nothing is made.</summary>
    public static string? Known(Unit unit, IReadOnlyList<ChannelIdentity> ids) => ids.Where(id => id.Kind is "channel" or "unionid")
        .SelectMany(id => CustomerStore.Find(unit, id.Kind, id.Value)).Select(row => row.CustomerId).FirstOrDefault();

    /// <summary>Evidence that nobody had a moment ago and somebody has now: another node was first, so everything is read again.</summary>
    private static void Keep(Unit unit, string kind, string value, string nameKey, string customerId, bool isNew)
    {
        if (!isNew) CustomerStore.AddIdentity(unit, kind, value, nameKey, customerId);
        else if (!CustomerStore.TryAddIdentity(unit, kind, value, nameKey, customerId)) throw new LostRaceException();
    }

    private static (string? Owner, IReadOnlyCollection<string> Others) Decide(Unit unit, CustomerEvidence evidence, string nameKey)
    {
        string? owner = null;
        var others = new HashSet<string>();
        foreach (var unique in evidence.UniqueIds)
        {
            var found = CustomerStore.Find(unit, unique.Kind, unique.Value);
            if (found.Count == 0) continue;
            if (owner is null) owner = found[0].CustomerId;
            else others.Add(found[0].CustomerId);
        }

        foreach (var (kind, value) in new[] { ("phone", evidence.Phone), ("email", evidence.Email) })
        {
            if (value is null) continue;
            var rows = CustomerStore.Find(unit, kind, value);
            if (rows.Count == 0) continue;
            if (owner is null) owner = SamePerson(rows, nameKey);
            foreach (var row in rows) others.Add(row.CustomerId);
        }

        if (owner is not null) others.Remove(owner);
        return (owner, others);
    }

    /// <summary>The same name, or the only known bearer where one side gave no name.</summary>
    private static string? SamePerson(List<IdentityRow> rows, string nameKey)
    {
        var same = rows.Find(row => row.NameKey == nameKey);
        if (same is not null) return same.CustomerId;
        var first = rows[0].CustomerId;
        var onlyOne = rows.TrueForAll(row => row.CustomerId == first);
        var oneSideNameless = nameKey.Length == 0 || rows.TrueForAll(row => row.NameKey.Length == 0);
        return onlyOne && oneSideNameless ? first : null;
    }
}

/// <param name="UniqueIds">Channel ids and union ids.</param>
/// <param name="Phone">E.164, or null.</param>
/// <param name="Email">Normalised, or null.</param>
public sealed record CustomerEvidence(
    IReadOnlyList<ChannelIdentity> UniqueIds, string? Phone, string? Email, string? Name, string Locale, string? Region);

public sealed record MatchedCustomer(string Id, bool IsNew);
