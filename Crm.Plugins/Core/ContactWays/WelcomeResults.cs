using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>
/// Counts how each welcome ended, and where the customer heard nothing asks the member they added to say hello: the
/// second path. One request per member and ten minutes, or a bad minute would bury them in messages.
/// </summary>
[ContactClass(ContactClass.Answer)]
public sealed class WelcomeResults(Deliveries deliveries, CrmOptions options) : IDeliveryOutcomeHandler
{
    public const string Notice = TextKeys.WelcomeMissed;

    private const long HintEvery = 600_000;

    public void Handle(Unit unit, DeliveryRow delivery, DeliveryResult result)
    {
        if (delivery.Notice != TextKeys.Welcome) return;
        var outcome = Outcome(result);
        if (!ScanStore.Welcomed(unit, delivery.Id, outcome)) return;
        if (outcome is WelcomeOutcome.Late or WelcomeOutcome.DeadCode or WelcomeOutcome.Failed) AskMember(unit, delivery);
    }

    private static string Outcome(DeliveryResult result) => result switch
    {
        { Outcome: DeliveryOutcome.Sent, Reason: "unconfirmed" } or { Outcome: DeliveryOutcome.Unknown } => WelcomeOutcome.Unconfirmed,
        { Outcome: DeliveryOutcome.Sent } => WelcomeOutcome.Sent,
        { Outcome: DeliveryOutcome.Expired } => WelcomeOutcome.Late,
        { Reason: WelcomeOutcome.DeadCode } => WelcomeOutcome.DeadCode,
        { Reason: WelcomeOutcome.AlreadyWelcomed } => WelcomeOutcome.AlreadyWelcomed,
        _ => WelcomeOutcome.Failed,
    };

    private void AskMember(Unit unit, DeliveryRow delivery)
    {
        if (ScanStore.Missed(unit, delivery.Id) is not { Address.Length: > 0 } missed) return;
        var at = LocalTimes.At(DateTimeOffset.FromUnixTimeMilliseconds(missed.At), options.DefaultTimeZone);
        var values = new Dictionary<string, string>
        {
            ["time"] = at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            ["code"] = missed.Name.Length > 0 ? missed.Name : "-",
        };
        deliveries.TryAdd(unit, new NewDelivery(delivery.Channel, missed.Address)
        {
            Text = Texts.Format(options.DefaultLocale, Notice, values), Notice = Notice, Values = values, Locale = Texts.LocaleFor(options.DefaultLocale),
            EffectKey = $"welcome-missed:{missed.Address}:{unit.NowMs / HintEvery}",
        });
    }
}
