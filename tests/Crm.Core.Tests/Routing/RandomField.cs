using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Routing;

/// <summary>Leads, dealers and rules of every sort, repeatable by the given source of chance.</summary>
internal static class RandomField
{
    private static readonly string[] Brands = ["vw", "vw", "audi", "skoda"];
    private static readonly string[] Places = ["310115", "310104", "310000", "440305", "440300", "429004", "420000", "659001", "110105", "500101", "320505", "330106"];
    private static readonly BusinessCalendar[] Calendars =
    [
        Field.Days,
        new(CalendarTemplates.ChineseOffice),
        new(CalendarTemplates.Weekly("Asia/Urumqi", Enum.GetValues<DayOfWeek>(), new OpenInterval(8 * 60, 20 * 60))),
        new(CalendarTemplates.Weekly("Asia/Shanghai", [])),
    ];

    /// <param name="calendars">How many of the calendars to use; the last never opens.</param>
    public static DealerSnapshot Dealers(Random random, int count, int calendars = 4)
    {
        var dealers = Enumerable.Range(0, count).Select(i => new Dealer(
            $"0193{i:x8}7000800000000000000{random.Next(10)}"[..32].PadRight(32, '0'),
            $"D{i:0000}",
            [Pick(random, Brands)],
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Territory(Pick(random, Places), random.Next(1, 4)))],
            Pick(random, Calendars[..calendars]),
            random.Next(3) == 0 ? null : random.Next(1, 40),
            random.Next(0, 5) / 2.0,
            random.Next(2) == 0 ? null : ["sales", "vip"],
            Location: random.Next(3) == 0 ? null : Point(random),
            Record: new DealerRecord(random.Next(50, 90), random.Next(30, 50), random.Next(30), random.Next(30), random.Next(9)),
            Active: random.Next(12) != 0)).ToList();
        var loads = dealers.ToDictionary(dealer => dealer.Id, _ => new DealerLoad(
            random.Next(30), random.Next(40), random.Next(60), random.Next(4) == 0 ? null : Field.Now.AddMinutes(-random.Next(5))));
        return new DealerSnapshot(dealers, loads);
    }

    public static RoutingRequest Lead(Random random, int i) => Field.Lead($"lead-{i}") with
    {
        Brand = random.Next(8) == 0 ? null : Pick(random, Brands),
        Temperature = (Temperature)random.Next(3),
        Wish = (Wish)random.Next(4),
        Region = random.Next(4) == 0 ? null : Pick(random, Places),
        Location = random.Next(2) == 0 ? null : Point(random),
        Consented = random.Next(15) != 0,
        Vip = random.Next(6) == 0,
        PromiseDue = random.Next(5) == 0 ? null : Field.Now.AddMinutes(random.Next(1, 900)),
        OffersMade = random.Next(4),
    };

    public static RoutingRules Rules(Random random) => RoutingRules.Default with
    {
        TerritoryPick = (PickMethod)random.Next(5),
        OpenMarketPick = (PickMethod)random.Next(5),
        ListLimit = random.Next(4, 70),
    };

    private static GeoPoint Point(Random random) => new(31 + random.NextDouble(), 121 + random.NextDouble());

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
