namespace Crm.Adapters.WeComSandbox;

/// <summary>One company of the platform.</summary>
public sealed record WeComCorpOptions
{
    public required string CorpId { get; init; }

    public required string Name { get; init; }

    /// <summary>The first is the one that console welcomes, cards and texts of members belong to unless said otherwise.</summary>
    public required IReadOnlyList<WeComAppOptions> Apps { get; init; }

    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>Customer-service accounts; each starts with <c>wk</c>.</summary>
    public IReadOnlyList<string> OpenKfIds { get; init; } = [];

    /// <summary>Whether a dealer has confirmed the app that the maker shares; it may do so later.</summary>
    public bool ShareConfirmed { get; init; } = true;
}

/// <summary>One app of a company, with its own secret, keys and callback address.</summary>
public sealed record WeComAppOptions
{
    public required long AgentId { get; init; }

    /// <summary>Null for a shared app: its tokens come from <c>corpgroup/corp/gettoken</c> only.</summary>
    public string? Secret { get; init; }

    public required string Token { get; init; }

    public required string EncodingAESKey { get; init; }

    /// <summary>Null while the receiver is not there yet.</summary>
    public required Func<Uri?> CallbackUrl { get; init; }

    /// <summary>The maker's agent id of which this app is the dealer's side; null for an app of their own.</summary>
    public long? SharedFrom { get; init; }

    /// <summary>May use customer contact and is told of its changes.</summary>
    public bool Contacts { get; init; } = true;

    /// <summary>May use customer service and is woken by it.</summary>
    public bool Service { get; init; } = true;
}
