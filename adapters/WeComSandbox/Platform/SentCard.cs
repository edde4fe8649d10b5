namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>A template card on our people's phones.</summary>
internal sealed class SentCard(string msgId, string taskId, App app)
{
    public static readonly TimeSpan CodeLife = TimeSpan.FromHours(24);

    public string MsgId => msgId;

    public string TaskId => taskId;

    public App App => app;

    public required CardFace Face { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>What each member sees by now, by lower-case user id.</summary>
    public Dictionary<string, CardView> Views { get; } = new(StringComparer.Ordinal);

    public bool Recalled { get; set; }
}

/// <param name="ReplacedBy">The text that took the place of the buttons.</param>
internal sealed record CardView(CardFace Face, string? ReplacedBy);

/// <summary>What is printed on a card.</summary>
internal sealed record CardFace(string Type, string Title, string Description, IReadOnlyList<CardButton> Buttons, IReadOnlyList<CardQuestion> Questions, string Json)
{
    /// <summary>A press comes back as an event, and the card may be changed afterwards.</summary>
    public bool IsInteractive => Type is "button_interaction" or "vote_interaction" or "multiple_interaction";
}
