using System.Diagnostics.Metrics;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Counts of the meter <c>Crm.Core</c>: welcomes as they end, by outcome, with the cause where one was missed.</summary>
public sealed class WelcomeCounts : IDeliveryOutcomeHandler
{
    private static readonly Meter Meter = new("Crm.Core");

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "crm.welcomes", description: "Welcomes to new contacts, by channel, outcome (sent, unknown, missed) and cause.");

    public void Handle(Unit unit, DeliveryRow delivery, DeliveryResult result)
    {
        if (delivery.Notice != TextKeys.Welcome) return;
        var outcome = result.Outcome switch
        {
            DeliveryOutcome.Sent => "sent",
            DeliveryOutcome.Unknown => "unknown",
            _ => "missed",
        };
        unit.AfterCommit(() => Ended.Add(1,
            new KeyValuePair<string, object?>("channel", delivery.Channel), new KeyValuePair<string, object?>("outcome", outcome),
            new KeyValuePair<string, object?>("cause", result.Reason ?? "")));
    }
}
