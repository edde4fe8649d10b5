using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ChatKeys;

/// <summary>
/// Writes a visitor's answer into the customer's record. The visitor answers before the first message, so the customer may
/// not be there yet: then it is looked for again, for a while.
/// </summary>
public sealed class ChatConsentClock(Steps steps, RecordConsent record) : IStepHandler
{
    public const string StepKind = "chat-consent";
    private const string Write = "write";

    /// <summary>What the answer allows: keeping what was said here, and calling back about it.</summary>
    public const string Purpose = "callback";
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(30);

    public string Kind => StepKind;

    internal void Plan(Unit unit, string userId) => steps.Add(unit, userId, Write, StepKind, unit.Now);

    public void Handle(Unit unit, StepRow step)
    {
        if (ChatVisits.Get(unit, step.SubjectId) is not { AnsweredAt: > 0, CustomerId.Length: 0 } visit) return;
        var channel = visit.IdentityValue.Split(':')[0];
        if (CustomerStore.ByUniqueId(unit, [new ChannelIdentity(visit.IdentityKind, visit.IdentityValue)]) is not { } customer)
        {
            if (unit.NowMs - visit.AnsweredAt < GiveUp.TotalMilliseconds) steps.Add(unit, visit.UserId, Write, StepKind, unit.Now + LookAgain);
            return;
        }

        ChatVisits.Known(unit, visit.UserId, customer);
        record.Write(unit, customer, Purpose, channel, visit.TextVersion, visit.Given == 1, customer);
    }
}
