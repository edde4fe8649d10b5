using System.Collections.Concurrent;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Api;

/// <summary>
/// What works in each app. An error that only the operator can mend rests one feature, not the adapter: its calls are
/// refused here until the next look, so a wrong setting costs one call every ten minutes and shows in health.
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

    private readonly ConcurrentDictionary<(string App, string Feature), Fault> _faults = new();

    public IReadOnlyList<ChannelAccount> Accounts =>
        [.. options.Apps.Select(app => new ChannelAccount(app.Name, app.CorpId, [.. Of(app).Select(feature => State(app, feature))], app.Dealer))];

    /// <summary>The answer to give without a call, while the feature rests.</summary>
    public ApiAnswer? Resting(WeComApp app, string path)
    {
        if (!_faults.TryGetValue((app.Name, FeatureOf(path)), out var fault))
            return null;
        var wait = fault.LookAgainAt - time.GetUtcNow();
        return wait > TimeSpan.Zero ? ApiAnswer.Failed(ErrorClass.Configuration, fault.Code, wait) : null;
    }

    /// <summary>Notes how a call went. True if this is news: the feature has just stopped working for this reason.</summary>
    public bool Report(WeComApp app, string path, ApiAnswer answer)
    {
        var key = (app.Name, FeatureOf(path));
        if (answer.Ok)
        {
            _faults.TryRemove(key, out _);
            return false;
        }

        return answer.Class == ErrorClass.Configuration && Report(app, key.Item2, answer.Code, answer.After);
    }

    /// <summary>The same for what is known otherwise, such as a dealer's corp that has not confirmed.</summary>
    public bool Report(WeComApp app, string feature, int code, TimeSpan? pause = null)
    {
        var now = time.GetUtcNow();
        var known = _faults.TryGetValue((app.Name, feature), out var before) && before.Code == code;
        _faults[(app.Name, feature)] = new(code, known ? before!.Since : now, now + (pause ?? (code == AddressNotTrusted ? ShortRest : Rest)));
        return !known;
    }

    /// <summary>It works (again).</summary>
    public void Working(WeComApp app, string feature) => _faults.TryRemove((app.Name, feature), out _);

    /// <summary>The feature a call belongs to, by its path below <c>/cgi-bin/</c>.</summary>
    public static string FeatureOf(string path) => path switch
    {
        _ when path.StartsWith("kf/", StringComparison.Ordinal) => CustomerService,
        _ when path.Contains("groupmsg", StringComparison.Ordinal) || path.EndsWith("add_msg_template", StringComparison.Ordinal) => MassSend,
        _ when path.StartsWith("externalcontact/", StringComparison.Ordinal) => ExternalContact,
        _ when path.StartsWith("corpgroup/", StringComparison.Ordinal) => SharedApp,
        _ when path.StartsWith("media/", StringComparison.Ordinal) => Media,
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
        return own.Union(_faults.Keys.Where(key => key.App == app.Name).Select(key => key.Feature));
    }

    private ChannelFeature State(WeComApp app, string feature) => _faults.TryGetValue((app.Name, feature), out var fault)
        ? new ChannelFeature(feature, false, fault.Code == ShareNotConfirmed ? "share-not-confirmed" : $"{fault.Code}", fault.Since) { Remedy = Remedies.Of(fault.Code) }
        : new ChannelFeature(feature, true);

    private sealed record Fault(int Code, DateTimeOffset Since, DateTimeOffset LookAgainAt);
}
