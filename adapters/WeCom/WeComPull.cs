using System.Text.Json;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Adapters.WeCom.Outbound;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom;

/// <summary>
/// Fetches customer-service messages page by page. A callback only wakes it; it also looks every five minutes, because
/// callbacks can be lost. The platform keeps messages for three days, so a lost cursor costs nothing but repeats.
/// </summary>
internal sealed class WeComPull(WeComOptions options, WeComApi api, KfAccounts accounts, KfWindow window, TimeProvider time, ILogger<WeComPull> logger) : IChannelPull
{
    private const int PageSize = 1000;
    private const int TokenRefused = 95007;

    private static readonly TimeSpan IdleInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ErrorPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ConfigurationPause = TimeSpan.FromMinutes(10);

    public IReadOnlyList<PullSource> Sources =>
    [
        .. accounts.Apps.SelectMany(app => accounts.Of(app).Select(account => new PullSource($"{app.Name}/{account}", IdleInterval))),
        .. accounts.Apps.Where(app => app.CorpSecret is not null).Select(app => new PullSource($"{app.Name}/{KfAccounts.Source}", KfAccounts.IdleInterval)),
    ];

    public async Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellationToken)
    {
        if (request.Key.Split('/') is not [var corpKey, var agentKey, var account] || options.Find(corpKey, agentKey) is not { } app)
        {
            logger.LogWarning("Pull source {Source} is no longer configured", request.Key);
            return new PullResult([], null, false);
        }

        if (account == KfAccounts.Source)
            return await accounts.LookAsync(app, cancellationToken);
        var answer = await SyncAsync(app, account, request, cancellationToken);
        if (!answer.Ok)
            return new PullResult([], null, false, answer.After ?? (answer.Class == ErrorClass.Configuration ? ConfigurationPause : ErrorPause));
        var messages = answer.Body.Items("msg_list").ToList();
        await OpenWindowsAsync(app, account, messages, cancellationToken);
        var next = answer.Text("next_cursor");
        // An empty page may have more behind it, but only if the cursor moves.
        var hasMore = answer.Body.Number("has_more") == 1 && next is not null && next != request.Cursor;
        return new PullResult(
            [.. messages.Select(message => KfMapper.Item(app, account, message, time.GetUtcNow(), options.WelcomeEnabled))], next, hasMore);
    }

    /// <summary>Falls back twice: without a token that is refused, and from the beginning if the cursor is.</summary>
    private async Task<ApiAnswer> SyncAsync(WeComApp app, string account, PullRequest request, CancellationToken cancellationToken)
    {
        var token = request.HintAt is { } at && time.GetUtcNow() - at < TokenLife ? request.Hint : null;
        var answer = await CallAsync(app, account, request.Cursor, token, cancellationToken);
        if (answer.Code == TokenRefused && token is not null)
        {
            token = null;
            answer = await CallAsync(app, account, request.Cursor, null, cancellationToken);
        }

        if (request.Cursor is not null && answer is { Ok: false, Lost: false, Class: ErrorClass.Content or ErrorClass.Unknown })
        {
            logger.LogWarning("The cursor of {Source} was refused ({Code}): reading the last three days again", request.Key, answer.Code);
            answer = await CallAsync(app, account, null, token, cancellationToken);
        }

        return answer;
    }

    private Task<ApiAnswer> CallAsync(WeComApp app, string account, string? cursor, string? token, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall("kf/sync_msg", ApiJson.Write(new
        {
            cursor,
            token,
            limit = PageSize,
            voice_format = 0,
            open_kfid = account,
        }), Repeatable: true), cancellationToken);

    /// <summary>Before the page is committed: a reply can only be asked for afterwards, and must find its window open.</summary>
    private async Task OpenWindowsAsync(WeComApp app, string account, List<JsonElement> messages, CancellationToken cancellationToken)
    {
        var newest = messages.Select(KfMapper.OpensWindow).OfType<(string Customer, DateTimeOffset SentAt)>()
            .GroupBy(message => message.Customer, message => message.SentAt);
        foreach (var customer in newest)
            await window.CustomerWroteAsync(app.CorpId, account, customer.Key, customer.Max(), cancellationToken);
    }
}
