namespace Crm.Plugins.Core.Links;

/// <summary>Section <c>Crm:Links</c>.</summary>
public sealed record LinkOptions
{
    /// <summary>Where a member has noted no name, the customer's own is noted, with the series they ask for.</summary>
    public bool NameWhenEmpty { get; init; } = true;

    /// <summary>Longest remark a platform takes.</summary>
    public int RemarkLength { get; init; } = 20;

    /// <summary>Tags that follow what is known of a customer.</summary>
    public IReadOnlyList<AutoTagRule> AutoTags { get; init; } = [];

    /// <summary>When the platform's lists are compared with the store: hour of the day in the installation's time zone.</summary>
    public int ReconcileHour { get; init; } = 3;
}

/// <param name="When"><c>temperature:hot</c>, <c>brand:{brand}</c>, <c>dealer:{code}</c> or <c>complaint:open</c>.</param>
/// <param name="Group">Made together with the tag where the platform has none.</param>
public sealed record AutoTagRule(string When, string Group, string Tag)
{
    public AutoTagRule()
        : this("", "", "")
    {
    }
}
