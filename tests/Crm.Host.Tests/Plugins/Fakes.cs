using System.Net.Http.Json;
using System.Text.Json;
using Crm.Host.Plugins;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Microsoft.AspNetCore.Http;

namespace Crm.Host.Tests.Plugins;

/// <summary>Stands in for the store: keeps what was captured, or says that it is busy.</summary>
internal sealed class RecordingSink : IInboundSink
{
    public List<(string Channel, InboundItem Item)> Items { get; } = [];

    public bool Busy { get; set; }

    public Task<IReadOnlyList<CaptureReceipt>> CaptureAsync(string channel, IReadOnlyList<InboundItem> items, IReadOnlyList<PullWake> wakes, CancellationToken cancellationToken)
    {
        if (Busy) throw new CaptureBusyException("full");
        lock (Items)
        {
            var before = Items.Count;
            Items.AddRange(items.Select(i => (channel, i)));
            return Task.FromResult<IReadOnlyList<CaptureReceipt>>([.. items.Select((_, i) => new CaptureReceipt($"inquiry-{before + i + 1}", false, false))]);
        }
    }
}

/// <summary>Four keys, one for each outcome.</summary>
internal sealed class FixedKeys : IApiKeys
{
    public ValueTask<ApiKeyResult> CheckAsync(HttpContext context, string scope) => ValueTask.FromResult(context.Request.Headers.Authorization.ToString() switch
    {
        "Bearer good" => new ApiKeyResult(ApiKeyOutcome.Accepted, $"key-for-{scope}"),
        "Bearer narrow" => new ApiKeyResult(ApiKeyOutcome.Forbidden),
        "Bearer hasty" => new ApiKeyResult(ApiKeyOutcome.RateLimited, null, TimeSpan.FromSeconds(7)),
        _ => new ApiKeyResult(ApiKeyOutcome.Refused),
    });
}

/// <summary>Values in memory, never expiring.</summary>
internal sealed class MemoryStates : IPluginStates
{
    public IPluginState OfPlugin(string pluginId) => new State();

    private sealed class State : IPluginState
    {
        private readonly Dictionary<string, StateEntry> _entries = [];

        public Task<StateEntry?> GetAsync(string key, CancellationToken cancellationToken)
        {
            lock (_entries) return Task.FromResult(_entries.GetValueOrDefault(key));
        }

        public Task<bool> TrySetAsync(string key, string value, long expectedVersion, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
        {
            lock (_entries)
            {
                if ((_entries.GetValueOrDefault(key)?.Version ?? 0) != expectedVersion) return Task.FromResult(false);
                _entries[key] = new StateEntry(value, expectedVersion + 1, expiresAt);
                return Task.FromResult(true);
            }
        }

        public Task<bool> TryRemoveAsync(string key, long expectedVersion, CancellationToken cancellationToken)
        {
            lock (_entries) return Task.FromResult(_entries.GetValueOrDefault(key)?.Version == expectedVersion && _entries.Remove(key));
        }
    }
}

internal static class Answers
{
    /// <summary>Status and problem code of an answer, such as <c>503 plugin-busy</c>.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode} {problem.GetProperty("code").GetString()}";
    }

    public static Task<string> TextAsync(this HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}

internal sealed class NoMedia : IHostMedia, IHostUploads
{
    public Task<string> AddAsync(MediaContent content, CancellationToken cancellationToken) => Task.FromResult("media");

    public Task<MediaContent?> GetAsync(string mediaId, CancellationToken cancellationToken) => Task.FromResult<MediaContent?>(null);
}

/// <summary>For plugins that keep no conversations.</summary>
internal sealed class NoLogs : IPluginLogs
{
    public IChannelLog OfPlugin(string pluginId) => new Refusing();

    private sealed class Refusing : IChannelLog
    {
        public Task<LogHead?> FindAsync(string conversation, CancellationToken cancellationToken) => Task.FromResult<LogHead?>(null);

        public Task<LogOpened> OpenAsync(string conversation, string data, TimeSpan keep, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryChangeAsync(string conversation, string data, long version, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<LogReceipt> AppendAsync(LogEntry entry, CancellationToken cancellationToken) => Task.FromResult(new LogReceipt(0, LogOutcome.Missing));

        public Task<LogRecord?> FindEntryAsync(string conversation, string key, CancellationToken cancellationToken) => Task.FromResult<LogRecord?>(null);

        public Task<IReadOnlyList<LogRecord>> ReadAsync(string conversation, long after, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<LogRecord>>([]);

        public Task DeliveredAsync(string conversation, long seq, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> TryTakeAsync(string key, DateTimeOffset until, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task TellAsync(string conversation, string note, CancellationToken cancellationToken) => Task.CompletedTask;

        public IDisposable Watch(string conversation, Action<string?> news) => throw new NotSupportedException();
    }
}

internal sealed class NoTyping : IPluginTyping, IHostTyping
{
    public IHostTyping OfPlugin(string pluginId) => this;

    public void CustomerTypes(string conversationKey)
    {
    }
}
