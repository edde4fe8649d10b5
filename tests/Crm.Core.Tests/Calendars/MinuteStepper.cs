using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Calendars;

/// <summary>The slow, obvious way: looks at the wall clock minute by minute. Zone rules come from another library than the calendar's.</summary>
internal sealed class MinuteStepper
{
    private readonly DateTimeOffset _from;
    private readonly bool[] _open;

    public MinuteStepper(CalendarDefinition calendar, DateTimeOffset from, int minutes)
    {
        _from = from;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        _open = [.. Enumerable.Range(0, minutes).Select(m => IsOpen(calendar, TimeZoneInfo.ConvertTime(from.AddMinutes(m), zone)))];
    }

    public bool IsOpen(DateTimeOffset at) => _open[Minute(at)];

    public DateTimeOffset? Carry(DateTimeOffset request, int minutes)
    {
        for (var m = Minute(request); m < _open.Length; m++)
        {
            if (_open[m] && minutes-- == 0)
                return _from.AddMinutes(m);
            if (_open[m] && minutes == 0)
                return _from.AddMinutes(m + 1);
        }

        return null;
    }

    public DateTimeOffset? Fit(DateTimeOffset request, int minutes)
    {
        for (var m = Minute(request); m + minutes < _open.Length; m++)
        {
            if (_open[m] && _open.AsSpan(m, minutes).IndexOf(false) < 0)
                return _from.AddMinutes(m + minutes);
        }

        return null;
    }

    public int Elapsed(DateTimeOffset from, DateTimeOffset to) =>
        _open.AsSpan(Minute(from), Minute(to) - Minute(from)).Count(true);

    private int Minute(DateTimeOffset at) => (int)(at - _from).TotalMinutes;

    private static bool IsOpen(CalendarDefinition calendar, DateTimeOffset local)
    {
        var day = DateOnly.FromDateTime(local.DateTime);
        var minute = local.Hour * 60 + local.Minute;
        return calendar.IntervalsOn(day).Any(i => i.Start <= minute && minute < i.EndFromStartOfDay)
            || calendar.IntervalsOn(day.AddDays(-1)).Any(i => minute + 1440 < i.EndFromStartOfDay);
    }
}
