using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.LanguageModels;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>
/// The bot's answer to a question: what an approved article says, with its source and validity, or the question back which
/// model is meant. What nobody has written yet is kept for a person; nothing is ever made up.
/// </summary>
[ContactClass(ContactClass.Answer)]
public sealed class AnswerQuestion(ArticleLibrary library, ArticleWords words, PersonalWords personal, Tell tell, Events events, ArticleOptions options)
{
    /// <param name="known">What the conversation is about by what was said before; null where nothing is known.</param>
    /// <param name="isQuestion">The rules took it for a question: then it is kept even where it is not put as one.</param>
    /// <param name="keep">Whether to keep what is not known; false only looks for an answer.</param>
    /// <returns>What was said. Where it is <see cref="QuestionReply.Kept"/> the caller says so and brings a person.</returns>
    public QuestionReply Run(Unit unit, Inquiry inquiry, string text, string locale, VehicleScope? known = null, bool isQuestion = false, bool keep = true)
    {
        var conversation = inquiry.Audience.Conversation!;
        var (question, asked) = Whole(unit, conversation.Id, text, known);
        var terms = SearchTerms.Of(library.Vehicles.Without(question));
        if (terms.Length == 0) return QuestionReply.Nothing;
        var finding = FindAnswer.Run(library.Current(unit), question, Texts.LocaleFor(locale), asked, unit.Now, ModelReadings.Of(unit, inquiry.Id)?.Article);
        switch (finding.Kind)
        {
            case FindingKind.Answer:
                var (key, values) = words.Answer(finding.Article!, Texts.LocaleFor(locale));
                tell.Notice(unit, inquiry.Audience, key, values, effectKey: $"{inquiry.Id}:{key}");
                ArticleStore.Answered(unit, finding.Article!.Id);
                ArticleStore.NoWait(unit, conversation.Id);
                return QuestionReply.Answered;
            case FindingKind.WhichVehicle:
                var (ask, names) = words.Which(finding.Vehicles, Texts.LocaleFor(locale));
                tell.Notice(unit, inquiry.Audience, ask, names, effectKey: $"{inquiry.Id}:{ask}");
                ArticleStore.Wait(unit, conversation.Id, personal.Masked(question));
                return QuestionReply.AskedWhich;
            default:
                // Every greeting would fill the work list; a question is what is put as one.
                if (!keep || !(isQuestion || SearchWords.Default.Asks(question))) return QuestionReply.Nothing;
                OpenQuestions.Keep(unit, events, conversation, personal.Masked(question), terms, Texts.LocaleFor(locale), asked.Count == 1 ? asked[0] : VehicleScope.Any, finding.Reason);
                ArticleStore.NoWait(unit, conversation.Id);
                return QuestionReply.Kept;
        }
    }

    /// <summary>"The ID.4 X" alone answers our question which one: then the question is the one asked before.</summary>
    private (string Question, IReadOnlyList<VehicleScope> Asked) Whole(Unit unit, string conversationId, string text, VehicleScope? known)
    {
        var asked = FindAnswer.Asked(library.Vehicles, text, known);
        var named = FindAnswer.Named(library.Vehicles, text);
        if (named.Count == 0 || SearchTerms.Of(library.Vehicles.Without(text)).Length > 1 || ArticleStore.Waiting(unit, conversationId, options.WaitForVehicle) is not { } before)
            return (text, asked);
        return (before, named);
    }
}

public enum QuestionReply
{
    /// <summary>Nothing was said and nothing is kept: it was no question, or none we may keep.</summary>
    Nothing,
    Answered,
    /// <summary>The customer was asked which model is meant.</summary>
    AskedWhich,
    /// <summary>Nobody has written the answer; the question waits for a person.</summary>
    Kept,
}
