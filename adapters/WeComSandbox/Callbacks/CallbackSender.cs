using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.WeComSandbox.Wire;

namespace Crm.Adapters.WeComSandbox.Callbacks;

/// <summary>Signs, encrypts and posts callbacks; retries with a new nonce, as the platform does.</summary>
internal sealed class CallbackSender(WeComPlatformOptions options, string corpId, WeComAppOptions app, TimeProvider time, HttpClient http, Faults faults)
{
    private readonly CallbackCipher _cipher = new(app.Token, app.EncodingAESKey, corpId);
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Lock _gate = new();
    private (string Xml, TaskCompletionSource<CallbackOutcome> Done)? _held;
    private int _delivered;
    private int _failed;

    public int Delivered => _delivered;

    public int Failed => _failed;

    public int Running => _running.Count;

    public Task<CallbackOutcome> Send(string xml)
    {
        if (faults.TakeLostCallback())
            return Task.FromResult(CallbackOutcome.Lost);
        (string Xml, TaskCompletionSource<CallbackOutcome> Done)? late;
        lock (_gate)
        {
            if (_held is null && faults.TakeReorder())
            {
                _held = (xml, new TaskCompletionSource<CallbackOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
                return _held.Value.Done.Task;
            }

            late = _held;
            _held = null;
        }

        return Track(SendBoth(xml, late));
    }

    /// <summary>Until nothing is under way.</summary>
    public async Task WhenQuiet()
    {
        while (!_running.IsEmpty)
            await Task.WhenAll(_running.Keys);
    }

    /// <summary>The GET with an encrypted text that the receiver must answer in clear.</summary>
    public async Task<bool> Verify(CancellationToken cancellationToken)
    {
        var echo = RandomNumberGenerator.GetString("0123456789", 19);
        var encrypted = _cipher.Encrypt(echo);
        if (Address(encrypted, "&echostr=" + Uri.EscapeDataString(encrypted)) is not { } address)
            return false;
        using var response = await http.GetAsync(address, cancellationToken);
        return response.IsSuccessStatusCode && await response.Content.ReadAsStringAsync(cancellationToken) == echo;
    }

    /// <summary>One try with something that must be refused; the status of the answer, 0 where there was none.</summary>
    public async Task<int> PostMalformed(string kind)
    {
        if (app.CallbackUrl() is not { } url)
            return 0;
        var (query, body) = MalformedCallback.Make(kind, _cipher, corpId, time.GetUtcNow());
        using var content = new StringContent(body, Encoding.UTF8, "text/xml");
        using var timeout = new CancellationTokenSource(options.CallbackTimeout, time);
        try
        {
            using var response = await http.PostAsync(new Uri($"{url}?{query}"), content, timeout.Token);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return 0;
        }
    }

    private async Task<CallbackOutcome> SendBoth(string xml, (string Xml, TaskCompletionSource<CallbackOutcome> Done)? late)
    {
        // The caller holds the platform's lock: nothing of the delivery may run on its thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var outcome = await Deliver(xml);
        if (faults.TakeDuplicate())
            await Deliver(xml);
        if (late is { } held)
            held.Done.SetResult(await Deliver(held.Xml));
        return outcome;
    }

    private async Task<CallbackOutcome> Deliver(string xml)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (status, reply) = await Post(xml);
            if (status == 200)
            {
                Interlocked.Increment(ref _delivered);
                return new CallbackOutcome(true, attempt, status, reply);
            }

            if (attempt > options.CallbackRetries)
            {
                Interlocked.Increment(ref _failed);
                return new CallbackOutcome(false, attempt, status);
            }

            await Task.Delay(options.CallbackPause, time);
        }
    }

    private async Task<(int Status, string? Reply)> Post(string xml)
    {
        // Each try is encrypted anew: other random bytes, other time, other nonce.
        var encrypted = _cipher.Encrypt(xml);
        if (Address(encrypted, "") is not { } address)
            return (0, null);
        using var timeout = new CancellationTokenSource(options.CallbackTimeout, time);
        using var content = new StringContent(CallbackXml.Envelope(corpId, app.AgentId, encrypted), Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
        try
        {
            using var response = await http.PostAsync(address, content, timeout.Token);
            var body = await response.Content.ReadAsStringAsync(timeout.Token);
            return ((int)response.StatusCode, Open(body));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return (0, null);
        }
    }

    private string? Open(string body)
    {
        if (CallbackXml.Reply(body) is not { } reply || _cipher.Sign(reply.Timestamp, reply.Nonce, reply.Encrypt) != reply.Signature)
            return null;
        try
        {
            return _cipher.Decrypt(reply.Encrypt);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private Uri? Address(string encrypted, string more)
    {
        if (app.CallbackUrl() is not { } url)
            return null;
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
        return new Uri($"{url}?msg_signature={_cipher.Sign(timestamp, nonce, encrypted)}&timestamp={timestamp}&nonce={nonce}{more}");
    }

    private Task<CallbackOutcome> Track(Task<CallbackOutcome> task)
    {
        _running[task] = true;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }
}
