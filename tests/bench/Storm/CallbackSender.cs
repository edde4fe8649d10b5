using System.Net;
using System.Net.Http.Headers;
using Crm.Bench.Load;

namespace Crm.Bench.Storm;

/// <summary>
/// Delivers callbacks as the platform does: five seconds of patience, again later with another nonce when the answer was
/// not 200, sometimes twice, sometimes the very same bytes.
/// </summary>
internal sealed class CallbackSender(StormOptions options, Ledger ledger, Uri host) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly MediaTypeHeaderValue Xml = new("text/xml");

    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, UseCookies = false })
    {
        BaseAddress = host, Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version11,
    };

    private readonly Lock _gate = new();

    /// <summary>From the moment the first delivery was to leave to its answer.</summary>
    public Latencies FirstAnswers { get; } = new();

    /// <summary>Ends with the answer 200, or when the platform gives up.</summary>
    public async Task DeliverAsync(Callback callback, DateTimeOffset intendedAt, CancellationToken stop)
    {
        for (var attempt = 0; attempt <= options.Retries && !stop.IsCancellationRequested; attempt++)
        {
            if (attempt > 0)
            {
                ledger.AddRetry();
                await Task.Delay(options.RetryAfter, TimeProvider.System, CancellationToken.None);
            }

            var (path, body) = StormCorp.Seal(callback.App, callback.Inner, TimeProvider.System.GetUtcNow());
            var status = await PostAsync(path, body);
            if (attempt == 0)
                lock (_gate) FirstAnswers.Add(TimeProvider.System.GetUtcNow() - intendedAt);
            if (status == 200)
            {
                callback.Acknowledge();
                ledger.AddAnswer();
                return;
            }

            ledger.AddRefusal(status);
        }

        ledger.AddGivenUp();
    }

    /// <summary>The same bytes once more, as after a lost answer: 200 and nothing else happens.</summary>
    public async Task RepeatAsync(Callback callback)
    {
        ledger.AddRepeat();
        var (path, body) = StormCorp.Seal(callback.App, callback.Inner, TimeProvider.System.GetUtcNow());
        for (var i = 0; i < 2; i++)
        {
            var status = await PostAsync(path, body);
            if (status == 200)
                callback.Acknowledge();
            // A busy or dead host may refuse; a repeat must not be called wrong.
            else if (status is >= 400 and < 500)
                ledger.Violations.Enqueue($"a repeat was answered {status}");
        }
    }

    public void Dispose() => _client.Dispose();

    /// <returns>The status; 0 without an answer in time.</returns>
    private async Task<int> PostAsync(string path, byte[] body)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = Xml } };
            using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content, patience.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return 0;
        }
    }
}
