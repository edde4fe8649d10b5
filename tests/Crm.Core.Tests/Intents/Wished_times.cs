using Crm.Core.Tests.Calendars;
using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Core.Tests.Intents;

public sealed class Wished_times
{
    private const string Zone = "Asia/Shanghai";
    private static readonly DateTimeOffset MondayAtTwo = Wall.Clock("2026-11-16 14:00", Zone);
    private static readonly RuleRecogniser Recogniser = new();

    private static RequestedTime? Read(string text) => Recogniser.Recognise(text, null).RequestedTime?.At(MondayAtTwo, Zone);

    [Theory]
    [InlineData("今天下午3点半", "2026-11-16 15:30")]
    [InlineData("明天上午十点", "2026-11-17 10:00")]
    [InlineData("明早9点", "2026-11-17 09:00")]
    [InlineData("后天中午12点一刻", "2026-11-18 12:15")]
    [InlineData("大后天 15:20", "2026-11-19 15:20")]
    [InlineData("下午三点四十五分", "2026-11-16 15:45")]
    [InlineData("三点半", "2026-11-16 15:30")]
    [InlineData("上午十一点半", "2026-11-17 11:30")]
    [InlineData("今晚8点", "2026-11-16 20:00")]
    [InlineData("今天晚上12点", "2026-11-17 00:00")]
    [InlineData("周五16:00", "2026-11-20 16:00")]
    [InlineData("下周日下午两点", "2026-11-29 14:00")]
    [InlineData("本周六10点", "2026-11-21 10:00")]
    [InlineData("星期天二十点", "2026-11-22 20:00")]
    [InlineData("12月1日上午9点", "2026-12-01 09:00")]
    [InlineData("1月5号下午1点", "2027-01-05 13:00")]
    [InlineData("十一月二十三日下午四点", "2026-11-23 16:00")]
    [InlineData("23号9点", "2026-11-23 09:00")]
    [InlineData("3号下午三点", "2026-12-03 15:00")]
    [InlineData("两个小时后", "2026-11-16 16:00")]
    [InlineData("15分钟后", "2026-11-16 14:15")]
    [InlineData("tomorrow 10am", "2026-11-17 10:00")]
    [InlineData("10 am tomorrow", "2026-11-17 10:00")]
    [InlineData("the day after tomorrow at 4", "2026-11-18 16:00")]
    [InlineData("3pm", "2026-11-16 15:00")]
    [InlineData("at 11", "2026-11-17 11:00")]
    [InlineData("tomorrow at noon", "2026-11-17 12:00")]
    [InlineData("Fri 9:15", "2026-11-20 09:15")]
    [InlineData("on Sunday at 12 pm", "2026-11-22 12:00")]
    [InlineData("next Wednesday, 5 o'clock", "2026-11-25 17:00")]
    [InlineData("Dec 1st 9:30 am", "2026-12-01 09:30")]
    [InlineData("in 20 minutes", "2026-11-16 14:20")]
    public void A_clock_time_is_an_instant(string text, string local)
    {
        var at = Wall.Clock(local, Zone);
        Read(text).ShouldBe(new RequestedTime(at, at, true));
    }

    [Theory]
    [InlineData("周六上午", "2026-11-21 09:00", "2026-11-21 12:00")]
    [InlineData("明天", "2026-11-17 09:00", "2026-11-17 18:00")]
    [InlineData("今天下午", "2026-11-16 14:00", "2026-11-16 18:00")]
    [InlineData("晚上联系", "2026-11-16 18:00", "2026-11-16 21:00")]
    [InlineData("周一上午", "2026-11-23 09:00", "2026-11-23 12:00")]
    [InlineData("周一", "2026-11-16 14:00", "2026-11-16 18:00")]
    [InlineData("Saturday morning", "2026-11-21 09:00", "2026-11-21 12:00")]
    [InlineData("in the morning", "2026-11-17 09:00", "2026-11-17 12:00")]
    [InlineData("tomorrow at lunch time", "2026-11-17 12:00", "2026-11-17 14:00")]
    public void A_part_of_a_day_is_its_hours(string text, string from, string until) =>
        Read(text).ShouldBe(new RequestedTime(Wall.Clock(from, Zone), Wall.Clock(until, Zone), false));

    [Theory]
    [InlineData("今天上午")]
    [InlineData("今天上午9点")]
    [InlineData("昨天下午3点")]
    [InlineData("上周三")]
    [InlineData("每周六")]
    [InlineData("2月31日")]
    [InlineData("13月1日")]
    [InlineData("25:99")]
    [InlineData("有一点贵")]
    [InlineData("我有三点建议")]
    [InlineData("下午好")]
    [InlineData("1号店")]
    [InlineData("yesterday at 3pm")]
    [InlineData("last Monday")]
    [InlineData("good evening")]
    [InlineData("at 120 km")]
    [InlineData("by 5 percent")]
    [InlineData("Feb 30")]
    [InlineData("sunroof")]
    public void What_is_over_or_no_time_is_nothing(string text) => Read(text).ShouldBeNull();

    [Fact]
    public void The_zone_is_the_customer_s()
    {
        var wish = Recogniser.Recognise("tomorrow 10am", "en").RequestedTime!;
        wish.At(MondayAtTwo, "Asia/Urumqi")!.From.ShouldBe(Wall.Clock("2026-11-17 12:00", Zone));
    }
}
