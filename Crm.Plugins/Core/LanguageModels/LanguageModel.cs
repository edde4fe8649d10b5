using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Crm.Plugins.Core.Leads.Intents;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.LanguageModels;

/// <summary>
/// Asks the configured model, within its limits. Whatever goes wrong there is no reading, and the rules stand alone: after
/// three faults in a row it is left alone for a minute, after a 429 for as long as it says.
/// </summary>
public sealed class LanguageModel : IDisposable
{
    private const int FaultsToRest = 3;
    private const int MostAnswerBytes = 64 * 1024;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);
    private static readonly Meter Meter = new("Crm.Core");
    private static readonly Counter<long> Asked = Meter.CreateCounter<long>("crm.language_model.asked", description: "Questions to the language model by outcome.");

    private readonly LanguageModelOptions _options;
    private readonly VehicleCatalogue _vehicles;
    private readonly TimeProvider _time;
    private readonly ILogger<LanguageModel> _log;
    private readonly HttpClient _http;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _counts = [];
    private DateTimeOffset _minute;
    private DateTimeOffset _restsUntil;
    private int _inMinute;
    private int _faults;
    private string? _fault;

    public LanguageModel(LanguageModelOptions options, VehicleCatalogue vehicles, TimeProvider time, ILogger<LanguageModel> log)
    {
        (_options, _vehicles, _time, _log) = (options, vehicles, time, log);
        // A redirect could lead customers' words anywhere.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
        {
            Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostAnswerBytes,
        };
    }

    public bool IsOn => _options.IsOn;

    /// <summary>The reading, or null for any fault. Never throws but for the caller's own cancellation of the process.</summary>
    /// <param name="text">Without personal data.</param>
    /// <param name="deadline">The end of the round's patience.</param>
    internal async Task<ModelReading?> AskAsync(string text, string locale, IReadOnlyList<ModelChoice> articles, CancellationToken deadline)
    {
        if (Refused() is { } limit) return Count(limit);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _options.Endpoint) { Content = new ByteArrayContent(ModelTalk.Request(_options.Model, text, locale, articles)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (_options.ApiKey.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.ApiKey);
            using var response = await _http.SendAsync(request, deadline);
            if (!response.IsSuccessStatusCode) return Fault($"http-{(int)response.StatusCode}", response.StatusCode == HttpStatusCode.TooManyRequests ? After(response) : null);
            var reading = ModelTalk.Read(await response.Content.ReadAsByteArrayAsync(deadline), articles, _vehicles);
            if (reading is null) return Fault("bad-answer");
            lock (_gate) (_faults, _fault) = (0, null);
            Count("answered");
            return reading;
        }
        catch (OperationCanceledException)
        {
            return Fault("timeout");
        }
        catch (HttpRequestException exception)
        {
            _log.LogDebug(exception, "The language model cannot be asked");
            return Fault(exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? "answer-too-large" : "unreachable");
        }
    }

    public LanguageModelState State()
    {
        lock (_gate)
        {
            var resting = _restsUntil > _time.GetUtcNow();
            return new LanguageModelState(_options.IsOn ? resting ? "resting" : _faults > 0 ? "faulty" : "ok" : "off", _options.IsOn ? _options.Model : null,
                _options.IsOn ? _options.Purpose : null, resting ? Shared.Api.Instants.Iso(_restsUntil) : null, _fault, new SortedDictionary<string, long>(_counts));
        }
    }

    public void Dispose() => _http.Dispose();

    private string? Refused()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (_restsUntil > now) return "resting";
            if (now - _minute >= TimeSpan.FromMinutes(1)) (_minute, _inMinute) = (now, 0);
            if (_inMinute >= _options.MaxPerMinute) return "limited";
            _inMinute++;
            return null;
        }
    }

    private ModelReading? Fault(string what, TimeSpan? rest = null)
    {
        lock (_gate)
        {
            _fault = what;
            // After a rest one question tries it; that failing too is enough.
            if (++_faults >= FaultsToRest || rest is not null) _restsUntil = _time.GetUtcNow() + (rest ?? Rest);
        }

        _log.LogWarning("The language model gave no reading: {Fault}", what);
        return Count(what);
    }

    private ModelReading? Count(string outcome)
    {
        lock (_gate) _counts[outcome] = _counts.GetValueOrDefault(outcome) + 1;
        Asked.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        return null;
    }

    private TimeSpan After(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - _time.GetUtcNow()) ?? Rest;
        return after < TimeSpan.Zero ? Rest : after > LongestRest ? LongestRest : after;
    }
}

/// <param name="State"><c>off</c>, <c>ok</c>, <c>faulty</c> (the last question failed) or <c>resting</c> (not asked for a while).</param>
/// <param name="Purpose">For what customers' masked words are processed there.</param>
/// <param name="Fault">Of the last question: <c>timeout</c>, <c>unreachable</c>, <c>bad-answer</c>, <c>answer-too-large</c>, <c>http-…</c>.</param>
/// <param name="Counts">Questions since this node started, by outcome.</param>
public sealed record LanguageModelState(string State, string? Model, string? Purpose, string? RestsUntil, string? Fault, IReadOnlyDictionary<string, long> Counts);
