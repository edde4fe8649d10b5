namespace Crm.Host.Plugins.Calls;

/// <summary>
/// Keeps sends away from a plugin that failed five times in a row, for half a minute; then one send tries, and its
/// outcome opens or closes the way for the others.
/// </summary>
internal sealed class Breaker(TimeProvider time)
{
    public const int Threshold = 5;
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private int _failures;
    private DateTimeOffset _openUntil;
    private bool _trying;

    /// <summary>False where the caller must wait, with how long.</summary>
    public bool TryEnter(out TimeSpan wait)
    {
        lock (_gate)
        {
            wait = TimeSpan.Zero;
            if (_failures < Threshold) return true;
            var now = time.GetUtcNow();
            if (now < _openUntil || _trying)
            {
                wait = now < _openUntil ? _openUntil - now : TimeSpan.FromSeconds(1);
                return false;
            }

            return _trying = true;
        }
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            _failures = 0;
            _trying = false;
        }
    }

    public void Failed()
    {
        lock (_gate)
        {
            _trying = false;
            if (++_failures >= Threshold) _openUntil = time.GetUtcNow() + Pause;
        }
    }

    /// <summary>The call was called off: nothing was learned.</summary>
    public void Left()
    {
        lock (_gate) _trying = false;
    }
}
