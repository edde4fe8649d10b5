using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Tells people when something is to be done, and takes it back when it is done.</summary>
public sealed class CardClock(SendCards send, CloseCards close) : IStepHandler
{
    public const string StepKind = "staff";

    internal const string Made = "made";
    internal const string Managers = "managers";
    internal const string Nudge = "nudge";
    internal const string Retry = "retry";
    internal const string Again = "again";
    internal const string Assigned = "assigned";
    internal const string Reassigned = "reassigned";
    internal const string AskDealer = "dealer";

    /// <summary>Taken: what is left to press.</summary>
    internal const string Mine = "mine";
    internal const string Ended = "ended";

    public string Kind => StepKind;

    /// <summary>A subject of its own: taking back the steps of an offer must not take back ours.</summary>
    internal static string SubjectOf(string kind, string subjectId) => $"staff:{kind}:{subjectId}";

    public void Handle(Unit unit, StepRow step)
    {
        if (step.SubjectId.Split(':', 3) is not [_, var kind, var subject]) return;
        switch (kind)
        {
            case CardKind.Offer when step.Step == Ended:
                close.Offer(unit, subject);
                break;
            case CardKind.Offer:
                send.Offer(unit, subject, step.Step);
                break;
            case CardKind.Callback when step.Step == Ended:
                close.Callback(unit, subject);
                break;
            case CardKind.Callback:
                if (step.Step == Reassigned) close.Callback(unit, subject, othersOnly: true);
                send.Callback(unit, subject, step.Step);
                break;
            case CardKind.Complaint when step.Step == Ended:
                close.Complaint(unit, subject);
                break;
            case CardKind.Complaint:
                send.Complaint(unit, subject, step.Step);
                break;
        }
    }
}
