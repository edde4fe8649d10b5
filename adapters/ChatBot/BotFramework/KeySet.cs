using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>
/// The keys behind one metadata address. Fetched once however many wait; refreshed in the background from twelve hours
/// on, and at once, but rarely, for a key nobody knows. A refresh that fails leaves the old keys; one that succeeds
/// ends those that are gone.
/// </summary>
internal sealed class KeySet(string metadata, HttpClient http, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Old = TimeSpan.FromHours(12);
    private static readonly TimeSpan TooOld = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenUnknown = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterColdFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private volatile Keys? _keys;
    private Task<Keys?>? _loading;
    private DateTimeOffset? _missingSince;
    private DateTimeOffset _notBefore;
    private DateTimeOffset _unknownFrom;

    /// <summary>Since when fetching has failed without any keys at hand; null otherwise, and before anybody asked.</summary>
    public DateTimeOffset? MissingSince
    {
        get { lock (_gate) return _keys is null ? _missingSince : null; }
    }

    /// <summary>The present keys; null where none could ever be fetched. Two calls give the same object while nothing changed.</summary>
    public async ValueTask<Keys?> CurrentAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_keys is not { } keys) return await Load(now).WaitAsync(cancellationToken);
        if (now - keys.At < Old) return keys;
        var loading = Load(now);
        return now - keys.At < TooOld ? keys : await loading.WaitAsync(cancellationToken) ?? keys;
    }

    /// <summary>The keys after asking once more, for a token whose key we do not know. Not oftener than every five minutes.</summary>
    public async ValueTask<Keys?> NewerAsync(CancellationToken cancellationToken)
    {
        Task<Keys?> loading;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_loading is null && now < _unknownFrom) return _keys;
            if (_loading is null) _unknownFrom = now + BetweenUnknown;
            loading = Start();
        }

        return await loading.WaitAsync(cancellationToken) ?? _keys;
    }

    private Task<Keys?> Load(DateTimeOffset now)
    {
        lock (_gate) return _loading is null && now < _notBefore ? Task.FromResult(_keys) : Start();
    }

    /// <summary>Under the gate.</summary>
    private Task<Keys?> Start() => _loading ??= Task.Run(FetchAsync);

    private async Task<Keys?> FetchAsync()
    {
        Keys? fetched = null;
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var document = await http.GetFromJsonAsync<JsonElement>(metadata, patience.Token).WaitAsync(patience.Token);
            var address = document.GetProperty("jwks_uri").GetString()!;
            var set = await http.GetFromJsonAsync<JsonElement>(address, patience.Token).WaitAsync(patience.Token);
            fetched = new Keys(SigningKey.ReadSet(set), time.GetUtcNow());
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The keys of {Address} could not be fetched; {State}", metadata, _keys is null ? "nothing can be verified yet" : "the old ones stay");
        }

        lock (_gate)
        {
            if (fetched is not null) _keys = fetched;
            if (_keys is null) _missingSince ??= time.GetUtcNow();
            if (fetched is null) _notBefore = time.GetUtcNow() + (_keys is null ? AfterColdFailure : AfterFailure);
            _loading = null;
        }

        return fetched;
    }
}

/// <param name="At">When they were fetched.</param>
internal sealed record Keys(IReadOnlyDictionary<string, SigningKey> ByKid, DateTimeOffset At);
