using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>
/// A button was pressed. The card changes with the press's own code; pressed again, or too late, it does nothing more
/// than say how things stand.
/// </summary>
[ContactClass(ContactClass.OwnPeople)]
public sealed class PressCard(StaffDirectory staff, ActOnCard act, CloseCards close, Deliveries deliveries) : IFactHandler
{
    private static readonly TimeSpan UsefulFor = TimeSpan.FromMinutes(30);

    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is not CardPressed press) return;
        if (CardStore.Get(unit, press.CardId) is not { } card || card.Channel != context.Channel || card.Account != press.Account) return;
        if (staff.Find(unit, context.Channel, press.Account, press.Member) is not { } member)
        {
            Tell(unit, context, press, Texts.Format(null, StaffKeys.UnknownMember));
            return;
        }

        if (card.Member == member.Id) CardStore.Seen(unit, card.Id);
        if (card.State is CardState.Acted or CardState.Closed)
        {
            Show(unit, card, press, card.Label);
            return;
        }

        var acted = act.Run(unit, card, member, press.Button, press.Selected?.GetValueOrDefault(CardAction.Choice));
        if (acted.State is { } state && CardStore.End(unit, card.Id, state, acted.Label!, press.Button, member.Caller.Id)) Show(unit, card, press, acted.Label!);
        if (acted.Message is { } message) Tell(unit, context, press, message, member.Locale);
    }

    private void Show(Unit unit, CardRow card, CardPressed press, string label)
    {
        if (press.UpdateCode is { Length: > 0 } code) close.Show(unit, card with { Member = press.Member }, label, code, 0);
        else if (card.UpdateCode.Length > 0 && CardStore.TakeCode(unit, card.Id, card.UpdateCode)) close.Show(unit, card, label, card.UpdateCode, card.UpdateUntil);
    }

    private void Tell(Unit unit, FactContext context, CardPressed press, string text, string? locale = null) =>
        deliveries.Add(unit, new NewDelivery(context.Channel, MemberAddress.Of(press.Account, press.Member))
        {
            Text = text, Locale = locale ?? Texts.DefaultLocale, EffectKey = $"{context.InboxId}:told", Deadline = unit.Now + UsefulFor,
        });
}
