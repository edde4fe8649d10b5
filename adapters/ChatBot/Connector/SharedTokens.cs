using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>
/// One access token per (tenant, client id, scope) for all nodes, kept in the plugin state. Whoever needs a new one waits
/// for one fetch together, on this node and across nodes; the old one stays until the new one is there (spec/bot.md 3).
/// </summary>
internal sealed class SharedTokens(IPluginState state, TokenEndpoint endpoint, ConnectorOptions options, TimeProvider time)
{
    private static readonly TimeSpan EarlyRenewal = TimeSpan.FromMinutes(5);

    /// <summary>Longer than one fetch takes; a node that dies while fetching holds the others up no longer.</summary>
    private static readonly TimeSpan Lease = TokenEndpoint.Longest + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Slot> _slots = new();

    /// <param name="failed">The one a call was refused with: it is replaced if it is still the present one.</param>
    public Task<TokenAnswer> GetAsync(string scope, AccessToken? failed, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(scope, _ => new Slot(KeyOf(scope)));
        lock (slot.Gate)
        {
            if (slot.Answer is { } answer && !ReferenceEquals(answer.Token, failed) && answer.Token!.GoodUntil > time.GetUtcNow()) return Task.FromResult(answer);
            // Not the caller's cancellation: the others wait for the same fetch.
            slot.Running ??= Task.Run(() => RunAsync(slot, scope, failed), CancellationToken.None);
            return slot.Running.WaitAsync(cancellationToken);
        }
    }

    private async Task<TokenAnswer> RunAsync(Slot slot, string scope, AccessToken? failed)
    {
        try
        {
            var answer = await RenewAsync(slot.Key, scope, failed);
            lock (slot.Gate) slot.Answer = answer.Token is null ? slot.Answer : answer;
            return answer;
        }
        finally
        {
            lock (slot.Gate) slot.Running = null;
        }
    }

    private async Task<TokenAnswer> RenewAsync(string key, string scope, AccessToken? failed)
    {
        var lease = $"{key}:renewal";
        while (true)
        {
            if (Usable(await state.GetAsync(key, CancellationToken.None), failed) is { } shared) return new(shared);
            if (await state.TrySetAsync(lease, "", 0, time.GetUtcNow() + Lease, CancellationToken.None)) break;
            await Task.Delay(Look, time);
        }

        try
        {
            // Somebody may have finished between our look and our lease.
            var entry = await state.GetAsync(key, CancellationToken.None);
            if (Usable(entry, failed) is { } shared) return new(shared);
            var fetched = await endpoint.FetchAsync(scope);
            if (fetched.Token is { } raw) return await StoreAsync(key, entry, raw, failed);
            return new(null, fetched.Reason, fetched.MayPass);
        }
        finally
        {
            if (await state.GetAsync(lease, CancellationToken.None) is { } mine) await state.TryRemoveAsync(lease, mine.Version, CancellationToken.None);
        }
    }

    private async Task<TokenAnswer> StoreAsync(string key, StateEntry? entry, FetchedToken fetched, AccessToken? failed)
    {
        var now = time.GetUtcNow();
        var token = new AccessToken(fetched.Value, now, now + (fetched.Life > 2 * EarlyRenewal ? fetched.Life - EarlyRenewal : fetched.Life / 2));
        if (await state.TrySetAsync(key, token.ToJson(), entry?.Version ?? 0, token.GoodUntil, CancellationToken.None)) return new(token);
        // Another node was first after all. Theirs wins, so that all nodes use one; ours stays good as well.
        return new(Usable(await state.GetAsync(key, CancellationToken.None), failed) ?? token);
    }

    private AccessToken? Usable(StateEntry? entry, AccessToken? failed) =>
        entry is not null && AccessToken.FromJson(entry.Value) is { } token && token.GoodUntil > time.GetUtcNow() && token.Supersedes(failed)
            ? token
            : null;

    /// <summary>Names the token without telling what it belongs to.</summary>
    private string KeyOf(string scope) =>
        "connector-token:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.TokenUrl}\0{options.AppId}\0{scope}")));

    private sealed class Slot(string key)
    {
        public readonly Lock Gate = new();
        public readonly string Key = key;
        public TokenAnswer? Answer;
        public Task<TokenAnswer>? Running;
    }
}
