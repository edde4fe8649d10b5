using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>
/// An article is approved: whoever asked for it in the last days gets the answer, once, in the conversation they asked in and
/// nowhere else. Where an agent has the conversation by now, the agent answers; whoever wrote too long ago is left in peace.
/// </summary>
[ContactClass(ContactClass.Answer)]
public sealed class TellAskers(ArticleLibrary library, ArticleWords words, Tell tell, IPluginOutbox plugins, Steps steps, ArticleOptions options) : IStepHandler
{
    public const string StepKind = "article-askers";
    internal const string Step = "tell";
    private const int AtOnce = 100;

    public string Kind => StepKind;

    public void Handle(Unit unit, StepRow step)
    {
        var asks = QuestionStore.Untold(unit, step.SubjectId, AtOnce);
        var article = library.Current(unit).Articles.FirstOrDefault(found => found.Id == step.SubjectId);
        // Retired meanwhile: nobody hears it.
        if (article is null) return;
        foreach (var ask in asks) QuestionStore.Told(unit, ask.Id, Say(unit, ask, article));
        if (asks.Count == AtOnce) steps.Add(unit, step.SubjectId, Step, StepKind, unit.Now.AddSeconds(1));
    }

    private string Say(Unit unit, AskRow ask, ReadyArticle article)
    {
        if (Conversations.ById(unit, ask.ConversationId) is not { ReplyTo.Length: > 0 } conversation || !plugins.Has(conversation.Channel)) return "no-channel";
        if (!article.HoldsAt(unit.Now) || !article.Answers.ContainsKey(conversation.Locale)) return "no-answer";
        if (SessionStore.Find(unit, conversation.Id) is { Is: SessionState.Agent }) return "with-agent";
        // The platform decides in the end; this keeps us from trying what it is sure to refuse.
        if (Conversations.LastInboundAt(unit, conversation.Id) < unit.NowMs - (long)options.AnswerLaterWithin.TotalMilliseconds) return "too-late";
        var (key, values) = words.Later(article, conversation.Locale, ask.Text);
        // No number: an answer that missed the conversation is no reason for a text message.
        return tell.Notice(unit, new Audience(ask.CustomerId, conversation, null, conversation.Locale), key, values,
            effectKey: $"article-answer:{conversation.Id}:{article.Id}:{ask.QuestionId}") is null ? "no-channel" : "said";
    }
}
