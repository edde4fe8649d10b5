using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Complaints;

/// <summary>A person takes a complaint or moves it on. The maker's desk owns it; a dealer answers for its part only (K-10).</summary>
public sealed class MoveComplaint(Calendars calendars, PromiseOptions options, PauseComplaint pauses, Steps steps, Events events)
{
    private static readonly ComplaintState[] WayToResolved =
        [ComplaintState.Acknowledged, ComplaintState.Investigating, ComplaintState.Resolved];

    public void Acknowledge(Unit unit, string id, Caller caller, IfMatch match)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var c = Open(unit, id, match);
        ComplaintStore.Note(unit, Ids.New(unit.Now), id, caller.Id, "acknowledged", "");
        Save(unit, c, c with
        {
            AcknowledgedAt = c.AcknowledgedAt == 0 ? unit.NowMs : c.AcknowledgedAt, OwnerId = c.OwnerId.Length == 0 ? caller.Id : c.OwnerId,
            State = c.State == "new" ? "acknowledged" : c.State,
        });
    }

    public void To(Unit unit, string id, ComplaintState next, string? note, Caller caller, IfMatch match)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var c = Open(unit, id, match);
        Save(unit, c, Moved(unit, c, next, note, caller));
    }

    /// <summary>Done for the one who has it: every step on the short way to resolved, each allowed as usual.</summary>
    public void Resolve(Unit unit, string id, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var c = Open(unit, id, new IfMatch((long?)null));
        var way = WayToResolved.SkipWhile(state => state <= Words.Parse<ComplaintState>(c.State)).ToList();
        if (way.Count == 0) way = [ComplaintState.Resolved];
        Save(unit, c, way.Aggregate(c, (at, next) => Moved(unit, at, next, null, caller)));
    }

    /// <summary>The dealer has it, or has answered: then the desk goes on. The answer reaches the customer only through the desk.</summary>
    public void DealerSays(Unit unit, string id, bool answered, Caller caller)
    {
        var c = Open(unit, id, new IfMatch((long?)null));
        if (c.State != Words.Of(ComplaintState.WaitingDealer))
            throw ProblemException.Conflict("complaint-not-at-dealer", "This complaint no longer waits for a dealer.").With("state", c.State);
        if (answered) Save(unit, c, Moved(unit, c, ComplaintState.Investigating, "dealer-answered", caller));
        else ComplaintStore.Note(unit, Ids.New(unit.Now), id, caller.Id, "dealer-taken", "");
    }

    private ComplaintRow Moved(Unit unit, ComplaintRow c, ComplaintState next, string? note, Caller caller)
    {
        var now = Words.Parse<ComplaintState>(c.State);
        if (!ComplaintStates.Allows(now, next))
            throw ProblemException.Conflict("state-not-allowed", $"From '{c.State}' a complaint goes to {string.Join(", ", ComplaintStates.From(now).Select(s => Words.Of(s)))}.").With("state", c.State);
        ComplaintStore.Note(unit, Ids.New(unit.Now), c.Id, caller.Id, Words.Of(next), note ?? "");
        var after = pauses.Apply(unit, c, now, next);
        if (!ComplaintStates.IsOpen(next)) Steps.Cancel(unit, c.Id);
        if (next == ComplaintState.Reopened) return ComplaintClock.Reopened(unit, steps, c, calendars.Newest(unit, options.DeskCalendar).Calendar);
        return after with
        {
            State = Words.Of(next), AcknowledgedAt = c.AcknowledgedAt == 0 ? unit.NowMs : c.AcknowledgedAt,
            ResolvedAt = next == ComplaintState.Resolved ? unit.NowMs : c.ResolvedAt, ClosedAt = next == ComplaintState.Closed ? unit.NowMs : c.ClosedAt,
        };
    }

    private static ComplaintRow Open(Unit unit, string id, IfMatch match)
    {
        var complaint = ComplaintStore.Get(unit, id) ?? throw ProblemException.NotFound("complaint");
        match.Check(complaint.Version);
        return complaint;
    }

    private void Save(Unit unit, ComplaintRow before, ComplaintRow after)
    {
        if (!ComplaintStore.Save(unit, after)) throw new LostRaceException();
        if (after.State != before.State)
            events.Add(unit, new NewEvent("complaint.updated") { CustomerId = after.CustomerId, ComplaintId = after.Id, Data = new ComplaintMoved(after.State) });
    }
}

/// <summary>Data of <c>complaint.updated</c> where the state changed.</summary>
public sealed record ComplaintMoved(string State);
