using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Calendars;

/// <summary>Random calendars around clock changes, in zones with whole, half and quarter hours.</summary>
public sealed class Against_the_minute_stepper
{
    private const int Days = 16;
    private static readonly (string Zone, DateOnly Around)[] Changes =
    [
        ("Asia/Shanghai", new(2026, 10, 5)),
        ("Asia/Kathmandu", new(2026, 1, 1)),
        ("Europe/Berlin", new(2026, 3, 29)),
        ("Europe/Berlin", new(2026, 10, 25)),
        ("America/New_York", new(2026, 3, 8)),
        ("America/New_York", new(2026, 11, 1)),
        ("Australia/Lord_Howe", new(2026, 4, 5)),
        ("Australia/Lord_Howe", new(2026, 10, 4)),
        ("America/Santiago", new(2026, 9, 6)),
    ];

    public static TheoryData<int> Seeds => new(Enumerable.Range(1, 54));

    [Theory, MemberData(nameof(Seeds))]
    public void Every_answer_is_the_same(int seed)
    {
        var random = new Random(seed);
        var (zone, around) = Changes[seed % Changes.Length];
        var first = around.AddDays(-5);
        var definition = RandomCalendar(random, zone, first);
        var calendar = new BusinessCalendar(definition);
        var from = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var slow = new MinuteStepper(definition, from, Days * 1440);

        for (var i = 0; i < 60; i++)
        {
            var request = from.AddMinutes(random.Next(7 * 1440));
            var minutes = random.Next(4) == 0 ? 0 : random.Next(1, 700);
            var what = $"seed {seed}, {request:O}, {minutes} min, {definition.ToJson()}";

            calendar.IsOpen(request).ShouldBe(slow.IsOpen(request), what);
            Due(calendar, request, minutes, ClockMode.Carry, from).ShouldBe(slow.Carry(request, minutes), what);
            Due(calendar, request, minutes, ClockMode.Fit, from).ShouldBe(slow.Fit(request, minutes), what);
            var to = request.AddMinutes(random.Next(5 * 1440));
            calendar.Elapsed(request, to).TotalMinutes.ShouldBe(slow.Elapsed(request, to), what);
            calendar.CheckSlot(request, TimeSpan.FromMinutes(minutes)).Accepted
                .ShouldBe(slow.IsOpen(request) && slow.Elapsed(request, request.AddMinutes(minutes)) == minutes, what);
        }
    }

    // Beyond the stepper's days both sides say null.
    private static DateTimeOffset? Due(BusinessCalendar calendar, DateTimeOffset request, int minutes, ClockMode mode, DateTimeOffset from)
    {
        try
        {
            var due = calendar.Due(request, TimeSpan.FromMinutes(minutes), mode).Due;
            return due < from.AddDays(Days) ? due : null;
        }
        catch (NoOpenTimeException)
        {
            return null;
        }
    }

    private static CalendarDefinition RandomCalendar(Random random, string zone, DateOnly first)
    {
        var weekly = Enum.GetValues<DayOfWeek>().Where(_ => random.Next(5) > 0).ToDictionary(d => d, _ => (IReadOnlyList<OpenInterval>)RandomDay(random));
        var closed = Enumerable.Range(0, Days).Where(_ => random.Next(6) == 0).Select(first.AddDays).ToHashSet();
        var open = Enumerable.Range(0, Days).Where(_ => random.Next(6) == 0).ToDictionary(first.AddDays, _ => (IReadOnlyList<OpenInterval>)RandomDay(random));
        return new CalendarDefinition(zone, weekly, closed, open, null);
    }

    private static List<OpenInterval> RandomDay(Random random)
    {
        var edges = Enumerable.Range(0, 2 * random.Next(1, 4)).Select(_ => random.Next(97) * 15).Distinct().Order().ToList();
        var day = new List<OpenInterval>();
        for (var i = 0; i + 1 < edges.Count; i += 2)
            day.Add(new OpenInterval(edges[i], edges[i + 1]));
        // The last one may run past midnight.
        if (day.Count > 0 && random.Next(3) == 0 && day[^1].Start > 240)
            day[^1] = new OpenInterval(day[^1].Start, random.Next(16) * 15);
        return day;
    }
}
