using Crm.Plugins.Core.Bot;
using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>What the bot asks of the articles: the car is the one named, else the one of the open form, else of the customer's newest lead.</summary>
public sealed class AnswersForBot(AnswerQuestion answers, BotStates states) : IQuestionAnswers
{
    public QuestionReply Answer(Unit unit, Inquiry inquiry, string text, string locale, Recognised said, bool asked)
    {
        var isQuestion = said.Has(IntentNames.ProductQuestion);
        var reply = answers.Run(unit, inquiry, text, locale, Known(unit, inquiry), isQuestion, keep: !asked || isQuestion);
        // In the middle of a form the question is kept for the work list, and the form goes on.
        return asked && reply == QuestionReply.Kept ? QuestionReply.Nothing : reply;
    }

    private VehicleScope? Known(Unit unit, Inquiry inquiry)
    {
        var (brand, series, model) = ModelSlot.Parts(states.Load(unit, inquiry.Audience.Conversation!.Id)?.Value(SlotNames.Model));
        if (brand is not null) return new VehicleScope(brand, series ?? "", model ?? "");
        var lead = LeadStore.OfCustomer(unit, inquiry.CustomerId).MaxBy(row => row.Id, StringComparer.Ordinal);
        return lead is null ? null : new VehicleScope(lead.Brand, lead.Series, lead.Model);
    }
}
