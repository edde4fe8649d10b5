namespace Crm.Adapters.WeCom;

/// <summary>The settings under <c>Crm:Plugins:wecom:Settings</c>, read and checked by <see cref="WeComOptionsReader"/>.</summary>
internal sealed class WeComOptions
{
    public const string PublicApi = "https://qyapi.weixin.qq.com";
    public const string PublicSignIn = "https://open.weixin.qq.com/connect/oauth2/authorize";

    /// <summary>Without a slash at the end; may carry a path, as the sandbox's does.</summary>
    public required string ApiBaseUrl { get; init; }

    /// <summary>Where a browser inside the client is sent to learn who it belongs to.</summary>
    public required string SignInUrl { get; init; }

    /// <summary>How far a callback's timestamp may be from now, either way; 0 switches the check off.</summary>
    public required int TimestampWindowSeconds { get; init; }

    public required int MaxBodyBytes { get; init; }

    /// <summary>Off: welcome codes are not handed on, so nobody greets.</summary>
    public required bool WelcomeEnabled { get; init; }

    public required IReadOnlyList<WeComApp> Apps { get; init; }

    /// <summary>The app with these configuration keys, or null.</summary>
    public WeComApp? Find(string corpKey, string agentKey)
    {
        foreach (var app in Apps)
            if (app.CorpKey == corpKey && app.Key == agentKey)
                return app;
        return null;
    }

    /// <summary>The app called <c>corp/agent</c>, or null.</summary>
    public WeComApp? FindAccount(string account)
    {
        foreach (var app in Apps)
            if (app.Name == account)
                return app;
        return null;
    }

    /// <summary>The dealers' side of a maker's app.</summary>
    public IEnumerable<WeComApp> SharedBy(WeComApp maker) => Apps.Where(app => app.SharedFrom == maker.Name);
}
