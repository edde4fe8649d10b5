using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>What becomes of an open question, inside the transaction that decides it.</summary>
internal static class OpenQuestions
{
    // Two of three terms the same, counted on the longer text.
    private const double Alike = 0.66;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>Keeps the question with those like it. A dismissed one stays dismissed however often it is asked.</summary>
    /// <param name="masked">The customer's words without personal data.</param>
    public static void Keep(Unit unit, Events events, ConversationRow conversation, string masked, string[] terms, string locale, VehicleScope scope, string reason)
    {
        var like = QuestionStore.Alike(unit, locale, scope, unit.NowMs - (long)Remembered.TotalMilliseconds)
            .Select(row => (Row: row, Likeness: Likeness(row.Terms.Split(' '), terms))).Where(found => found.Likeness >= Alike)
            .OrderByDescending(found => found.Likeness).Select(found => found.Row).FirstOrDefault();
        var id = like?.Id ?? Ids.New(unit.Now);
        if (like is null) QuestionStore.Add(unit, id, masked, locale, scope, string.Join(' ', terms), reason);
        else QuestionStore.Again(unit, id);
        QuestionStore.AddAsk(unit, id, conversation.CustomerId, conversation.Id, masked);
        Changed(unit, events, id, "asked");
    }

    /// <summary>Somebody has written the answer; it waits for approval.</summary>
    public static void Draft(Unit unit, Events events, string id, string articleId, Caller by)
    {
        var row = Find(unit, id);
        if (row.State != "open") throw Settled(row);
        QuestionStore.Move(unit, row, QuestionState.Drafted, articleId, by.Id);
        Changed(unit, events, id, "drafted");
    }

    /// <summary>The article is approved: everything that waited for it is answered. True where there was something.</summary>
    public static bool Answer(Unit unit, Events events, string articleId, Caller by)
    {
        var waiting = QuestionStore.OfArticle(unit, articleId).Where(row => row.State == "drafted").ToList();
        foreach (var row in waiting)
        {
            QuestionStore.Move(unit, row, QuestionState.Answered, articleId, by.Id);
            Changed(unit, events, row.Id, "answered");
        }

        return waiting.Count > 0;
    }

    /// <summary>The draft will not be approved after all: its questions are open again.</summary>
    public static void Reopen(Unit unit, Events events, string articleId)
    {
        foreach (var row in QuestionStore.OfArticle(unit, articleId).Where(row => row.State == "drafted"))
        {
            QuestionStore.Move(unit, row, QuestionState.Open, null, null);
            Changed(unit, events, row.Id, "reopened");
        }
    }

    public static QuestionRow Find(Unit unit, string id) => QuestionStore.Get(unit, id) ?? throw ProblemException.NotFound("question");

    public static ProblemException Settled(QuestionRow row) =>
        ProblemException.Conflict("question-settled", "Somebody has taken care of this question already.").With("state", row.State);

    public static void Changed(Unit unit, Events events, string id, string what, Caller? by = null)
    {
        if (by is not null) Audit.Record(unit, by.Id, $"question.{what}", id);
        events.Add(unit, new NewEvent($"question.{what}") { Data = new { questionId = id } });
    }

    private static double Likeness(string[] a, string[] b) => (double)a.Intersect(b, StringComparer.Ordinal).Count() / Math.Max(1, Math.Max(a.Length, b.Length));
}
