using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Customers;

/// <summary>Adds evidence to a customer we already know. Evidence that points elsewhere too becomes a merge proposal.</summary>
public static class KnownAs
{
    public static void Add(Unit unit, string customerId, string kind, string value)
    {
        var others = CustomerStore.Find(unit, kind, value).Select(row => row.CustomerId).Where(id => id != customerId).Distinct().ToList();
        if (others.Count == 0) CustomerStore.AddIdentity(unit, kind, value, "", customerId);
        foreach (var other in others) MergeProposals.Propose(unit, customerId, other, $"same-{kind}");
    }

    /// <summary>A number the customer gave in a conversation. Its owner elsewhere may be family, so nothing is merged.</summary>
    public static void AddPhone(Unit unit, string customerId, string phone)
    {
        var name = CustomerStore.Contact(unit, customerId)?.Name ?? "";
        var known = CustomerStore.Find(unit, "phone", phone);
        var nameKey = PersonNames.Key(name);
        if (known.Exists(row => row.NameKey == nameKey && row.CustomerId != customerId)) nameKey += "#" + customerId;
        CustomerStore.AddIdentity(unit, "phone", phone, nameKey, customerId);
        CustomerStore.Fill(unit, customerId, null, phone, null, null);
        foreach (var other in known.Select(row => row.CustomerId).Where(id => id != customerId).Distinct())
            MergeProposals.Propose(unit, customerId, other, "same-phone");
        if (known.Count > 0 && CustomerStore.NamesOfPhone(unit, phone) >= 3)
            Alerts.Raise(unit, "phone-many-names", phone, "One number under 3 or more names");
    }
}
