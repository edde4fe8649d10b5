namespace Crm.Plugins.Core.Outbox;

/// <summary>Something that happened, written in the transaction that made it happen.</summary>
/// <param name="Type">For example <c>callback.kept</c>.</param>
public sealed record NewEvent(string Type)
{
    public string? CustomerId { get; init; }

    public string? LeadId { get; init; }

    public string? PromiseId { get; init; }

    public string? ComplaintId { get; init; }

    public string? ConversationId { get; init; }

    /// <summary>The dealer who may see it; null = the maker's people only.</summary>
    public string? DealerId { get; init; }

    /// <summary>Further members, serialised with web defaults.</summary>
    public object? Data { get; init; }
}

/// <summary>An event with its place in the one order that everybody sees.</summary>
/// <param name="Seq">1, 2, 3, … without gaps.</param>
/// <param name="Data">A JSON object.</param>
public sealed record PublishedEvent(
    long Seq,
    string Id,
    string Type,
    DateTimeOffset At,
    string? CustomerId,
    string? LeadId,
    string? PromiseId,
    string? ComplaintId,
    string? ConversationId,
    string? DealerId,
    string Data);

/// <summary>What a reader wants to, or may, see.</summary>
public sealed record EventFilter
{
    public static readonly EventFilter Everything = new();

    public string? DealerId { get; init; }

    public string? CustomerId { get; init; }

    public IReadOnlySet<string>? Types { get; init; }

    public bool Matches(PublishedEvent e) =>
        (DealerId is null || e.DealerId == DealerId)
        && (CustomerId is null || e.CustomerId == CustomerId)
        && (Types is null || Types.Contains(e.Type));
}
