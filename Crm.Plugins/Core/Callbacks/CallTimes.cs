using System.Collections.Concurrent;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>When a call may be made: whoever calls is at work, and the customer is not at rest (C-12).</summary>
/// <param name="Desk">Hours of whoever calls.</param>
/// <param name="Customer">Hours at which the customer may be called; null = any time, as for S1 or a time he picked himself.</param>
public sealed record CallTimes(BusinessCalendar Desk, BusinessCalendar? Customer)
{
    private static readonly ConcurrentDictionary<string, BusinessCalendar> Polite = new();

    /// <summary>08:00 to 21:00 every day in the customer's zone.</summary>
    public static BusinessCalendar PoliteHours(string timeZone) => Polite.GetOrAdd(timeZone, zone =>
        new BusinessCalendar(CalendarTemplates.Weekly(zone, Enum.GetValues<DayOfWeek>(), new OpenInterval(8 * 60, 21 * 60))));

    public static CallTimes Of(BusinessCalendar desk, string customerZone) => new(desk, PoliteHours(customerZone));

    public bool Allows(DateTimeOffset at) => Desk.IsOpen(at) && Customer?.IsOpen(at) != false;

    /// <summary>The end of the stretch around an instant at which a call is allowed.</summary>
    internal DateTimeOffset AllowedUntil(DateTimeOffset at)
    {
        var desk = Desk.OpenIntervalAt(at)!.Value.Close;
        return Customer?.OpenIntervalAt(at) is { } awake && awake.Close < desk ? awake.Close : desk;
    }

    /// <summary>The instant itself if a call is allowed then, else the next one.</summary>
    /// <exception cref="NoOpenTimeException">The two never meet.</exception>
    public DateTimeOffset Next(DateTimeOffset at)
    {
        var from = at;
        // Each round moves on by an interval of one of the two; a year of days is plenty.
        for (var rounds = 0; rounds < 2 * BusinessCalendar.HorizonDays; rounds++)
        {
            var open = Desk.NextOpen(at);
            if (Customer is null)
                return open;
            at = Customer.NextOpen(open);
            if (at == open)
                return at;
        }

        throw new NoOpenTimeException(from);
    }
}
