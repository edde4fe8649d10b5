namespace Crm.Adapters.WeComSandbox;

/// <summary>The maker's company with one app and one customer-service account; and, where wanted, more apps, more accounts and the dealers' companies.</summary>
public sealed record WeComPlatformOptions
{
    public required string CorpId { get; init; }

    public required string CorpSecret { get; init; }

    public required long AgentId { get; init; }

    /// <summary>Signing secret of the app's callback.</summary>
    public required string Token { get; init; }

    /// <summary>43 characters.</summary>
    public required string EncodingAESKey { get; init; }

    /// <summary>Starts with <c>wk</c>.</summary>
    public required string OpenKfId { get; init; }

    /// <summary>Where callbacks go, without a query; null while the receiver is not there yet.</summary>
    public required Func<Uri?> CallbackUrl { get; init; }

    public string Name { get; init; } = "品牌总部";

    /// <summary>User ids; the first is the one customers add.</summary>
    public IReadOnlyList<string> Members { get; init; } = ["zhangwei", "lina"];

    /// <summary>Further customer-service accounts of the maker.</summary>
    public IReadOnlyList<string> MoreKfIds { get; init; } = [];

    /// <summary>Further apps of the maker.</summary>
    public IReadOnlyList<WeComAppOptions> MoreApps { get; init; } = [];

    /// <summary>Companies downstream of the maker (上下游).</summary>
    public IReadOnlyList<WeComCorpOptions> Dealers { get; init; } = [];

    /// <summary>After this the platform drops the connection.</summary>
    public TimeSpan CallbackTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between the tries of one callback. The real spacing is not documented.</summary>
    public TimeSpan CallbackPause { get; init; } = TimeSpan.FromSeconds(1);

    public int CallbackRetries { get; init; } = 3;

    internal WeComCorpOptions Maker() => new()
    {
        CorpId = CorpId,
        Name = Name,
        Members = Members,
        OpenKfIds = [OpenKfId, .. MoreKfIds],
        Apps = [new WeComAppOptions { AgentId = AgentId, Secret = CorpSecret, Token = Token, EncodingAESKey = EncodingAESKey, CallbackUrl = CallbackUrl }, .. MoreApps],
    };
}
