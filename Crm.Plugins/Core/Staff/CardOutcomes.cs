using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Whether a card arrived, and whether its change did.</summary>
public sealed class CardOutcomes(CloseCards close) : IDeliveryOutcomeHandler, IOperationHandler
{
    /// <summary>A code changes a card once, within a day.</summary>
    internal static readonly TimeSpan CodeLife = TimeSpan.FromHours(24);

    private const string Effect = "staff-card:";

    internal static string EffectOf(string cardId) => Effect + cardId;

    public void Handle(Unit unit, DeliveryRow delivery, DeliveryResult result)
    {
        if (delivery.EffectKey is not { } key || !key.StartsWith(Effect, StringComparison.Ordinal)) return;
        if (CardStore.Get(unit, key.Split(':')[1]) is not { } card) return;
        // It went on by text message, which has no buttons: the card itself did not arrive.
        if (result.Outcome is DeliveryOutcome.Dead or DeliveryOutcome.FellBack or DeliveryOutcome.Expired)
            CardStore.Unreachable(unit, card.Id, result.Reason ?? "");
        if (result.Outcome != DeliveryOutcome.Sent || key.Contains(":fallback", StringComparison.Ordinal)) return;
        var until = unit.NowMs + (long)CodeLife.TotalMilliseconds;
        CardStore.Sent(unit, card.Id, result.UpdateCode, until);
        // Somebody was quicker than the card.
        if (card.State == CardState.Closed && result.UpdateCode is { } code && CardStore.TakeCode(unit, card.Id, code)) close.Show(unit, card, card.Label, code, until);
    }

    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (request is not UpdateCard || row.ConversationId?.Split(':') is not [_, var cardId]) return;
        // The code is used up or dead; the press itself will be told how things stand.
        if (result is OperationResult.Rejected rejected) CardStore.Note(unit, cardId, $"update-{rejected.Reason}");
        else if (result is OperationResult.Unknown) CardStore.Note(unit, cardId, "update-unknown");
    }
}
