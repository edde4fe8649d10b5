using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>
/// Keeps links as the platform tells them. Facts may come twice, late and in any order: each counts by the time it
/// happened, so that an old word never undoes a newer one.
/// </summary>
public sealed class KeepLinks(ChannelTasks tasks, Churn churn, Events events) : IFactHandler
{
    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        switch (fact)
        {
            case MemberLinked linked when context.CustomerId is { } customer:
                Linked(unit, new NewLink(context.Channel, linked.Account, linked.Member, linked.Contact, customer, linked.State), linked.Half, context.OccurredAt);
                break;
            case MemberUnlinked unlinked when context.CustomerId is { } customer:
                Ended(unit, new NewLink(context.Channel, unlinked.Account, unlinked.Member, unlinked.Contact, customer), unlinked.By, context.OccurredAt);
                break;
            case LinkChanged changed:
                tasks.Ask(unit, ReadContact.TaskKind, context.Channel, changed.Account, changed.Contact);
                break;
        }
    }

    /// <summary>Also for links that a transfer or a reconciliation finds. Null where the link was known, or is over since.</summary>
    internal LinkRow? Linked(Unit unit, NewLink link, bool half, DateTimeOffset at)
    {
        Members.See(unit, link.Channel, link.Account, link.Member);
        var ms = at.ToUnixTimeMilliseconds();
        var state = half ? "half" : "linked";
        var row = LinkStore.Find(unit, link.Channel, link.Account, link.Member, link.Contact);
        if (row is null) row = LinkStore.Add(unit, link, state, at);
        else if (row.IsEnded && ms > row.EndedAt) row = LinkStore.Save(unit, Again(row, link, state, ms));
        else if (row.State == "half" && !half) row = LinkStore.Save(unit, row with { State = state });
        else return null;
        LinkStore.Note(unit, row, state, ms);
        if (!half) tasks.Ask(unit, ReadContact.TaskKind, link.Channel, link.Account, link.Contact);
        events.Add(unit, new NewEvent("link.changed") { CustomerId = link.CustomerId, Data = new { state, member = link.Member } });
        return row;
    }

    private void Ended(Unit unit, NewLink link, string by, DateTimeOffset at)
    {
        Members.See(unit, link.Channel, link.Account, link.Member);
        var ms = at.ToUnixTimeMilliseconds();
        var row = LinkStore.Find(unit, link.Channel, link.Account, link.Member, link.Contact);
        if (row is null)
        {
            // Its beginning was lost or is still on its way; remembered, so that it does not begin when it comes.
            row = LinkStore.Add(unit, link, "ended", at, by);
        }
        else
        {
            if (row.IsEnded || ms < row.LinkedAt) return;
            row = LinkStore.Save(unit, Over(row, by, ms));
        }

        Tell(unit, row, by);
    }

    /// <summary>Ends a link because of what we know otherwise: the result of a transfer, or a list without it.</summary>
    internal void End(Unit unit, LinkRow row, string by)
    {
        if (row.IsEnded) return;
        Tell(unit, LinkStore.Save(unit, Over(row, by, unit.NowMs)), by);
    }

    private void Tell(Unit unit, LinkRow row, string by)
    {
        LinkStore.Note(unit, row, by == "transfer" ? "transferred" : $"ended-by-{by}", row.EndedAt);
        if (by is "customer" or "member") churn.Raise(unit, row);
        else events.Add(unit, new NewEvent("link.changed") { CustomerId = row.CustomerId, Data = new { state = "ended", by, member = row.MemberId } });
    }

    private static LinkRow Over(LinkRow row, string by, long at) =>
        row with { State = "ended", EndedAt = at, EndedBy = by, AddTags = "[]", RemoveTags = "[]", WantedRemark = "" };

    private static LinkRow Again(LinkRow row, NewLink link, string state, long at) => row with
    {
        CustomerId = link.CustomerId, State = state, LinkedAt = at, EndedAt = 0, EndedBy = "", WayState = link.WayState ?? row.WayState, AutoTags = "[]",
    };
}
