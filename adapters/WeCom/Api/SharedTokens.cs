using System.Collections.Concurrent;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Api;

/// <summary>
/// Short-lived secrets of the platform (access tokens, tickets), one per key for all nodes, kept in the plugin state.
/// Whoever needs a new one waits for one fetch together, on this node and across nodes; the old one stays until the new
/// one is there (spec/wecom.md 4.1, spec/lessons.md 6).
/// </summary>
internal sealed class SharedTokens(IPluginState state, TimeProvider time)
{
    private static readonly TimeSpan EarlyRenewal = TimeSpan.FromSeconds(300);

    /// <summary>Longer than one fetch takes; a node that dies while fetching holds the others up no longer.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Slot> _slots = new();

    /// <summary>The present one.</summary>
    /// <param name="key">Names it without telling the secret it belongs to.</param>
    /// <param name="failed">The one a call was refused with: it is replaced if it is still the present one.</param>
    /// <param name="member">Where <paramref name="fetch"/>'s answer carries it, beside <c>expires_in</c>.</param>
    public Task<TokenAnswer> GetAsync(string key, AccessToken? failed, string member, Func<Task<ApiAnswer>> fetch, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(key, _ => new Slot());
        lock (slot.Gate)
        {
            if (slot.Token is { } token && !ReferenceEquals(token, failed) && token.GoodUntil > time.GetUtcNow())
                return Task.FromResult(new TokenAnswer(token, null));
            // Not the caller's cancellation: the others wait for the same fetch.
            slot.Running ??= Task.Run(() => RunAsync(slot, key, failed, member, fetch), CancellationToken.None);
            return slot.Running.WaitAsync(cancellationToken);
        }
    }

    private async Task<TokenAnswer> RunAsync(Slot slot, string key, AccessToken? failed, string member, Func<Task<ApiAnswer>> fetch)
    {
        try
        {
            var answer = await RenewAsync(key, failed, member, fetch);
            lock (slot.Gate)
                slot.Token = answer.Token ?? slot.Token;
            return answer;
        }
        finally
        {
            lock (slot.Gate)
                slot.Running = null;
        }
    }

    private async Task<TokenAnswer> RenewAsync(string key, AccessToken? failed, string member, Func<Task<ApiAnswer>> fetch)
    {
        var lease = $"{key}:renewal";
        while (true)
        {
            var entry = await state.GetAsync(key, CancellationToken.None);
            if (Usable(entry, failed) is { } shared)
                return new(shared, null);
            if (await state.TrySetAsync(lease, "", 0, time.GetUtcNow() + Lease, CancellationToken.None))
                break;
            await Task.Delay(Look, time);
        }

        try
        {
            return await FetchAsync(key, failed, member, fetch);
        }
        finally
        {
            if (await state.GetAsync(lease, CancellationToken.None) is { } mine)
                await state.TryRemoveAsync(lease, mine.Version, CancellationToken.None);
        }
    }

    private async Task<TokenAnswer> FetchAsync(string key, AccessToken? failed, string member, Func<Task<ApiAnswer>> fetch)
    {
        // Somebody may have finished between our look and our lease.
        var entry = await state.GetAsync(key, CancellationToken.None);
        if (Usable(entry, failed) is { } shared)
            return new(shared, null);
        var answer = await fetch();
        if (!answer.Ok)
            return new(null, answer);
        if (answer.Text(member) is not { } value)
            return new(null, ApiAnswer.Failed(ErrorClass.Transient, 0));
        var now = time.GetUtcNow();
        var life = TimeSpan.FromSeconds(Math.Clamp(answer.Body.Number("expires_in"), 2, 7 * 86400));
        var token = new AccessToken(value, now, now + (life > 2 * EarlyRenewal ? life - EarlyRenewal : life / 2));
        if (await state.TrySetAsync(key, token.ToJson(), entry?.Version ?? 0, token.GoodUntil, CancellationToken.None))
            return new(token, null);
        // Another node was first after all. Theirs wins, so that all nodes use one; ours stays good as well.
        return new(Usable(await state.GetAsync(key, CancellationToken.None), failed) ?? token, null);
    }

    private AccessToken? Usable(StateEntry? entry, AccessToken? failed) =>
        entry is not null && AccessToken.FromJson(entry.Value) is { } token && token.GoodUntil > time.GetUtcNow() && token.Supersedes(failed)
            ? token
            : null;

    private sealed class Slot
    {
        public readonly Lock Gate = new();
        public AccessToken? Token;
        public Task<TokenAnswer>? Running;
    }
}
