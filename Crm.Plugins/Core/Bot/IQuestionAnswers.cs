using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Bot;

/// <summary>Answers what customers ask about the cars and the service, from what was approved.</summary>
public interface IQuestionAnswers
{
    /// <summary>Says the answer in the conversation; false where there is none, and then nothing was said.</summary>
    bool Answer(Unit unit, Inquiry inquiry, string text, string locale, Recognised said);
}

/// <summary>Nothing is known yet.</summary>
public sealed class NoAnswers : IQuestionAnswers
{
    public bool Answer(Unit unit, Inquiry inquiry, string text, string locale, Recognised said) => false;
}
