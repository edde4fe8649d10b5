using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>
/// Tags that follow what is known of a customer. Only what the rules change their mind about is changed, so a tag that a
/// member took away or put there by hand stays as the member left it.
/// </summary>
public sealed class AutoTags(LinkOptions options, ChangeLink change, TagCatalogue catalogue, ChannelTasks tasks)
{
    private static readonly TimeSpan TagsTake = TimeSpan.FromMinutes(1);

    internal bool Any => options.AutoTags.Count > 0;

    internal void Apply(Unit unit, string customerId)
    {
        foreach (var link in LinkStore.OfCustomer(unit, customerId).Where(link => link.IsLinked)) Apply(unit, link);
    }

    internal LinkRow Apply(Unit unit, LinkRow link)
    {
        if (!Any || !link.IsLinked) return link;
        var wanted = Wanted(unit, link);
        var before = TagIds.Read(link.AutoTags);
        if (wanted.Count == before.Count && wanted.All(before.Contains)) return link;
        var row = change.Tag(unit, link, [.. wanted.Except(before)], [.. before.Except(wanted)]);
        return LinkStore.Save(unit, row with { AutoTags = TagIds.Write(wanted) });
    }

    private List<string> Wanted(Unit unit, LinkRow link)
    {
        var facts = Facts(unit, link.CustomerId);
        var known = Tags.OfAccount(unit, link.Channel, link.Account);
        List<string> wanted = [];
        foreach (var rule in options.AutoTags.Where(rule => facts.Contains(rule.When)))
        {
            var tag = known.FirstOrDefault(t => t.GroupName == rule.Group && t.Name == rule.Tag);
            if (tag is { IsLive: true }) wanted.Add(tag.PlatformId);
            // Refused by the platform: an operator has to look; asking again and again helps nobody.
            if (tag is { State: "refused" }) continue;
            if (tag is null) known = [.. known, catalogue.Make(unit, link.Channel, link.Account, rule.Group, rule.Tag)];
            if (tag is not { IsLive: true }) tasks.Ask(unit, ApplyTags.TaskKind, "", "", link.CustomerId, unit.Now + TagsTake);
        }

        return [.. wanted.Distinct()];
    }

    /// <summary>What a rule's <see cref="AutoTagRule.When"/> can name.</summary>
    private static HashSet<string> Facts(Unit unit, string customerId)
    {
        var facts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var lead in LeadStore.OfCustomer(unit, customerId).Where(lead => LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage))))
        {
            facts.Add($"temperature:{lead.Temperature}");
            if (lead.Brand.Length > 0) facts.Add($"brand:{lead.Brand}");
            if (lead.DealerId.Length > 0 && DealerStore.Get(unit, lead.DealerId) is { } dealer) facts.Add($"dealer:{dealer.Code}");
        }

        if (ComplaintStore.OpenOfCustomer(unit, customerId) is not null) facts.Add("complaint:open");
        return facts;
    }
}
