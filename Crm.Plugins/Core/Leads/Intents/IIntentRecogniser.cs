namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>Understands what a customer wrote. Pure: the same text always gives the same answer.</summary>
public interface IIntentRecogniser
{
    /// <summary>Never throws on any text.</summary>
    /// <param name="locale">The customer's language where known; only a hint, texts are read in every language there are rules for.</param>
    Recognised Recognise(string text, string? locale);
}
