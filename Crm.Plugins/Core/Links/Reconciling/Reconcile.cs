using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Reconciling;

/// <summary>
/// Compares the platform's customer lists with the store, one page a task, so that it can stop and go on anywhere. A
/// customer whose event was lost is captured like any other; a link the platform does not have is ended after asking
/// for that customer once more; what fits neither is listed.
/// </summary>
public sealed class Reconcile(IPluginReads reads, Database database, Writer writer, ComparePage compare, ChannelTasks tasks, Events events, TimeProvider time) : IChannelTaskHandler
{
    internal const string TaskKind = "reconcile";

    public string Kind => TaskKind;

    /// <summary>Starts a run for every account that can be read, or for one; one that is under way is answered as it is.</summary>
    internal async Task<IReadOnlyList<string>> StartAsync(string? account, string by)
    {
        var accounts = reads.With<IContactReads>(AccountReads.Contacts).OnePerCompany().Select(known => (known.Channel, Account: known.Account.Key)).Where(known => account is null || known.Account == account).ToList();
        if (account is not null && accounts.Count == 0)
            throw ProblemException.Invalid("unknown-account", "account is one of a channel whose customers can be listed; see /api/v1/plugins.");
        return await writer.WriteAsync(unit => accounts.Select(known =>
        {
            var run = ReconciliationStore.Start(unit, known.Channel, known.Account, by);
            tasks.Ask(unit, TaskKind, known.Channel, known.Account, run.Id);
            return run.Id;
        }).ToList());
    }

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        if (await ReconciliationStore.GetAsync(database, task.Subject) is not { State: "running" } run) return null;
        var members = await ReconciliationStore.MembersAsync(database, run.Id);
        if (members.Count == 0)
        {
            if (!await ListMembersAsync(run, cancellationToken)) await FinishAsync(run);
            return time.GetUtcNow();
        }

        if (members.FirstOrDefault(member => member.State == "todo") is not { } next)
        {
            await FinishAsync(run);
            return null;
        }

        await PageAsync(run, next, cancellationToken);
        return time.GetUtcNow();
    }

    private async Task<bool> ListMembersAsync(ReconciliationRow run, CancellationToken cancellationToken)
    {
        var listed = await reads.AskAsync<IContactReads, IReadOnlyList<string>>(run.Channel, (contacts, ct) => contacts.MembersAsync(run.Account, ct), cancellationToken);
        return await writer.WriteAsync(unit =>
        {
            foreach (var member in listed) Members.See(unit, run.Channel, run.Account, member);
            // Also those who are on no list any more but have customers here.
            var all = listed.Union(LinkLists.MembersWithLinks(unit, run.Channel, run.Account)).ToList();
            foreach (var member in all) ReconciliationStore.AddMember(unit, run.Id, member);
            return all.Count > 0;
        });
    }

    private async Task PageAsync(ReconciliationRow run, ReconciledMember member, CancellationToken cancellationToken)
    {
        if (member.Cursor == ComparePage.Missing)
        {
            await MissingAsync(run, member, cancellationToken);
            return;
        }

        ReadPage<ContactLink> page;
        try
        {
            page = await reads.AskAsync<IContactReads, ReadPage<ContactLink>>(run.Channel, (contacts, ct) =>
                contacts.LinksAsync(run.Account, member.MemberId, member.Cursor.Length == 0 ? null : member.Cursor, ct), cancellationToken);
        }
        catch (ChannelReadException refused) when (refused.After is null)
        {
            await writer.WriteAsync(unit => ComparePage.Unreadable(unit, run, member, refused.Reason));
            return;
        }

        await writer.WriteAsync(unit => compare.Page(unit, run, member, page));
    }

    /// <summary>Links of ours that were on no page: each customer is asked for once more, since a list may move while it is read.</summary>
    private async Task MissingAsync(ReconciliationRow run, ReconciledMember member, CancellationToken cancellationToken)
    {
        foreach (var link in await LinkLists.UnseenAsync(database, run, member.MemberId))
        {
            var found = await reads.AskAsync<IContactReads, IReadOnlyList<ContactLink>>(run.Channel, (contacts, ct) =>
                contacts.LinksOfAsync(run.Account, link.Contact, ct), cancellationToken);
            await writer.WriteAsync(unit => compare.NotListed(unit, run, link.Id, found.Any(l => l.Member == member.MemberId)));
        }

        await writer.WriteAsync(unit => ReconciliationStore.Move(unit, run.Id, member, "done", null, 0));
    }

    private Task FinishAsync(ReconciliationRow run) => writer.WriteAsync(unit =>
    {
        if (ReconciliationStore.Finish(unit, run.Id)) events.Add(unit, new NewEvent("reconciliation.done") { Data = new { runId = run.Id } });
    });
}
