using System.Security.Cryptography;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>A JS-SDK ticket: two hours, the same while it lives, and not to be asked for too often (4.7).</summary>
internal sealed class TicketBox(int MostPerHour)
{
    private const int Life = 7200;
    private readonly Queue<DateTimeOffset> _asked = new();
    private DateTimeOffset _until;

    public string? Current { get; private set; }

    public bool IsAlive(DateTimeOffset now) => Current is not null && now < _until;

    public (string Ticket, int ExpiresIn) Ask(DateTimeOffset now)
    {
        while (_asked.TryPeek(out var first) && now - first >= TimeSpan.FromHours(1))
            _asked.Dequeue();
        if (_asked.Count >= MostPerHour)
            throw new WeComError(45009, "api freq out of limit");
        _asked.Enqueue(now);
        if (!IsAlive(now))
            (Current, _until) = (RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789-", 86), now.AddSeconds(Life));
        return (Current!, (int)(_until - now).TotalSeconds);
    }
}
