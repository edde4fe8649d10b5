using Crm.Plugins.Core.Articles;
using Crm.Plugins.Core.LanguageModels;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>
/// Asks the language model about messages that the rules leave in doubt, before they are handled and outside any transaction.
/// A few at a time, all within one deadline; what comes is kept first, so that handling a message again gives the same.
/// </summary>
public sealed class ReadAhead(
    Database database, Writer writer, LanguageModel model, LanguageModelOptions options, IIntentRecogniser rules, ArticleLibrary library, PersonalWords personal, TimeProvider time)
{
    private const int AtOnce = 4;
    private const int MostChoices = 5;
    private const int ShortestText = 2;

    /// <summary>Those of the waiting items that the model is to be asked about; the others need not wait for it.</summary>
    internal async Task<IReadOnlyList<WaitingMessage>> DoubtfulAsync(IReadOnlyCollection<string> inboxIds, CancellationToken cancellationToken)
    {
        if (!model.IsOn || inboxIds.Count == 0) return [];
        string[] ids = [.. inboxIds];
        var known = (await ModelReadings.KnownAsync(database, ids, cancellationToken)).ToHashSet();
        List<WaitingMessage> doubtful = [];
        foreach (var message in (await InboxStore.MessagesAsync(database, ids, cancellationToken)).Where(message => !known.Contains(message.Id)))
        {
            if (message.Text.Trim().Length < ShortestText || !await IsWithBotAsync(message, cancellationToken)) continue;
            var said = rules.Recognise(message.Text, null);
            // Whoever is understood may still ask what only an article can answer.
            if (ReadText.InDoubt(said) || said.SafetyWords.Count == 0 && said.Top is IntentNames.ProductQuestion or IntentNames.ServiceBooking) doubtful.Add(message);
        }

        return doubtful;
    }

    /// <summary>Afterwards each of them has its reading, if only the one that there is none.</summary>
    internal async Task ReadAsync(IReadOnlyList<WaitingMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return;
        var index = await writer.WriteAsync(library.Current);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.TimeoutMs), time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (message, _) =>
        {
            // Out of time: the rest is read by the rules, and stays so.
            var reading = deadline.IsCancellationRequested ? null : await AskAsync(index, message, deadline.Token);
            await writer.WriteAsync(unit => ModelReadings.Add(unit, message.Id, reading ?? ModelReading.None));
        });
    }

    /// <summary>What a customer writes to a person is nobody else's to read.</summary>
    private async Task<bool> IsWithBotAsync(WaitingMessage message, CancellationToken cancellationToken) =>
        message.ConversationId.Length == 0 || await Conversations.FindAsync(database, message.ConversationId, cancellationToken) is not { } conversation
        || (await SessionStore.GetAsync(database, conversation, cancellationToken)).Is is not (SessionState.Agent or SessionState.Waiting);

    private async Task<ModelReading?> AskAsync(ArticleIndex index, WaitingMessage message, CancellationToken deadline)
    {
        var locale = Texts.LocaleFor(message.Locale);
        var finding = FindAnswer.Run(index, message.Text, locale, FindAnswer.Asked(library.Vehicles, message.Text, null), time.GetUtcNow());
        var choices = finding.Reason is Why.Weak or Why.Ambiguous
            ? finding.Seen.Where(seen => seen.Covers && seen.Score.Value >= FindAnswer.Floor).Take(MostChoices).Select(seen => new ModelChoice(seen.Score.Article.Id, seen.Score.Phrasing)).ToList()
            : [];
        return choices.Count > 0 || ReadText.InDoubt(rules.Recognise(message.Text, null)) ? await model.AskAsync(personal.Hidden(message.Text), locale, choices, deadline) : null;
    }
}

/// <param name="ConversationId">Empty for the first message of somebody new.</param>
internal sealed record WaitingMessage(string Id, string Text, string Locale, string ConversationId);
