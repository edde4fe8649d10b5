using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Transfers;

/// <summary>Says before anything happens what would move, what would not, and why (spec/lessons.md 29).</summary>
public sealed class PlanTransfer(Database database, Writer writer, IEnumerable<IMemberDuties> duties, TimeProvider time)
{
    public async Task<TransferPlan> RunAsync(TransferInput input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var (from, takers) = await writer.WriteAsync(unit => Parties(unit, input));
        var has = await DutyQueries.OfAsync(database, from.Channel, from.Account, from.MemberId, from.UserId);
        var past = (await TransferStore.PastAsync(database, from.Channel, from.Account, time.GetUtcNow())).ToDictionary(p => p.Contact);
        var chosen = input.Customers is { Count: > 0 } ids ? ids.ToHashSet() : null;
        List<PlannedCustomer> customers = [];
        foreach (var link in has.Links.Where(link => chosen?.Contains(link.CustomerId) ?? true))
            customers.Add(Customer(from, takers[customers.Count % takers.Count], has, link, Obstacle(link, past, input.Leaver)));
        foreach (var id in chosen?.Except(has.Links.Select(link => link.CustomerId)) ?? [])
            customers.Add(Customer(from, takers[0], has, new DutyLink("", "", id, "", "ended", ""), "no-link"));
        // Taken on by name, but with no link on the channel: nothing for the platform to do, they move with the person.
        var linked = has.Links.Select(link => link.CustomerId).ToHashSet();
        var loose = has.Leads.Select(lead => lead.CustomerId).Concat(has.Promises.Select(promise => promise.CustomerId)).Where(id => !linked.Contains(id)).Distinct();
        List<PlannedCustomer> others = chosen is not null ? [] : [.. loose.Select((id, i) =>
            Customer(from, takers[i % takers.Count], has, new DutyLink("", "", id, "", "none", ""), null))];
        var rest = chosen is not null ? [] : await writer.WriteAsync(unit => duties.SelectMany(duty => duty.Of(unit, from)).ToList());
        return new TransferPlan(from.Id, [.. takers.Select(taker => taker.Id)], chosen is null, customers, others, rest,
            customers.Count(c => c.Obstacle is null), customers.Count(c => c.Obstacle is not null))
        { FromRow = from, Takers = takers };
    }

    private static (MemberRow From, IReadOnlyList<MemberRow> Takers) Parties(Unit unit, TransferInput input)
    {
        var from = Members.Get(unit, input.From ?? "") ?? throw ProblemException.Invalid("unknown-member", "from is the id of a member; see /api/v1/members.");
        if (input.To is { Length: > 0 } to)
        {
            var taker = Members.Get(unit, to) ?? throw ProblemException.Invalid("unknown-member", "to is the id of a member; see /api/v1/members.");
            if (taker.Id == from.Id) throw ProblemException.Invalid("same-member", "A member cannot take over from themselves.");
            if (taker.State != "active") throw ProblemException.Invalid("member-left", "The taker has left; choose an active member.");
            if ((taker.Channel, taker.Account) != (from.Channel, from.Account))
                throw ProblemException.Invalid("other-company", "Customers move within one account only; choose a member of the same one.");
            return (from, [taker]);
        }

        if (input.Rule != "same-dealer") throw ProblemException.Invalid("no-taker", "Name a taker in to, or the rule same-dealer.");
        var colleagues = from.DealerId.Length == 0 ? [] : Members.OfDealer(unit, from.DealerId)
            .Where(member => member.Id != from.Id && (member.Channel, member.Account) == (from.Channel, from.Account)).ToList();
        return colleagues.Count > 0 ? (from, colleagues) : throw ProblemException.Conflict("no-taker", "No other active member serves this dealer; name a taker in to.");
    }

    private static string? Obstacle(DutyLink link, Dictionary<string, PastTransfers> past, bool leaver)
    {
        if (link.State == "half") return "not-yet-linked";
        if (!past.TryGetValue(link.Contact, out var before)) return null;
        return before.Running > 0 ? "in-transfer" : !leaver && before.Times >= TransferStore.MostPerCustomer ? "too-often" : null;
    }

    private static PlannedCustomer Customer(MemberRow from, MemberRow to, MemberDuties has, DutyLink link, string? obstacle) => new(
        link.CustomerId, link.Name.Length == 0 ? null : link.Name, link.Contact, to.Id, obstacle,
        [.. has.Leads.Where(lead => lead.CustomerId == link.CustomerId).Select(lead =>
            new PlannedThing(lead.Id, $"{lead.Vehicle.Trim()} {lead.Stage}".Trim(), Stays(from, lead.DealerId, lead.AdviserId)))],
        [.. has.Promises.Where(promise => promise.CustomerId == link.CustomerId).Select(promise =>
            new PlannedThing(promise.Id, Instants.Iso(promise.DueAt), Stays(from, promise.OwnerId, promise.AssignedTo)))],
        [.. has.Offers.Where(offer => offer.CustomerId == link.CustomerId).Select(offer =>
            new PlannedThing(offer.Id, Instants.Iso(offer.AcceptBy), "of-dealer"))])
    { LinkId = link.Id };

    /// <summary>Why it is not the member's to hand over; null where it moves.</summary>
    internal static string? Stays(MemberRow from, string dealerId, string userId) =>
        dealerId != from.DealerId ? "other-dealer" : userId.Length > 0 && userId != from.UserId ? "other-person" : null;
}

/// <summary>Who hands over to whom. Either <paramref name="To"/>, or <paramref name="Rule"/> <c>same-dealer</c>: evenly to the colleagues.</summary>
/// <param name="Customers">Absent = all of them, and everything else that hangs on the member.</param>
/// <param name="Leaver">The first member leaves: their access ends now.</param>
/// <param name="Message">What the customer reads; at most 200 characters, not for leavers.</param>
public sealed record TransferInput(
    string? From, string? To = null, string? Rule = null, IReadOnlyList<string>? Customers = null, bool Leaver = false, string? Message = null);

/// <param name="Others">Customers without a link on the channel whose leads or callbacks the member has taken on.</param>
/// <param name="Duties">Contact ways and the like.</param>
public sealed record TransferPlan(
    string From, IReadOnlyList<string> To, bool Whole, IReadOnlyList<PlannedCustomer> Customers, IReadOnlyList<PlannedCustomer> Others,
    IReadOnlyList<MemberDuty> Duties, int Moving, int Staying)
{
    internal MemberRow FromRow { get; init; } = null!;

    internal IReadOnlyList<MemberRow> Takers { get; init; } = [];
}

/// <param name="Obstacle"><c>no-link</c>, <c>not-yet-linked</c>, <c>in-transfer</c>, <c>too-often</c>; null where it can move.</param>
public sealed record PlannedCustomer(
    string CustomerId, string? Name, string Contact, string To, string? Obstacle, IReadOnlyList<PlannedThing> Leads,
    IReadOnlyList<PlannedThing> Callbacks, IReadOnlyList<PlannedThing> Offers)
{
    internal string LinkId { get; init; } = "";
}

/// <param name="Stays"><c>other-dealer</c>, <c>other-person</c> or <c>of-dealer</c>; null where it moves along.</param>
public sealed record PlannedThing(string Id, string Text, string? Stays);
