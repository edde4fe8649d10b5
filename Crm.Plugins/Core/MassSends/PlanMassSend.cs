using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Groups;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>Plans a mass send, or shows beforehand whom it would reach and why not the others.</summary>
public sealed class PlanMassSend(
    Writer writer, Database database, MassSendAccounts accounts, ContactGate gate, ContactPolicyOptions policy, Steps steps, CrmOptions crm, TimeProvider time)
{
    /// <summary>Of how many customers a preview is made at most.</summary>
    private const int MostPreviewed = 50_000;

    private const string NoLink = "no-link";

    /// <summary>Returns the id; asking again with the same key makes nothing new.</summary>
    public async Task<string> RunAsync(MassSendInput input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        input.CheckMessage();
        input.CheckAudience();
        var account = accounts.Find(input.Channel, input.Account);
        var dealerId = await accounts.DealerIdAsync(account);
        return await writer.WriteAsync(unit =>
        {
            if (input.Key is { Length: > 0 } key && MassSendStore.IdByKey(unit, key) is { } known) return known;
            var start = input.StartAt > unit.Now ? input.StartAt.Value : unit.Now;
            var row = new MassSendRow(
                Ids.New(unit.Now), input.Name!.Trim(), account.Channel, account.Account, account.QuotaKey, dealerId ?? "", input.ToGroups ? 1 : 0,
                input.ToGroups ? "" : input.Sender?.Trim() ?? "", input.Text!.Trim(), JsonSerializer.Serialize(input.Attachments ?? [], JsonSerializerOptions.Web),
                JsonSerializer.Serialize(input.Audience ?? new Audience(), JsonSerializerOptions.Web), start.ToUnixTimeMilliseconds(), MassSendStates.Gathering, "", 1);
            MassSendStore.Add(unit, row, input.Key is { Length: > 0 } ? input.Key : null, caller.Id);
            steps.Add(unit, row.Id, GatherTargets.Step, MassSendClock.StepKind, unit.Now);
            Audit.Record(unit, caller.Id, "mass-send.planned", row.Id);
            return row.Id;
        });
    }

    public async Task<MassSendPreview> PreviewAsync(MassSendInput input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        input.CheckAudience();
        var account = accounts.Find(input.Channel, input.Account);
        var now = time.GetUtcNow();
        var start = input.StartAt > now ? input.StartAt.Value : now;
        var tally = new Tally();
        for (var after = ""; after is not null && tally.Total < MostPreviewed;)
        {
            var from = after;
            var piece = await writer.WriteAsync(unit => input.ToGroups ? Groups(unit, input, account, start, from) : Customers(unit, input, account, start, from));
            tally.Add(piece);
            after = piece.Next;
        }

        var history = await MassSendStore.HistoryAsync(database, account.Channel, account.Account, now);
        var reach = ReachForecast.Of(tally.ByMember, history);
        return new MassSendPreview(
            tally.Total, tally.Allowed, [.. tally.Reasons.OrderByDescending(reason => reason.Value).Select(reason => new ReasonCount(reason.Key, reason.Value))],
            tally.Total < MostPreviewed, Instants.Iso(start), Instants.Iso(ContactPolicy.OpensAt(start, crm.DefaultTimeZone, policy)),
            reach is null ? null : new ForecastItem(reach.Expected, reach.Overall, reach.BasedOn),
            [.. tally.ByMember.OrderByDescending(member => member.Value).Take(50).Select(member => new MemberShare(member.Key, member.Value, reach?.Rates[member.Key]))]);
    }

    private Piece Customers(Unit unit, MassSendInput input, MassSendAccount account, DateTimeOffset at, string after)
    {
        var scope = new AudienceScope(account.Channel, account.Account, input.Sender?.Trim() ?? "", LinkedOnly: false);
        var rows = AudienceQueries.Next(unit, input.Audience ?? new Audience(), scope, after, ContactGate.Most);
        var linked = rows.Where(row => row.Contact.Length > 0).ToDictionary(row => row.CustomerId);
        var verdicts = gate.Look(unit, [.. linked.Keys.Select(id => new ContactAsk(id, Consents.Marketing, account.Channel, $"preview:{id}", at, account.QuotaKey))]);
        return new Piece(rows.Count - linked.Count, [.. verdicts.Select(verdict => (verdict, linked[verdict.CustomerId].Member))],
            rows.Count < ContactGate.Most ? null : rows[^1].CustomerId);
    }

    private Piece Groups(Unit unit, MassSendInput input, MassSendAccount account, DateTimeOffset at, string after)
    {
        var rows = GroupStore.Next(unit, account.Channel, account.Account, input.Audience?.Groups, after, GatherTargets.GroupsAtOnce);
        return new Piece(0, [.. rows.Select(group => (gate.AskGroup(unit, group.Id, GroupStore.Customers(unit, group.Id),
            new ContactAsk("", Consents.Marketing, account.Channel, $"preview:{group.Id}", at), store: false), group.Owner))],
            rows.Count < GatherTargets.GroupsAtOnce ? null : rows[^1].Id);
    }

    private sealed record Piece(int Unlinked, IReadOnlyList<(ContactVerdict Verdict, string Member)> Verdicts, string? Next);

    private sealed class Tally
    {
        public int Total { get; private set; }

        public int Allowed { get; private set; }

        public Dictionary<string, int> Reasons { get; } = [];

        public Dictionary<string, int> ByMember { get; } = [];

        public void Add(Piece piece)
        {
            Add(NoLink, piece.Unlinked);
            foreach (var (verdict, member) in piece.Verdicts) Add(verdict, member);
        }

        private void Add(string reason, int count)
        {
            Total += count;
            if (count > 0) Reasons[reason] = Reasons.GetValueOrDefault(reason) + count;
        }

        /// <summary>Each customer is counted under the first reason, so that the figures add up.</summary>
        private void Add(ContactVerdict verdict, string member)
        {
            if (!verdict.Allowed)
            {
                Add(verdict.Reasons[0], 1);
                return;
            }

            Total++;
            Allowed++;
            ByMember[member] = ByMember.GetValueOrDefault(member) + 1;
        }
    }
}

/// <param name="Complete">False where the audience was too large to look at all of it.</param>
/// <param name="OpensAt">The first instant from <paramref name="StartAt"/> on that is outside the quiet hours.</param>
/// <param name="Forecast">Null where no member was ever asked.</param>
public sealed record MassSendPreview(
    int Total, int Allowed, IReadOnlyList<ReasonCount> Refused, bool Complete, string StartAt, string OpensAt, ForecastItem? Forecast,
    IReadOnlyList<MemberShare> Members);

/// <param name="Reason">A code of the gate, or <c>no-link</c>: none of our members has this customer.</param>
public sealed record ReasonCount(string Reason, int Count);

/// <param name="Expected">Customers who will get it if members confirm as they did.</param>
/// <param name="Rate">Share of past tasks that were confirmed.</param>
/// <param name="BasedOn">Number of past tasks.</param>
public sealed record ForecastItem(int Expected, double Rate, long BasedOn);

public sealed record MemberShare(string Member, int Targets, double? Rate);
