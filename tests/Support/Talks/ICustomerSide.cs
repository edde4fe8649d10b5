namespace Crm.Tests.Support.Talks;

/// <summary>A customer on some channel: writes, sends, waits, and reads what comes back.</summary>
public interface ICustomerSide
{
    /// <param name="choiceId">What was pressed; null for what was typed.</param>
    /// <returns>Everything that came in answer, in order.</returns>
    Task<IReadOnlyList<Heard>> WriteAsync(string text, string? choiceId);

    /// <param name="kind"><c>image</c>, <c>voice</c>, <c>file</c>, …</param>
    Task<IReadOnlyList<Heard>> SendAsync(string kind);

    /// <summary>Time passes; what came by itself.</summary>
    Task<IReadOnlyList<Heard>> WaitAsync(TimeSpan time);

    /// <summary>Whether a message is the text of this key.</summary>
    bool Is(Heard heard, string key);

    /// <summary>A fact of the store by its name in the transcript, such as <c>leads</c>.</summary>
    Task<string> LookAsync(string what);
}

/// <summary>One message as the customer sees it.</summary>
/// <param name="Notice">Key of its text; empty where the channel does not tell.</param>
public sealed record Heard(string Notice, string Text, IReadOnlyList<(string Id, string Title)> Choices);
