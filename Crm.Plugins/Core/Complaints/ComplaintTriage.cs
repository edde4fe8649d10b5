namespace Crm.Plugins.Core.Complaints;

/// <summary>A proposal; a person confirms or lowers it with a reason, it is never lowered silently (K-02).</summary>
/// <param name="Words">The words that led to it, as written in the list.</param>
/// <param name="Reason"><c>safety_words</c>, <c>vip</c>, <c>car_unusable</c>, <c>authority_words</c>, <c>major_words</c>, <c>broken_promise</c> or <c>default</c>.</param>
public sealed record TriageProposal(Severity Severity, string Reason, IReadOnlyList<string> Words);

/// <summary>What is known beside the text.</summary>
/// <param name="SafetyWords">What the recogniser found dangerous (K-02); any proposes S1.</param>
/// <param name="BrokenPromise">It follows a callback we broke (K-11).</param>
/// <param name="AuthorityReference">A 12315 or court reference is attached (K-05).</param>
public sealed record TriageFacts(
    IReadOnlyList<string>? SafetyWords = null, bool Vip = false, bool BrokenPromise = false, bool AuthorityReference = false);

/// <summary>Proposes a severity by words. Better one alarm too many than a burning car in the queue.</summary>
/// <param name="authority">S2: law, regulator, media.</param>
/// <param name="unusable">S2: the car cannot be used.</param>
/// <param name="major">S3: repeated repair, wrong charge, broken promise.</param>
public sealed class ComplaintTriage(WordList authority, WordList unusable, WordList major)
{
    public static ComplaintTriage Default { get; } = new(TriageWords.Authority, TriageWords.Unusable, TriageWords.Major);

    public TriageProposal Propose(string text, TriageFacts? facts = null)
    {
        if (facts?.SafetyWords is { Count: > 0 } danger)
            return new TriageProposal(Severity.S1, "safety_words", danger);
        if (authority.FindIn(text) is { Count: > 0 } || facts?.AuthorityReference == true)
            return new TriageProposal(Severity.S2, "authority_words", authority.FindIn(text));
        if (unusable.FindIn(text) is { Count: > 0 } stuck)
            return new TriageProposal(Severity.S2, "car_unusable", stuck);
        if (facts?.Vip == true)
            return new TriageProposal(Severity.S2, "vip", []);
        if (major.FindIn(text) is { Count: > 0 } grave)
            return new TriageProposal(Severity.S3, "major_words", grave);
        return facts?.BrokenPromise == true
            ? new TriageProposal(Severity.S3, "broken_promise", [])
            : new TriageProposal(Severity.S4, "default", []);
    }
}
