using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>The one message that a change of a session allows: its code is used once and within its life, whoever tells us of it.</summary>
[ContactClass(ContactClass.Answer)]
public sealed class EventMessages(Deliveries deliveries, IPluginOutbox plugins, ServiceOptions options)
{
    private const string AskedSql = """
        insert into survey (conversation_id, number, customer_id, owner_kind, owner_id, owner_name, asked_at)
        values (@conversation_id, @number, @customer_id, @owner_kind, @owner_id, @owner_name, @at)
        on conflict (conversation_id, number) do nothing
        """;

    /// <summary>Says what the state means, if the code is still good.</summary>
    public void Say(Unit unit, SessionRow session, ConversationRow conversation, string code, DateTimeOffset? until)
    {
        if (until <= unit.Now) return;
        switch (session.Is)
        {
            case SessionState.Waiting:
                Send(unit, conversation, code, TextKeys.SessionQueued, [], $"code:{code}", until);
                break;
            case SessionState.Agent:
                Send(unit, conversation, code, TextKeys.SessionTaken, [], $"code:{code}", until);
                break;
            case SessionState.Ended:
                Ask(unit, session, conversation, code, until);
                break;
        }
    }

    /// <summary>Where the channel has no codes the question goes the usual way.</summary>
    public void AskHere(Unit unit, SessionRow session, ConversationRow conversation)
    {
        if (conversation.ReplyTo.Length > 0) Ask(unit, session, conversation, conversation.ReplyTo, null);
    }

    private void Ask(Unit unit, SessionRow session, ConversationRow conversation, string to, DateTimeOffset? until)
    {
        if (!options.Survey || !plugins.Has(conversation.Channel)) return;
        // Two tell us of one end, our own call and the platform: it is asked once.
        if (unit.Execute(AskedSql, ("conversation_id", session.ConversationId), ("number", session.Number), ("customer_id", session.CustomerId),
            ("owner_kind", session.OwnerKind), ("owner_id", session.OwnerId), ("owner_name", session.OwnerName), ("at", unit.NowMs)) == 0) return;
        Send(unit, conversation, to, TextKeys.SessionSurvey, Choices(conversation.Locale, session.Number), $"survey:{session.ConversationId}:{session.Number}", until);
    }

    private void Send(
        Unit unit, ConversationRow conversation, string to, string key, IReadOnlyList<MessageChoice> choices, string effectKey, DateTimeOffset? until)
    {
        if (!plugins.Has(conversation.Channel)) return;
        var text = Texts.Format(conversation.Locale, key);
        var id = deliveries.TryAdd(unit, new NewDelivery(conversation.Channel, to)
        {
            Text = text, Choices = choices, CustomerId = conversation.CustomerId, Notice = key, Locale = conversation.Locale, EffectKey = effectKey, Deadline = until,
        });
        if (id is not null) Conversations.Said(unit, conversation.Id, conversation.CustomerId, "system", text, id);
    }

    /// <summary>From the worst to the best, so that a numbered list says the score too.</summary>
    private static List<MessageChoice> Choices(string locale, long number) =>
        [.. Enumerable.Range(1, 5).Select(score => new MessageChoice(SurveyAnswers.ChoiceId(number, score), Texts.Format(locale, $"survey-{score}")))];
}
