using System.Collections.Concurrent;
using System.Text.Json;
using Crm.Tests.Support;

namespace EndToEnd.Tests;

/// <summary>Listens to a host's event stream.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly ConcurrentQueue<(string Type, string? CallbackId)> _seen = new();
    private readonly Task _reading;

    private EventReader(HttpResponseMessage answer)
    {
        _answer = answer;
        _reading = ReadAsync();
    }

    public IReadOnlyCollection<(string Type, string? CallbackId)> Seen => _seen;

    /// <param name="after">The last event already known; without it only what comes.</param>
    public static async Task<EventReader> OpenAsync(HostProcess host, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/events");
        if (after is not null) request.Headers.Add("Last-Event-ID", after);
        var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new EventReader(answer.EnsureSuccessStatusCode());
    }

    /// <summary>Waits until each of these callbacks had an event of this type.</summary>
    public Task UntilAsync(string type, IReadOnlyCollection<string> callbacks, TimeSpan? patience = null) => Probe.Until(
        () => callbacks.Except(_seen.Where(e => e.Type == type).Select(e => e.CallbackId ?? "")).ToList().Count == 0, $"{type} of every callback", patience);

    public async ValueTask DisposeAsync()
    {
        _answer.Dispose();
        await _reading;
    }

    private async Task ReadAsync()
    {
        try
        {
            using var lines = new StreamReader(await _answer.Content.ReadAsStreamAsync());
            while (await lines.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
                using var data = JsonDocument.Parse(line[6..]);
                _seen.Enqueue((data.RootElement.GetProperty("type").GetString()!, data.RootElement.GetProperty("callbackId").GetString()));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or HttpRequestException or OperationCanceledException)
        {
            // The stream has no end of its own: it is cut by whoever disposes this, or by the host's end.
        }
    }
}
