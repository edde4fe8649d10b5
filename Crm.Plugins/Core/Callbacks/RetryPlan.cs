using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Callbacks;

/// <param name="At">When to call again; null = never.</param>
/// <param name="Why">Why it stops: <c>connected</c>, <c>wrong_number</c>, <c>refused</c>, <c>max_attempts</c>; null while it goes on.</param>
public sealed record NextCall(DateTimeOffset? At, string? Why);

/// <summary>When to call again after a call that reached nobody (C-08).</summary>
public static class RetryPlan
{
    public const int MaxAttempts = 6;
    public const int MaxPerDay = 3;
    private const int MaxBusy = 2;
    private static readonly TimeSpan[] FirstWaits = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)];

    /// <summary>
    /// No answer: 5 minutes, 30 minutes, 2 hours, next business morning, next business evening; busy: 3 minutes, twice.
    /// Never more than three a day, at least two parts of the day, and always at an instant when a call is allowed.
    /// </summary>
    /// <param name="attempts">All so far, finished ones; at least one.</param>
    /// <param name="now">When the last one ended.</param>
    /// <exception cref="NoOpenTimeException">There is no time to call at all.</exception>
    public static NextCall Next(IReadOnlyList<CallAttempt> attempts, CallTimes times, DateTimeOffset now)
    {
        var calls = attempts.OrderBy(attempt => attempt.StartedAt).ToList();
        var stop = calls[^1].Result switch
        {
            CallResult.Connected or CallResult.CustomerCalled => "connected",
            CallResult.Refused => "refused",
            CallResult.WrongNumber => "wrong_number",
            _ => calls.Count >= MaxAttempts ? "max_attempts" : null,
        };
        if (stop is not null)
            return new NextCall(null, stop);

        var at = times.Next(Wished(calls, times, now));
        if (calls.Count(call => Day(call.StartedAt, times) == Day(at, times)) >= MaxPerDay)
            at = Morning(at, times);
        return new NextCall(OtherPartOfDay(calls, at, times), null);
    }

    private static DateTimeOffset Wished(List<CallAttempt> calls, CallTimes times, DateTimeOffset now)
    {
        var busy = calls.Count(call => call.Result == CallResult.Busy);
        if (calls[^1].Result == CallResult.Busy && busy <= MaxBusy)
            return now.AddMinutes(3);
        var misses = calls.Count - Math.Min(busy, MaxBusy);
        return misses <= FirstWaits.Length ? now + FirstWaits[misses - 1]
            : misses == FirstWaits.Length + 1 ? Morning(now, times)
            : Evening(now, times);
    }

    /// <summary>Calling six times at the same time of day proves nothing: the last call goes to another part.</summary>
    private static DateTimeOffset OtherPartOfDay(List<CallAttempt> calls, DateTimeOffset at, CallTimes times)
    {
        if (calls.Count < MaxAttempts - 1 || calls.Exists(call => Part(call.StartedAt, times) != Part(at, times)))
            return at;
        var other = Part(at, times) == DayPart.Evening ? Morning(at, times) : Evening(at, times);
        return Part(other, times) == Part(at, times) ? at : other;
    }

    /// <summary>The first allowed instant of the next day that has one.</summary>
    private static DateTimeOffset Morning(DateTimeOffset now, CallTimes times) => times.Next(At(Day(now, times).AddDays(1), 0, times));

    /// <summary>The latest allowed half hour up to 18:00, today if still ahead; the next morning where afternoons are always closed.</summary>
    private static DateTimeOffset Evening(DateTimeOffset now, CallTimes times)
    {
        for (var day = Day(now, times); day <= Day(now, times).AddDays(14); day = day.AddDays(1))
        {
            for (var halfHour = 36; halfHour >= 24; halfHour--)
            {
                var at = At(day, halfHour * 30, times);
                if (at > now && times.Allows(at))
                    return at;
            }
        }

        return Morning(now, times);
    }

    private static DateOnly Day(DateTimeOffset at, CallTimes times) => DateOnly.FromDateTime(LocalTimes.At(at, times.Desk.TimeZone).DateTime);

    private static DateTimeOffset At(DateOnly day, int minutes, CallTimes times) =>
        LocalTimes.Resolve(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes), times.Desk.TimeZone).Instant.ToUniversalTime();

    private static DayPart Part(DateTimeOffset at, CallTimes times) => LocalTimes.At(at, times.Desk.TimeZone).Hour switch
    {
        < 12 => DayPart.Morning,
        < 17 => DayPart.Afternoon,
        _ => DayPart.Evening,
    };

    private enum DayPart
    {
        Morning,
        Afternoon,
        Evening,
    }
}
