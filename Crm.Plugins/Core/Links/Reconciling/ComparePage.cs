using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Reconciling;

/// <summary>Compares one page with the store, in the transaction that moves the run's cursor.</summary>
public sealed class ComparePage(ReadContact contacts, KeepLinks keep, Func<Capture> capture, CrmOptions options)
{
    /// <summary>Where a member's cursor stands when all pages are read and what is missing is being looked for.</summary>
    internal const string Missing = "-";

    /// <summary>How long an event may be on its way, or wait in the inbox, before it counts as lost.</summary>
    private static readonly TimeSpan EventsTake = TimeSpan.FromMinutes(10);

    private readonly Lazy<Capture> _capture = new(capture);

    internal void Page(Unit unit, ReconciliationRow run, ReconciledMember member, ReadPage<ContactLink> page)
    {
        if (!ReconciliationStore.Move(unit, run.Id, member, "todo", page.NextCursor ?? Missing, page.Items.Count)) return;
        var figures = new Figures { Seen = page.Items.Count };
        foreach (var link in page.Items) One(unit, run, link, figures);
        ReconciliationStore.Count(unit, run.Id, figures);
    }

    /// <summary>A link of ours that no page had.</summary>
    internal void NotListed(Unit unit, ReconciliationRow run, string linkId, bool there)
    {
        if (LinkStore.Get(unit, linkId) is not { IsLinked: true } link || link.SeenRun == run.Id) return;
        if (there)
        {
            // The list and the customer's own page disagree: a person has to look.
            LinkStore.Save(unit, link with { SeenRun = run.Id });
            ReconciliationStore.AddFinding(unit, run.Id, link.MemberId, link.Contact, link.CustomerId, "unexplained", "not-listed-but-linked");
            ReconciliationStore.Count(unit, run.Id, new Figures { Unexplained = 1 });
            return;
        }

        keep.End(unit, link, "platform");
        ReconciliationStore.AddFinding(unit, run.Id, link.MemberId, link.Contact, link.CustomerId, "ended", "not-on-the-platform");
        ReconciliationStore.Count(unit, run.Id, new Figures { Ended = 1 });
    }

    /// <summary>A member whose list the platform refuses: nothing is ended because of it.</summary>
    internal static void Unreadable(Unit unit, ReconciliationRow run, ReconciledMember member, string reason)
    {
        if (!ReconciliationStore.Move(unit, run.Id, member, "failed", null, 0, reason)) return;
        ReconciliationStore.AddFinding(unit, run.Id, member.MemberId, "", null, "unexplained", $"list-refused:{reason}");
        ReconciliationStore.Count(unit, run.Id, new Figures { Unexplained = 1 });
    }

    private void One(Unit unit, ReconciliationRow run, ContactLink link, Figures figures)
    {
        var row = LinkStore.Find(unit, run.Channel, run.Account, link.Member, link.Contact);
        if (row is not null)
        {
            var ended = row.IsEnded;
            row = contacts.Seen(unit, row, link, run.Id);
            if (!ended || row.IsEnded)
            {
                figures.Known++;
                return;
            }

            // Its second beginning was lost.
            figures.Recovered++;
            ReconciliationStore.AddFinding(unit, run.Id, link.Member, link.Contact, row.CustomerId, "recovered", "linked-again");
            return;
        }

        if (unit.Now - link.AddedAt < EventsTake)
        {
            figures.Recent++;
            return;
        }

        if (link.Identities.Count == 0)
        {
            figures.Unexplained++;
            ReconciliationStore.AddFinding(unit, run.Id, link.Member, link.Contact, null, "unexplained", "no-identity");
            return;
        }

        figures.Recovered++;
        ReconciliationStore.AddFinding(unit, run.Id, link.Member, link.Contact, Recover(unit, run, link), "recovered", "event-lost");
    }

    /// <summary>Its event never came: it is captured as that event would have been, and linked at once.</summary>
    private string Recover(Unit unit, ReconciliationRow run, ContactLink link)
    {
        _capture.Value.Store(unit, run.Channel,
        [
            new InboundItem
            {
                DedupKey = $"reconciled:{run.Account}:{link.Member}:{link.Contact}:{link.AddedAt.ToUnixTimeSeconds()}",
                Kind = InboundKind.ContactAdded, OccurredAt = link.AddedAt, Identities = link.Identities, DisplayName = link.Name,
                Raw = JsonSerializer.SerializeToUtf8Bytes(new { link.Member, link.Contact, link.State, link.AddWay, link.AddedAt }, JsonSerializerOptions.Web),
                Source = new InquirySource(null, "reconciliation"), Fact = new MemberLinked(run.Account, link.Member, link.Contact, Half: false, link.State),
            },
        ]);
        var customer = MatchCustomer.Run(unit, new CustomerEvidence(
            [.. link.Identities.Where(identity => identity.Kind is "channel" or "unionid")], null, null, link.Name, options.DefaultLocale, null));
        var row = keep.Linked(unit, new NewLink(run.Channel, run.Account, link.Member, link.Contact, customer.Id, link.State), half: false, link.AddedAt);
        if (row is not null) contacts.Seen(unit, row, link, run.Id);
        return customer.Id;
    }
}
