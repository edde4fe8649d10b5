namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>One customer's customer-service session, with the counters the platform keeps.</summary>
internal sealed class KfSession
{
    public const int Fresh = 0;
    public const int Assistant = 1;
    public const int Pool = 2;
    public const int WithMember = 3;
    public const int Ended = 4;

    private static readonly TimeSpan Window = TimeSpan.FromHours(48);
    private const int MostMessages = 5;
    private int _sent;
    private DateTimeOffset? _wroteAt;
    private DateTimeOffset? _contactedAt;

    public int State { get; set; } = Ended;

    public string? Servicer { get; set; }

    /// <summary>Who had the customer when the session ended.</summary>
    public string? LastServicer { get; private set; }

    public string? Scene { get; set; }

    public string? SceneParam { get; set; }

    /// <summary>A new message of the customer gives 48 hours and five answers.</summary>
    public void CustomerWrote(DateTimeOffset at)
    {
        (_wroteAt, _sent) = (at, 0);
        if (State == Ended)
            State = Fresh;
    }

    /// <summary>One session lasts until it is ended, or 48 hours.</summary>
    public void Lapse(DateTimeOffset now)
    {
        if (State != Ended && _wroteAt is { } wrote && now - wrote > Window)
            End();
    }

    public void End() => (State, LastServicer, Servicer) = (Ended, Servicer, null);

    public bool WroteWithin48Hours(DateTimeOffset now) => now - _wroteAt <= Window;

    /// <summary>Counts one message of ours, or says why it may not go.</summary>
    public void Spend(DateTimeOffset now)
    {
        if (!WroteWithin48Hours(now))
            throw new WeComError(95002, "send msg beyond 48 hours");
        if (_sent >= MostMessages)
            throw new WeComError(95001, "send msg count limit");
        if (State is not (Fresh or Assistant))
            throw new WeComError(95018, "send msg session status invalid");
        _sent++;
        _contactedAt = now;
    }

    public void Greeted(DateTimeOffset now) => _contactedAt = now;

    /// <summary>A welcome code is given only to somebody who has heard nothing from us for 48 hours.</summary>
    public bool MayBeWelcomed(DateTimeOffset now) => _contactedAt is null || now - _contactedAt > Window;

    /// <summary>Moves as the API allows.</summary>
    public void Move(int to, string? servicer)
    {
        var allowed = (State, to) switch
        {
            (Fresh, Assistant or Pool or WithMember or Ended) => true,
            (Assistant, Pool or WithMember or Ended) => true,
            (Pool, WithMember or Ended) => true,
            (WithMember, WithMember or Ended) => true,
            _ => false,
        };
        if (!allowed)
            throw new WeComError(95016, "invalid service state transition");
        if (to == Ended)
            End();
        else
            (State, Servicer) = (to, servicer);
    }
}
