using System.Globalization;
using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>
/// The platform drops without a word what a member gets beyond 30 a minute and 1,000 an hour, so it is kept here, for
/// all nodes together. The app's day is counted too: 200 messages per member of the company.
/// </summary>
internal sealed class MemberLimits(IPluginState state, TimeProvider time)
{
    private const int PerMinute = 30;
    private const int PerHour = 1000;
    private const int PerMemberAndDay = 200;
    private const int MaxTries = 20;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The platform counts its days in China, which has no daylight saving.</summary>
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    /// <summary>Takes one message to each; null, or how long to wait. Nothing is taken from anybody then.</summary>
    public async Task<TimeSpan?> TakeAsync(WeComApp app, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        if (app.MemberLimit > 0 && await CountedAsync(app, cancellationToken) + members.Count > (long)app.MemberLimit * PerMemberAndDay)
            return UntilTomorrow();
        foreach (var member in members)
            if (await TakeAsync($"member-sends:{app.CorpId}:{member.ToLowerInvariant()}", cancellationToken) is { } wait)
                return wait;
        await CountAsync(app, members.Count, cancellationToken);
        return null;
    }

    /// <summary>Messages of this app today, one per member reached.</summary>
    public async Task<long> CountedAsync(WeComApp app, CancellationToken cancellationToken) =>
        await state.GetAsync(DayKey(app), cancellationToken) is { } entry ? long.Parse(entry.Value, CultureInfo.InvariantCulture) : 0;

    private async Task<TimeSpan?> TakeAsync(string key, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            var now = time.GetUtcNow();
            var entry = await state.GetAsync(key, cancellationToken);
            long[] sent = [.. (entry is null ? [] : JsonSerializer.Deserialize<long[]>(entry.Value) ?? []).Where(at => at > (now - Hour).ToUnixTimeMilliseconds())];
            if (Wait(sent, PerHour, Hour, now) is { } hour)
                return hour;
            if (Wait(sent, PerMinute, Minute, now) is { } minute)
                return minute;
            if (await state.TrySetAsync(key, JsonSerializer.Serialize<long[]>([.. sent, now.ToUnixTimeMilliseconds()]), entry?.Version ?? 0, now + Hour, cancellationToken))
                return null;
        }

        return TimeSpan.FromSeconds(1);
    }

    /// <summary>Until the oldest of the last <paramref name="most"/> leaves the window.</summary>
    private static TimeSpan? Wait(long[] sent, int most, TimeSpan window, DateTimeOffset now) =>
        sent.Length >= most && DateTimeOffset.FromUnixTimeMilliseconds(sent[^most]) + window - now is var wait && wait > TimeSpan.Zero ? wait : null;

    private async Task CountAsync(WeComApp app, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            var entry = await state.GetAsync(DayKey(app), cancellationToken);
            var sum = (entry is null ? 0 : long.Parse(entry.Value, CultureInfo.InvariantCulture)) + count;
            if (await state.TrySetAsync(DayKey(app), sum.ToString(CultureInfo.InvariantCulture), entry?.Version ?? 0, time.GetUtcNow().AddDays(2), cancellationToken))
                return;
        }
    }

    private TimeSpan UntilTomorrow() => TimeSpan.FromDays(1) - time.GetUtcNow().ToOffset(ChinaOffset).TimeOfDay;

    private string DayKey(WeComApp app) =>
        $"app-sends:{app.SecretId}:{time.GetUtcNow().ToOffset(ChinaOffset).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
}
