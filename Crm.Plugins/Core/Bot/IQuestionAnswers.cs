using Crm.Plugins.Core.Articles;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Bot;

/// <summary>Answers what customers ask about the cars and the service, from what was approved.</summary>
public interface IQuestionAnswers
{
    /// <summary>Says the answer in the conversation, or asks which model is meant.</summary>
    /// <param name="asked">A question of ours stands open: then what is not known brings no person.</param>
    QuestionReply Answer(Unit unit, Inquiry inquiry, string text, string locale, Recognised said, bool asked);
}
