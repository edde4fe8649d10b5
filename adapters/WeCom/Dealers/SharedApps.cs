using Crm.Adapters.WeCom.Api;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom.Dealers;

/// <summary>
/// Whether the dealers' corps have confirmed the app that the maker shares with them. One that has not is missing from
/// the platform's list; that shows in health, and its people are not written to in vain.
/// </summary>
internal sealed class SharedApps(WeComOptions options, WeComApi api, Features features, TimeProvider time, ILogger<SharedApps> logger) : BackgroundService
{
    /// <summary>Upstream and downstream (上下游); 0 would be linked corps (企业互联).</summary>
    public const int Upstream = 1;

    private const int PageSize = 100;
    private const int MostPages = 200;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    /// <summary>One look at all of them.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var group in options.Apps.Where(app => app.SharedFrom is not null).GroupBy(app => app.SharedFrom!))
        {
            if (options.FindAccount(group.Key) is not { } maker || await ConfirmedAsync(maker, cancellationToken) is not { } confirmed)
                continue;
            foreach (var app in group)
            {
                if (confirmed.Contains((app.CorpId, app.AgentId ?? 0)))
                {
                    features.Working(app, Features.SharedApp);
                    features.Working(app, Features.AppMessage);
                }
                else if (features.Report(app, Features.SharedApp, Features.ShareNotConfirmed, LookAgain))
                {
                    logger.LogWarning("{App}: the dealer's corp has not confirmed the shared app", app.Name);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Apps.All(app => app.SharedFrom is null))
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(exception, "The shared apps could not be looked at");
            }

            await Task.Delay(LookAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Corp and the app's number there; null where the platform did not tell, so nothing is known.</summary>
    private async Task<HashSet<(string CorpId, long AgentId)>?> ConfirmedAsync(WeComApp maker, CancellationToken cancellationToken)
    {
        var found = new HashSet<(string, long)>();
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.CallAsync(maker, new ApiCall("corpgroup/corp/list_app_share_info",
                ApiJson.Write(new { agentid = maker.AgentId, business_type = Upstream, limit = PageSize, cursor }), Repeatable: true), cancellationToken);
            if (!answer.Ok)
                return null;
            foreach (var corp in answer.Body.Items("corp_list"))
                found.Add((corp.Text("corpid") ?? "", corp.Number("agentid")));
            cursor = answer.Text("next_cursor");
            if (answer.Body.Number("ending") == 1 || cursor is null)
                return found;
        }

        return found;
    }
}
