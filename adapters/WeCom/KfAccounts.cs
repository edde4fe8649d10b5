using System.Collections.Concurrent;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Operations;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom;

/// <summary>
/// The customer-service accounts an app may pull: those in the settings and those it was granted on the platform since, so that
/// a new one needs no restart. The list is itself a pull source: asked now and then, and when the platform says it changed.
/// </summary>
internal sealed class KfAccounts(WeComOptions options, WeComApi api)
{
    /// <summary>Last part of the source's key; account ids begin with <c>wk</c>.</summary>
    public const string Source = "accounts";

    public static readonly TimeSpan IdleInterval = TimeSpan.FromMinutes(10);

    private const int PageSize = 100;

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _granted = new();

    public IEnumerable<WeComApp> Apps => options.Apps.Where(app => app.Can(Capabilities.CustomerService));

    public IEnumerable<string> Of(WeComApp app) => app.OpenKfIds.Union(_granted.GetValueOrDefault(app.Name, []));

    /// <summary>All accounts the app may use; remembered for <see cref="Of"/>.</summary>
    /// <exception cref="ChannelReadException">The platform could not answer.</exception>
    public async Task<IReadOnlyList<ServiceAccount>> ListAsync(WeComApp app, CancellationToken cancellationToken)
    {
        var found = new List<ServiceAccount>();
        while (true)
        {
            var answer = (await api.CallAsync(app, new ApiCall(
                "kf/account/list", ApiJson.Write(new { offset = found.Count, limit = PageSize }), Repeatable: true), cancellationToken)).Checked();
            var page = answer.Body.Items("account_list").Where(account => account.Text("open_kfid") is not null).ToList();
            found.AddRange(page.Select(account => new ServiceAccount(account.Text("open_kfid")!, account.Text("name") ?? "", account.Text("avatar"))));
            if (page.Count < PageSize)
                break;
        }

        _granted[app.Name] = [.. found.Select(account => account.Id)];
        return found;
    }

    /// <summary>One look, as a page without items.</summary>
    public async Task<PullResult> LookAsync(WeComApp app, CancellationToken cancellationToken)
    {
        try
        {
            await ListAsync(app, cancellationToken);
            return new PullResult([], null, false);
        }
        catch (ChannelReadException e)
        {
            return new PullResult([], null, false, e.After ?? IdleInterval);
        }
    }
}
