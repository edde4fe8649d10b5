using System.Collections.Concurrent;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Api;

/// <summary>
/// What works in each app. An error that only the operator can mend rests one API, not the adapter: its calls are refused
/// here until the next look, so a wrong setting costs one call every ten minutes and its feature shows in health.
/// </summary>
internal sealed class Features(WeComOptions options, TimeProvider time) : IChannelAccounts
{
    public const string AppMessage = "app-message";
    public const string ExternalContact = "external-contact";
    public const string MassSend = "mass-send";
    public const string CustomerService = "customer-service";
    public const string ClientPages = "client-pages";
    public const string Media = "media";

    /// <summary>The maker's app at a dealer's corp.</summary>
    public const string SharedApp = "shared-app";

    /// <summary>No code of the platform: a corp that has not confirmed is merely missing from its list.</summary>
    public const int ShareNotConfirmed = -1001;

    private const int AddressNotTrusted = 60020;

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    /// <summary>A trusted address counts one minute after it was entered.</summary>
    private static readonly TimeSpan ShortRest = TimeSpan.FromMinutes(1);

    /// <summary>About one customer-service account, page or member: the same call about another one may work.</summary>
    private static readonly int[] OfOneTarget = [48007, 50001, 50002, 95011, 95012];

    /// <summary>By API path: a platform that withdraws one call leaves the others of the feature alone (spec/lessons.md 8).</summary>
    private readonly ConcurrentDictionary<(string App, string Path), Fault> _faults = new();

    public IReadOnlyList<ChannelAccount> Accounts =>
        [.. options.Apps.Select(app => new ChannelAccount(app.Name, app.CorpId, [.. Of(app).Select(feature => State(app, feature))], app.Dealer))];

    /// <summary>The answer to give without a call, while it rests.</summary>
    public ApiAnswer? Resting(WeComApp app, string path)
    {
        if (!_faults.TryGetValue((app.Name, path), out var fault))
            return null;
        var wait = fault.LookAgainAt - time.GetUtcNow();
        return wait > TimeSpan.Zero ? ApiAnswer.Failed(ErrorClass.Configuration, fault.Code, wait) : null;
    }

    /// <summary>Notes how a call went.</summary>
    public void Report(WeComApp app, string path, ApiAnswer answer)
    {
        if (answer.Ok)
            _faults.TryRemove((app.Name, path), out _);
        else if (answer.Class == ErrorClass.Configuration)
            Report(app, path, answer.Code, OfOneTarget.Contains(answer.Code) ? TimeSpan.Zero : answer.After);
    }

    /// <summary>
    /// The same for what is known otherwise, such as a dealer's corp that has not confirmed. True if this is news: it has
    /// just stopped working for this reason.
    /// </summary>
    /// <param name="path">Of an API, or a feature's own name.</param>
    public bool Report(WeComApp app, string path, int code, TimeSpan? pause = null)
    {
        var now = time.GetUtcNow();
        var known = _faults.TryGetValue((app.Name, path), out var before) && before.Code == code;
        _faults[(app.Name, path)] = new(code, known ? before!.Since : now, now + (pause ?? (code == AddressNotTrusted ? ShortRest : Rest)));
        return !known;
    }

    /// <summary>The feature works (again).</summary>
    public void Working(WeComApp app, string feature)
    {
        foreach (var key in _faults.Keys)
            if (key.App == app.Name && FeatureOf(key.Path) == feature)
                _faults.TryRemove(key, out _);
    }

    /// <summary>The feature a call belongs to, by its path below <c>/cgi-bin/</c>.</summary>
    public static string FeatureOf(string path) => path switch
    {
        _ when path.StartsWith("kf/", StringComparison.Ordinal) => CustomerService,
        _ when path.Contains("groupmsg", StringComparison.Ordinal) || path.EndsWith("add_msg_template", StringComparison.Ordinal) => MassSend,
        _ when path.StartsWith("externalcontact/", StringComparison.Ordinal) => ExternalContact,
        _ when path.StartsWith("corpgroup/", StringComparison.Ordinal) => SharedApp,
        _ when path.StartsWith("media/", StringComparison.Ordinal) => Media,
        SharedApp => SharedApp,
        _ when path is "get_jsapi_ticket" or "ticket/get" || path.StartsWith("auth/", StringComparison.Ordinal) => ClientPages,
        _ => AppMessage,
    };

    private IEnumerable<string> Of(WeComApp app)
    {
        string[] own =
        [
            .. app.Can(Capabilities.AppMessage) ? [AppMessage, ClientPages] : Array.Empty<string>(),
            .. app.Can(Capabilities.ExternalContact) ? [ExternalContact, MassSend] : Array.Empty<string>(),
            .. app.Can(Capabilities.CustomerService) ? [CustomerService] : Array.Empty<string>(),
            .. app.SharedFrom is not null ? [SharedApp] : Array.Empty<string>(),
        ];
        return own.Union(_faults.Keys.Where(key => key.App == app.Name).Select(key => FeatureOf(key.Path)));
    }

    private ChannelFeature State(WeComApp app, string feature) =>
        _faults.Where(pair => pair.Key.App == app.Name && FeatureOf(pair.Key.Path) == feature).Select(pair => pair.Value).MinBy(each => each.Since) is { } fault
        ? new ChannelFeature(feature, false, fault.Code == ShareNotConfirmed ? "share-not-confirmed" : $"{fault.Code}", fault.Since) { Remedy = Remedies.Of(fault.Code) }
        : new ChannelFeature(feature, true);

    private sealed record Fault(int Code, DateTimeOffset Since, DateTimeOffset LookAgainAt);
}
