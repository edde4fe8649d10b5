using System.Xml.Linq;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Adapters.WeComSandbox.Wire;

namespace Crm.Adapters.WeComSandbox;

/// <summary>Template cards on the phones of our people and the dealers' (3.3, 4.2).</summary>
public sealed class SandboxCards
{
    private readonly Company _company;

    internal SandboxCards(Company company) => _company = company;

    /// <summary>One member's cards as they look now, oldest first; everybody's where none is named.</summary>
    public IReadOnlyList<MemberCard> Of(string? member = null)
    {
        lock (_company.World.Gate)
        {
            var key = member is null ? null : _company.Member(member).Key;
            return [.. _company.Cards.SelectMany(card => card.Views.Where(view => key is null || view.Key == key).Select(view => Show(card, view.Key, view.Value)))];
        }
    }

    /// <summary>Somebody presses a button. A card that was changed to a text, or taken back, cannot be pressed.</summary>
    /// <param name="taskId">A card of which nothing is known is pressed all the same, for tests of the receiver alone.</param>
    /// <param name="chosen">Options by question.</param>
    public Task<CallbackOutcome> Press(string taskId, string key, string? member = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? chosen = null)
    {
        lock (_company.World.Gate)
        {
            var card = _company.Cards.FindLast(card => card.TaskId == taskId && (member is null || card.Views.ContainsKey(member.ToLowerInvariant())));
            var person = member is not null ? _company.Member(member) : card is { Views.Count: > 0 } ? _company.Members[card.Views.First().Key] : _company.Working.First();
            if (card is not null && (card.Recalled || card.Views[person.Key].ReplacedBy is not null || card.Views[person.Key].Face.Buttons.All(button => button.Key != key)))
                return Task.FromResult(CallbackOutcome.Lost);
            var app = card?.App ?? _company.Apps[0];
            var code = app.CardCodes.Issue(card ?? new SentCard("", taskId, app) { Face = new CardFace("button_interaction", "", "", [], [], "{}"), SentAt = _company.Now }, _company.Now);
            return app.Callbacks.Send(CallbackXml.Message(_company.CorpId, person.UserId, _company.Stamp, "event",
                [
                    ("Event", "template_card_event"), ("EventKey", key), ("TaskId", taskId),
                    ("CardType", card?.Views[person.Key].Face.Type ?? "button_interaction"), ("ResponseCode", code), ("AgentID", $"{app.AgentId}"),
                ],
                chosen is null ? [] : [Selected(chosen)]));
        }
    }

    private XElement Selected(IReadOnlyDictionary<string, IReadOnlyList<string>> chosen)
    {
        var (list, item) = _company.Faults.MisspellOptionIds ? ("OpitonIds", "OpitonId") : ("OptionIds", "OptionId");
        return new XElement("SelectedItems", chosen.Select(question =>
            new XElement("SelectedItem", CallbackXml.Text("QuestionKey", question.Key), CallbackXml.List(list, item, question.Value))));
    }

    private MemberCard Show(SentCard card, string member, CardView view) => new(card.MsgId, card.TaskId, _company.CorpId, card.App.AgentId, member,
        view.Face.Type, view.Face.Title, view.Face.Description, view.Face.Buttons, view.Face.Questions, view.ReplacedBy, card.Recalled, card.SentAt, view.Face.Json);
}
