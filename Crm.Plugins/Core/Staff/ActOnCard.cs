using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>What a button or a command means: the same use cases as at the desk, with the member as the one who does it.</summary>
public sealed class ActOnCard(AnswerOffer offers, RecordAttempt attempts, ChangePromise promises, MoveComplaint complaints, TellContact contact, Steps steps)
{
    private static readonly IfMatch AnyVersion = new((long?)null);
    private static readonly TimeSpan LaterAtMost = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LaterAtLeast = TimeSpan.FromMinutes(1);

    /// <param name="choice">Decline reason or call result, by its code.</param>
    /// <param name="remark">What else was said about the call; empty for nothing.</param>
    public Acted Run(Unit unit, CardRow card, StaffMember member, string action, string? choice, string remark = "")
    {
        try
        {
            return (card.Kind, action) switch
            {
                (CardKind.Offer, CardAction.Accept) => Accept(unit, card, member),
                (CardKind.Offer, CardAction.Decline) => Decline(unit, card, member, choice),
                (CardKind.Callback, CardAction.Done) => Called(unit, card, member, choice, remark),
                (CardKind.Callback, CardAction.Later) => Later(unit, card, member),
                (CardKind.Complaint, CardAction.Taken or CardAction.Done) => Complaint(unit, card, member, action),
                _ => Acted.Told(Say(member, StaffKeys.NotPossible, card)),
            };
        }
        catch (ProblemException problem)
        {
            return problem.Code switch
            {
                "not-found" or "forbidden" => Acted.Told(Texts.Format(member.Locale, StaffKeys.NotYours)),
                "callback-closed" or "complaint-not-at-dealer" => new Acted(CardState.Closed, Texts.Format(card.Locale, StaffKeys.ClosedLabel), null),
                _ => Acted.Told(Say(member, StaffKeys.NotPossible, card)),
            };
        }
    }

    private Acted Accept(Unit unit, CardRow card, StaffMember member)
    {
        if (offers.Accept(unit, card.SubjectId, member.Caller, AnyVersion) is not null) return TooLate(unit, card);
        contact.AfterAccept(unit, card, member);
        return new Acted(CardState.Acted, Texts.Format(card.Locale, StaffKeys.AcceptedByYou), null);
    }

    private Acted Decline(Unit unit, CardRow card, StaffMember member, string? choice)
    {
        if (choice is null || !AnswerOffer.DeclineReasons.Contains(choice))
            return Acted.Told(Choose(member, StaffKeys.ReasonNeeded, card, AnswerOffer.DeclineReasons.Select(StaffKeys.Reason)));
        if (offers.Decline(unit, card.SubjectId, choice, member.Caller, AnyVersion) is not null) return TooLate(unit, card);
        return new Acted(CardState.Acted, Texts.Format(card.Locale, StaffKeys.DeclinedLabel), null);
    }

    private static Acted TooLate(Unit unit, CardRow card)
    {
        var label = CloseCards.OfferLabel(unit, OfferStore.Get(unit, card.SubjectId)!, card.Locale);
        return new Acted(CardState.Closed, label, label);
    }

    private Acted Called(Unit unit, CardRow card, StaffMember member, string? choice, string remark)
    {
        if (choice is null || !CardText.CallResults.Contains(choice))
            return Acted.Told(Choose(member, StaffKeys.OutcomeNeeded, card, CardText.CallResults.Select(StaffKeys.Result)));
        attempts.Start(unit, card.SubjectId, new AttemptInput(null, null, choice, remark.Length == 0 ? null : remark, null), member.Caller, AnyVersion);
        // A busy line is no attempt and plans nothing, so the reminder comes again.
        if (PromiseStore.Get(unit, card.SubjectId) is { IsOpen: true, NextAttemptAt: 0 } open) RemindAgain(unit, open);
        return new Acted(CardState.Acted, Texts.Format(card.Locale, StaffKeys.DoneLabel), null);
    }

    private Acted Later(Unit unit, CardRow card, StaffMember member)
    {
        promises.Claim(unit, card.SubjectId, member.Caller, AnyVersion);
        RemindAgain(unit, PromiseStore.Get(unit, card.SubjectId)!);
        return new Acted(CardState.Acted, Texts.Format(card.Locale, StaffKeys.LaterLabel), null);
    }

    /// <summary>In five minutes, or in the middle of what is left.</summary>
    private void RemindAgain(Unit unit, PromiseRow promise)
    {
        var half = (CardText.Due(promise) - unit.Now) / 2;
        var pause = half > LaterAtMost || half <= TimeSpan.Zero ? LaterAtMost : half < LaterAtLeast ? LaterAtLeast : half;
        steps.Add(unit, CardClock.SubjectOf(CardKind.Callback, promise.Id), CardClock.Again, CardClock.StepKind, unit.Now + pause);
    }

    private Acted Complaint(Unit unit, CardRow card, StaffMember member, string action)
    {
        var done = action == CardAction.Done;
        if (member.DealerId is { } dealer)
        {
            if (card.DealerId != dealer) throw ProblemException.NotFound("complaint");
            complaints.DealerSays(unit, card.SubjectId, done, member.Caller);
        }
        else if (done) complaints.Resolve(unit, card.SubjectId, member.Caller);
        else complaints.Acknowledge(unit, card.SubjectId, member.Caller, AnyVersion);
        if (!done) steps.Add(unit, CardClock.SubjectOf(CardKind.Complaint, card.SubjectId), CardClock.Mine, CardClock.StepKind, unit.Now);
        return new Acted(CardState.Acted, Texts.Format(card.Locale, done ? StaffKeys.DoneLabel : StaffKeys.Taken), null);
    }

    private static string Say(StaffMember member, string key, CardRow card) => Texts.Format(member.Locale, key, ("number", $"{card.Number}"));

    private static string Choose(StaffMember member, string key, CardRow card, IEnumerable<string> keys) => Texts.Format(member.Locale, key,
        ("number", $"{card.Number}"), ("list", string.Join(Texts.LocaleFor(member.Locale) == "en" ? ", " : "、", keys.Select(each => Texts.Format(member.Locale, each)))));
}

/// <param name="State">The card's new state; null = as it was, to be pressed again.</param>
/// <param name="Label">What its buttons become.</param>
/// <param name="Message">What the member is told besides; a command is answered by the label where this is null.</param>
public sealed record Acted(string? State, string? Label, string? Message)
{
    public static Acted Told(string message) => new(null, null, message);
}
