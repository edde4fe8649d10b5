namespace Crm.Adapters.WeComSandbox;

/// <summary>What the company has chosen: how many mass messages one customer may get.</summary>
public enum MassQuotaMode
{
    /// <summary>As many a month as the month has days.</summary>
    Month,

    /// <summary>Seven a week.</summary>
    Week,

    /// <summary>One a day.</summary>
    Day,
}

/// <summary>Mass messages each customer has got (4.6), in China's calendar.</summary>
internal sealed class MassQuota
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private readonly Dictionary<string, List<DateOnly>> _got = new(StringComparer.Ordinal);

    public MassQuotaMode Mode { get; set; }

    /// <summary>Counts one, or refuses.</summary>
    public bool Take(string customer, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.ToOffset(China).DateTime);
        if (!_got.TryGetValue(customer, out var days))
            _got[customer] = days = [];
        var (from, most) = Mode switch
        {
            MassQuotaMode.Day => (today, 1),
            MassQuotaMode.Week => (today.AddDays(-((int)today.DayOfWeek + 6) % 7), 7),
            _ => (new DateOnly(today.Year, today.Month, 1), DateTime.DaysInMonth(today.Year, today.Month)),
        };
        if (days.Count(day => day >= from) >= most)
            return false;
        days.Add(today);
        return true;
    }
}
