using Crm.Core.Tests.Calendars;
using Crm.Plugins.Core.Shared;

namespace Crm.Core.Tests.Shared;

public sealed class Time_words
{
    private const string Zone = "Asia/Shanghai";
    private static readonly DateTimeOffset Now = Wall.Clock("2026-11-16 14:00", Zone);

    [Theory]
    [InlineData("2026-11-16 15:10", "今天15:10", "today 15:10")]
    [InlineData("2026-11-16 23:59", "今天23:59", "today 23:59")]
    [InlineData("2026-11-17 09:10", "明天（周二）09:10", "tomorrow (Tue) 09:10")]
    [InlineData("2026-11-18 09:10", "11月18日（周三）09:10", "Wed 18 Nov, 09:10")]
    [InlineData("2026-11-23 09:10", "11月23日（周一）09:10", "Mon 23 Nov, 09:10")]
    [InlineData("2027-01-04 09:10", "2027年1月4日（周一）09:10", "Mon 4 Jan 2027, 09:10")]
    [InlineData("2026-11-15 09:10", "11月15日（周日）09:10", "Sun 15 Nov, 09:10")]
    public void Times_are_said_relative_to_today(string at, string chinese, string english)
    {
        TimeWords.Say(Wall.Clock(at, Zone), Zone, Now, "zh-CN").ShouldBe(chinese);
        TimeWords.Say(Wall.Clock(at, Zone), Zone, Now, "en").ShouldBe(english);
    }

    [Fact]
    public void Today_is_the_customer_s_day()
    {
        // In Shanghai it is still Monday evening, in Auckland Tuesday morning.
        var at = Wall.Clock("2026-11-16 20:00", Zone);
        TimeWords.Say(at, "Pacific/Auckland", Now, "en").ShouldBe("tomorrow (Tue) 01:00");
    }

    [Fact]
    public void Seconds_round_up_so_that_nobody_is_told_too_early_a_time()
    {
        TimeWords.Say(Wall.Clock("2026-11-16 15:10:01", Zone), Zone, Now, "en").ShouldBe("today 15:11");
        TimeWords.Say(Wall.Clock("2026-11-16 23:59:30", Zone), Zone, Now, "en").ShouldBe("tomorrow (Tue) 00:00");
    }

    [Fact]
    public void Slots_name_the_day_once()
    {
        TimeWords.Slot(Wall.Clock("2026-11-17 09:00", Zone), Wall.Clock("2026-11-17 09:30", Zone), Zone, Now, "zh-CN").ShouldBe("明天（周二）09:00至09:30");
        TimeWords.Slot(Wall.Clock("2026-11-16 23:30", Zone), Wall.Clock("2026-11-17 00:00", Zone), Zone, Now, "en").ShouldBe("today 23:30 to tomorrow (Tue) 00:00");
    }
}
