using System.Text.RegularExpressions;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>What is open of this customer: state, next time, who looks after it. Only times that were promised are told as promises.</summary>
public sealed partial class ShowStatus(Speak speak, MyLinks links, CrmOptions options)
{
    private static readonly Regex[] Questions = Patterns.OfLanguages("status");
    private static readonly Regex[] Orders = Patterns.OfLanguages("order");

    /// <summary>Answers where the words ask how something stands; null where they do not.</summary>
    public Settlement? Asked(Turn turn)
    {
        var text = turn.Message.Text.Length > 400 ? "" : turn.Message.Text;
        if (Number().Match(text) is { Success: true } number && !turn.Said.Has(IntentNames.Complaint)) return One(turn, number.Value.ToUpperInvariant());
        if (Says(Orders, text) && !turn.Said.Has(IntentNames.Complaint)) return WithPerson(turn, TextKeys.StatusOrders);
        if (!Says(Questions, text)) return null;
        return Number().Match(text) is { Success: true } named ? One(turn, named.Value.ToUpperInvariant()) : Run(turn);
    }

    public Settlement Run(Turn turn)
    {
        List<string> lines = [];
        var complaint = ComplaintStore.OpenOfCustomer(turn.Unit, turn.CustomerId);
        if (complaint is not null) lines.Add(Line(turn, complaint));
        var promises = PromiseStore.OpenOfCustomer(turn.Unit, turn.CustomerId).Where(promise => promise.ComplaintId.Length == 0).ToList();
        foreach (var promise in promises) lines.Add(Line(turn, promise));
        foreach (var lead in LeadStore.OfCustomer(turn.Unit, turn.CustomerId).Where(lead => LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage)) && promises.All(p => p.LeadId != lead.Id)))
            lines.Add(Line(turn, lead));
        return lines.Count == 0 ? WithPerson(turn, TextKeys.StatusNone) : speak.Say(turn, TextKeys.StatusOpen, ("items", string.Join('\n', lines)));
    }

    /// <summary>The customer's own page where there is one, else the same told here.</summary>
    public Settlement MyService(Turn turn) => links.For(turn.Unit, turn.CustomerId) is { } link ? speak.Say(turn, TextKeys.MyLink, (Tell.Secret, link)) : Run(turn);

    private Settlement One(Turn turn, string number)
    {
        // A number read over somebody's shoulder tells nothing.
        var complaint = ComplaintStore.ByNumber(turn.Unit, number) is { } found && found.CustomerId == turn.CustomerId ? found : null;
        return complaint is null
            ? WithPerson(turn, TextKeys.StatusUnknown)
            : speak.Say(turn, TextKeys.StatusOpen, ("items", Line(turn, complaint)));
    }

    private Settlement WithPerson(Turn turn, string key)
    {
        List<Option> person = [new Option("go:human", Texts.Format(turn.Locale, TextKeys.ChoiceHuman), "human")];
        if (turn.State is not { IsOpen: true, Done: false }) turn.Offer(person);
        return speak.Say(turn, key, person, null);
    }

    private string Line(Turn turn, ComplaintRow complaint)
    {
        var unit = turn.Unit;
        var promise = PromiseStore.Open(unit, complaint.CustomerId, Topics.Complaint);
        var who = complaint.OwnerId.Length > 0 && UserStore.NameOf(unit, complaint.OwnerId) is { } owner ? owner : Texts.Format(turn.Locale, TextKeys.WhoDesk);
        var state = Texts.Format(turn.Locale, $"complaint-state-{State(complaint.State)}");
        if (promise is not null)
            return Texts.Format(turn.Locale, TextKeys.StatusComplaintCall, ("number", complaint.Number), ("state", state), ("who", who), ("time", Time(turn, Due(promise))));
        var next = new[] { complaint.ContactedAt > 0 ? 0 : complaint.ContactDue, complaint.PlanDue, complaint.ResolveDue }.Where(at => at > unit.NowMs).DefaultIfEmpty().Min();
        return next == 0
            ? Texts.Format(turn.Locale, TextKeys.StatusComplaint, ("number", complaint.Number), ("state", state), ("who", who))
            : Texts.Format(turn.Locale, TextKeys.StatusComplaintPlan, ("number", complaint.Number), ("state", state), ("who", who), ("time", Time(turn, next)));
    }

    private string Line(Turn turn, PromiseRow promise) => Texts.Format(turn.Locale, promise.Topic == Topics.Reply ? TextKeys.StatusReply : TextKeys.StatusCall,
        ("who", Who.Calls(turn.Unit, promise.OwnerId.Length == 0 ? null : promise.OwnerId, turn.Locale)), ("time", Time(turn, Due(promise))));

    private static string Line(Turn turn, LeadRow lead) => Texts.Format(turn.Locale, TextKeys.StatusLead,
        ("who", Who.Calls(turn.Unit, lead.DealerId.Length == 0 ? null : lead.DealerId, turn.Locale)));

    /// <summary>Customers see five states, not our twelve.</summary>
    private static string State(string state) => Words.Parse<ComplaintState>(state) switch
    {
        ComplaintState.New or ComplaintState.Acknowledged => "new",
        ComplaintState.WaitingCustomer => "waiting",
        ComplaintState.Proposed => "proposed",
        ComplaintState.Resolved or ComplaintState.Closed or ComplaintState.Accepted => "resolved",
        _ => "working",
    };

    private static long Due(PromiseRow promise) => Math.Max(promise.DueAt, promise.NextAttemptAt);

    private string Time(Turn turn, long at) => TimeWords.Say(DateTimeOffset.FromUnixTimeMilliseconds(at), options.DefaultTimeZone, turn.Unit.Now, turn.Locale);

    private static bool Says(Regex[] patterns, string text) => text.Length > 0 && patterns.Any(pattern => pattern.IsMatch(text));

    [GeneratedRegex(@"(?<![A-Za-z0-9])[Cc]\d{6}-\d{4}(?!\d)")]
    private static partial Regex Number();
}
