using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>
/// Our own count of the platform's rule: within 48 hours of the customer's last message, and at most five messages
/// after it. It spares calls that must fail; where we know nothing the platform decides.
/// </summary>
internal sealed class KfWindow(IPluginState state, TimeProvider time)
{
    private const int MaxMessages = 5;
    private const int MaxTries = 20;

    private static readonly TimeSpan Open = TimeSpan.FromHours(48);

    /// <summary>Kept well beyond the window, or "closed" would turn into "never heard of".</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>A customer's message opens the window anew; an older one, pulled late or again, does not.</summary>
    public Task CustomerWroteAsync(string corpId, string account, string customer, DateTimeOffset sentAt, CancellationToken cancellationToken) =>
        ChangeAsync(
            Key(corpId, account, customer),
            window => window is null || sentAt.ToUnixTimeMilliseconds() > window.At ? new Window(sentAt.ToUnixTimeMilliseconds(), []) : null,
            cancellationToken);

    /// <summary>Takes one of the five for this message; null, or why it must not be sent. The same id takes one only.</summary>
    public async Task<string?> TakeAsync(string corpId, string account, string customer, string messageId, CancellationToken cancellationToken)
    {
        string? refusal = null;
        await ChangeAsync(Key(corpId, account, customer), window =>
        {
            refusal = Refusal(window, messageId);
            return refusal is null && window is not null && !window.Sent.Contains(messageId)
                ? window with { Sent = [.. window.Sent, messageId] }
                : null;
        }, cancellationToken);
        return refusal;
    }

    /// <summary>Gives it back when the message surely did not arrive.</summary>
    public Task GiveBackAsync(string corpId, string account, string customer, string messageId, CancellationToken cancellationToken) =>
        ChangeAsync(
            Key(corpId, account, customer),
            window => window is not null && window.Sent.Contains(messageId) ? window with { Sent = [.. window.Sent.Where(id => id != messageId)] } : null,
            cancellationToken);

    /// <summary>What is left of the window; null where we know nothing.</summary>
    public async Task<SendWindow?> ReadAsync(string corpId, string account, string customer, CancellationToken cancellationToken)
    {
        if (await state.GetAsync(Key(corpId, account, customer), cancellationToken) is not { } entry)
            return null;
        var window = JsonSerializer.Deserialize<Window>(entry.Value)!;
        var closes = DateTimeOffset.FromUnixTimeMilliseconds(window.At) + Open;
        return closes < time.GetUtcNow() ? new SendWindow(null, 0) : new SendWindow(closes, Math.Max(0, MaxMessages - window.Sent.Count));
    }

    private string? Refusal(Window? window, string messageId)
    {
        if (window is null)
            return null;
        if (time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(window.At) > Open)
            return SendOutcome.WindowClosed;
        return window.Sent.Count >= MaxMessages && !window.Sent.Contains(messageId) ? SendOutcome.MessageLimit : null;
    }

    /// <param name="change">Returns the new value, or null to leave all as it is; called again if another was first.</param>
    private async Task ChangeAsync(string key, Func<Window?, Window?> change, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            var entry = await state.GetAsync(key, cancellationToken);
            if (change(entry is null ? null : JsonSerializer.Deserialize<Window>(entry.Value)) is not { } window)
                return;
            var expires = DateTimeOffset.FromUnixTimeMilliseconds(window.At) + Kept;
            if (await state.TrySetAsync(key, JsonSerializer.Serialize(window), entry?.Version ?? 0, expires, cancellationToken))
                return;
        }

        throw new InvalidOperationException($"The message window changed {MaxTries} times while we tried to write it.");
    }

    private static string Key(string corpId, string account, string customer) => $"kfwindow:{corpId}:{account}:{customer}";

    private sealed record Window(long At, IReadOnlyList<string> Sent);
}
