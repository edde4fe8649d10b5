using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Consent;

/// <summary>A message somebody would like to send to a customer who did not ask for it.</summary>
/// <param name="SubjectKey">Names this message to this customer: it is decided once.</param>
/// <param name="At">When it would go out.</param>
/// <param name="QuotaKey">Whose quota on the platform it uses; null = none.</param>
public sealed record ContactAsk(string CustomerId, string Purpose, string Channel, string SubjectKey, DateTimeOffset At, string? QuotaKey = null);

/// <param name="Reasons">Codes of <see cref="ContactReasons"/>; empty where allowed.</param>
public sealed record ContactVerdict(string CustomerId, string SubjectKey, bool Allowed, IReadOnlyList<string> Reasons);

/// <summary>
/// The one gate every outbound message passes that is no answer to the customer's own request (lesson 23): consent,
/// caps, quiet hours, complaints, stop wishes, the platform's quota. Answers and promises need no verdict (DECISIONS
/// 14); their senders say so by <see cref="ContactClassAttribute"/>.
/// </summary>
public sealed class ContactGate(ContactPolicyOptions options, CrmOptions crm)
{
    private readonly string _version = options.Version;

    /// <summary>Asks for at most this many at a time: the customers stay locked until the commit.</summary>
    public const int Most = 500;

    /// <summary>Decides and stores. What was decided before under a subject key stays as it was.</summary>
    public IReadOnlyList<ContactVerdict> Ask(Unit unit, IReadOnlyList<ContactAsk> asks)
    {
        // Two campaigns at once must not both pass the same cap, so a customer is decided about by one at a time.
        CustomerStore.Lock(unit, [.. asks.Select(ask => ask.CustomerId).Distinct()]);
        var known = ContactVerdicts.Of(unit, [.. asks.Select(ask => ask.SubjectKey)]);
        var fresh = asks.Where(ask => !known.ContainsKey(ask.SubjectKey)).ToList();
        var judged = Look(unit, fresh).ToDictionary(verdict => verdict.SubjectKey);
        foreach (var ask in fresh) ContactVerdicts.Add(unit, ask, judged[ask.SubjectKey], _version);
        return [.. asks.Select(ask => known.GetValueOrDefault(ask.SubjectKey) ?? judged[ask.SubjectKey])];
    }

    /// <summary>Decides without storing, for a preview.</summary>
    public IReadOnlyList<ContactVerdict> Look(Unit unit, IReadOnlyList<ContactAsk> asks)
    {
        var facts = Facts(unit, asks);
        return [.. asks.Select(ask => Verdict(ask, ContactPolicy.Judge(facts[(ask.CustomerId, ask.Purpose, ask.Channel)], ask.Channel, ask.At, ask.QuotaKey, options)))];
    }

    /// <summary>Asked again at the moment of sending (P-04). What no longer holds is refused for good and gives its caps back.</summary>
    public IReadOnlyList<ContactVerdict> Recheck(Unit unit, IReadOnlyList<ContactAsk> asks)
    {
        var facts = Facts(unit, asks);
        List<ContactVerdict> verdicts = [];
        foreach (var ask in asks)
        {
            var verdict = Verdict(ask, [.. ContactPolicy.Standing(facts[(ask.CustomerId, ask.Purpose, ask.Channel)], ask.At, options)]);
            if (!verdict.Allowed) ContactVerdicts.Refuse(unit, ask.SubjectKey, verdict.Reasons, _version);
            verdicts.Add(verdict);
        }

        return verdicts;
    }

    /// <summary>
    /// A message to a whole group: who joined is there by their own wish, but one known member who said stop or has a
    /// complaint open stops it for the group.
    /// </summary>
    public ContactVerdict AskGroup(Unit unit, string groupId, IReadOnlyList<string> members, ContactAsk ask, bool store)
    {
        if (store && ContactVerdicts.Of(unit, [ask.SubjectKey]).GetValueOrDefault(ask.SubjectKey) is { } known) return known;
        var own = ask with { CustomerId = ContactVerdicts.Group(groupId) };
        var counted = ContactVerdicts.Counted(unit, [own.CustomerId], ask.At).GetValueOrDefault(own.CustomerId) ?? [];
        var caps = options with { PerDay = options.GroupPerDay, PerWeek = int.MaxValue, PerMonth = int.MaxValue, Channels = new Dictionary<string, ChannelPolicy>() };
        var verdict = Verdict(ask, ContactPolicy.Judge(GroupFacts(unit, members, ask) with { Own = counted }, ask.Channel, ask.At, null, caps));
        if (store) ContactVerdicts.Add(unit, own, verdict, _version);
        return verdict;
    }

    /// <inheritdoc cref="Recheck"/>
    public ContactVerdict RecheckGroup(Unit unit, IReadOnlyList<string> members, ContactAsk ask)
    {
        var verdict = Verdict(ask, [.. ContactPolicy.Standing(GroupFacts(unit, members, ask), ask.At, options)]);
        if (!verdict.Allowed) ContactVerdicts.Refuse(unit, ask.SubjectKey, verdict.Reasons, _version);
        return verdict;
    }

    private ContactFacts GroupFacts(Unit unit, IReadOnlyList<string> members, ContactAsk ask)
    {
        var facts = Facts(unit, [.. members.Select(id => ask with { CustomerId = id })]).Values.ToList();
        return new ContactFacts(
            facts.Exists(f => f.Consent == ConsentState.Withdrawn) ? ConsentState.Withdrawn : ConsentState.Given, facts.Max(f => f.FrozenUntil), null,
            crm.DefaultTimeZone, [], []);
    }

    /// <summary>It did not reach anybody after all: it no longer counts.</summary>
    public static void Release(Unit unit, string subjectKey) => ContactVerdicts.Release(unit, subjectKey);

    private static ContactVerdict Verdict(ContactAsk ask, IReadOnlyList<string> reasons) => new(ask.CustomerId, ask.SubjectKey, reasons.Count == 0, reasons);

    private Dictionary<(string, string, string), ContactFacts> Facts(Unit unit, IReadOnlyList<ContactAsk> asks)
    {
        Dictionary<(string, string, string), ContactFacts> found = [];
        foreach (var same in asks.GroupBy(ask => (ask.Purpose, ask.Channel)))
        {
            string[] ids = [.. same.Select(ask => ask.CustomerId).Distinct()];
            var at = same.Max(ask => ask.At);
            var consents = Consents.States(unit, ids, same.Key.Purpose, [same.Key.Channel, .. options.For(same.Key.Channel).ConsentChannels]);
            var complaints = ComplaintFreezes.Of(unit, ids, TimeSpan.FromHours(options.ComplaintHours));
            var lost = LeadStore.NotInterested(unit, ids, at - TimeSpan.FromDays(options.NotInterestedDays));
            var homes = Households.Of(unit, ids, options.HouseholdMost);
            var counted = ContactVerdicts.Counted(unit, [.. ids.Concat(homes.Values.SelectMany(home => home)).Distinct()], at);
            foreach (var id in ids)
                found[(id, same.Key.Purpose, same.Key.Channel)] = new ContactFacts(
                    consents.GetValueOrDefault(id), complaints.TryGetValue(id, out var until) ? until : null, lost.TryGetValue(id, out var lostAt) ? lostAt : null,
                    crm.DefaultTimeZone, counted.GetValueOrDefault(id) ?? [],
                    [.. (homes.GetValueOrDefault(id) ?? []).SelectMany(other => counted.GetValueOrDefault(other) ?? [])]);
        }

        return found;
    }
}
