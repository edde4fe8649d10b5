namespace Crm.Adapters.WeComSandbox;

/// <summary>A button, or an option, of a template card.</summary>
public sealed record CardButton(string Key, string Text);

/// <summary>A question of a template card: one of the options (or several, in a vote).</summary>
public sealed record CardQuestion(string Key, string Title, IReadOnlyList<CardButton> Options);

/// <summary>A template card as one member sees it now.</summary>
/// <param name="ReplacedBy">Stands in place of the buttons, which can no longer be pressed.</param>
/// <param name="Json">The card as the API was given it.</param>
public sealed record MemberCard(
    string MsgId,
    string TaskId,
    string Corp,
    long AgentId,
    string Member,
    string Type,
    string Title,
    string Description,
    IReadOnlyList<CardButton> Buttons,
    IReadOnlyList<CardQuestion> Questions,
    string? ReplacedBy,
    bool Recalled,
    DateTimeOffset SentAt,
    string Json);
