using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Groups;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>Writes the ledger, a piece at a time: each target once, with the gate's verdict.</summary>
public sealed class GatherTargets(ContactGate gate)
{
    internal const string Step = "gather";
    internal const int GroupsAtOnce = 50;
    private const int CustomersAtOnce = 250;

    /// <summary>The cursor to go on from; null when all are in the ledger.</summary>
    internal string? Run(Unit unit, MassSendRow send) => send.IsToGroups ? Groups(unit, send) : Customers(unit, send);

    private string? Customers(Unit unit, MassSendRow send)
    {
        var rows = AudienceQueries.Next(unit, send.Filters, new AudienceScope(send.Channel, send.Account, send.Sender, LinkedOnly: true), send.Cursor, CustomersAtOnce);
        var verdicts = gate.Ask(unit, [.. rows.Select(row => Ask(send, row.CustomerId, send.Start))]).ToDictionary(verdict => verdict.CustomerId);
        foreach (var row in rows) Add(unit, send, new TargetRow(row.CustomerId, row.Contact, row.Member), verdicts[row.CustomerId]);
        return rows.Count < CustomersAtOnce ? null : rows[^1].CustomerId;
    }

    private string? Groups(Unit unit, MassSendRow send)
    {
        var rows = GroupStore.Next(unit, send.Channel, send.Account, send.Filters.Groups, send.Cursor, GroupsAtOnce);
        foreach (var group in rows)
        {
            var verdict = gate.AskGroup(unit, group.Id, GroupStore.Customers(unit, group.Id), Ask(send, group.Id, send.Start), store: true);
            Add(unit, send, new TargetRow(group.Id, group.PlatformId, group.Owner), verdict);
        }

        return rows.Count < GroupsAtOnce ? null : rows[^1].Id;
    }

    internal static ContactAsk Ask(MassSendRow send, string targetId, DateTimeOffset at) =>
        new(targetId, Consents.Marketing, send.Channel, send.Subject(targetId), at, send.IsToGroups ? null : send.QuotaKey);

    private static void Add(Unit unit, MassSendRow send, TargetRow target, ContactVerdict verdict) =>
        TargetStore.Add(unit, send.Id, target, verdict.Allowed ? TargetStates.Allowed : TargetStates.Refused, verdict.Allowed ? null : verdict.Reasons[0]);
}
