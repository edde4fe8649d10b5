using System.Globalization;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Work by typing, for phones that show no cards and people who are quicker so.</summary>
[ContactClass(ContactClass.OwnPeople)]
public sealed class StaffCommands(StaffDirectory staff, ActOnCard act, CloseCards close, TodoList todo, Deliveries deliveries) : IFactHandler
{
    private static readonly TimeSpan UsefulFor = TimeSpan.FromMinutes(30);

    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is not MemberWrote wrote) return;
        var member = staff.Find(unit, context.Channel, wrote.Account, wrote.Member);
        var text = member is null ? Texts.Format(null, StaffKeys.UnknownMember) : Answer(unit, member, CommandWords.Read(wrote.Text));
        deliveries.Add(unit, new NewDelivery(context.Channel, MemberAddress.Of(wrote.Account, wrote.Member))
        {
            Text = text, Locale = member?.Locale ?? Texts.DefaultLocale, EffectKey = $"{context.InboxId}:answer", Deadline = unit.Now + UsefulFor,
        });
    }

    private string Answer(Unit unit, StaffMember member, StaffCommand command) => command.Verb switch
    {
        StaffVerb.Todo => todo.Say(unit, member),
        StaffVerb.Status => TodoList.Status(unit, member),
        StaffVerb.Accept or StaffVerb.Decline or StaffVerb.Done => Act(unit, member, command),
        _ => Texts.Format(member.Locale, StaffKeys.Help),
    };

    private string Act(Unit unit, StaffMember member, StaffCommand command)
    {
        if (CardStore.ByNumber(unit, member, command.Number) is not { } card || card.State is CardState.Acted or CardState.Closed)
            return Texts.Format(member.Locale, StaffKeys.NoNumber, ("number", command.Number.ToString(CultureInfo.InvariantCulture)));
        var (action, (choice, remark)) = command.Verb switch
        {
            StaffVerb.Accept => (CardAction.Accept, (null, "")),
            StaffVerb.Decline => (CardAction.Decline, CommandWords.Choice(command.Rest, AnswerOffer.DeclineReasons, StaffKeys.Reason)),
            _ => (CardAction.Done, CommandWords.Choice(command.Rest, CardText.CallResults, StaffKeys.Result)),
        };
        var acted = act.Run(unit, card, member, action, choice, remark);
        if (acted.State is { } state && CardStore.End(unit, card.Id, state, acted.Label!, action, member.Caller.Id)
            && card.UpdateCode.Length > 0 && CardStore.TakeCode(unit, card.Id, card.UpdateCode))
            close.Show(unit, card, acted.Label!, card.UpdateCode, card.UpdateUntil);
        return acted.Message ?? acted.Label!;
    }
}
