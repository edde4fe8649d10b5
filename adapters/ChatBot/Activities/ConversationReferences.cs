using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Activities;

/// <summary>
/// The stored references, one per conversation. What comes in sets them together with its item (<see cref="Keep"/>), so
/// a reference is as durable as the message; the way out reads them and closes what is gone.
/// </summary>
internal sealed class ConversationReferences(IPluginState state)
{
    /// <summary>For <see cref="InboundItem.Keep"/>: replaces whatever was known, and opens what was closed.</summary>
    public static StateValue Keep(ConversationReference reference) => new(StateKey(reference.Key), reference.ToJson());

    /// <summary>Null where nobody ever wrote from there.</summary>
    /// <param name="key">The <see cref="BotAddress.Reference"/>.</param>
    public async Task<StoredReference?> FindAsync(string key, CancellationToken cancellationToken) =>
        await state.GetAsync(StateKey(key), cancellationToken) is { } entry
            ? new StoredReference(ConversationReference.FromJson(entry.Value), entry.Version)
            : null;

    /// <summary>Marks it closed; false where it has been renewed meanwhile, which is fine: then it lives.</summary>
    public Task<bool> CloseAsync(StoredReference stored, string reason, CancellationToken cancellationToken) =>
        state.TrySetAsync(StateKey(stored.Reference.Key), (stored.Reference with { Closed = reason }).ToJson(), stored.Version, null, cancellationToken);

    /// <summary>A conversation that we opened; false where its first activity was faster.</summary>
    public Task<bool> OpenAsync(ConversationReference reference, CancellationToken cancellationToken) =>
        state.TrySetAsync(StateKey(reference.Key), reference.ToJson(), 0, null, cancellationToken);

    /// <summary>What is written to a closed one goes to the other from now on; false where it has been renewed meanwhile.</summary>
    public Task<bool> MoveAsync(StoredReference closed, string to, CancellationToken cancellationToken) =>
        state.TrySetAsync(StateKey(closed.Reference.Key), (closed.Reference with { MovedTo = to }).ToJson(), closed.Version, null, cancellationToken);

    private static string StateKey(string key) => $"bf-reference:{key}";
}

/// <param name="Version">For <see cref="ConversationReferences.CloseAsync"/>.</param>
internal sealed record StoredReference(ConversationReference Reference, long Version);
