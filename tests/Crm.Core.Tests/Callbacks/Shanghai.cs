using System.Globalization;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Callbacks;

/// <summary>Times on a Chinese wall clock, and the calendars that go with them.</summary>
internal static class Shanghai
{
    /// <summary>Monday to Friday 09:00 to 18:00 with the national days.</summary>
    public static readonly BusinessCalendar Office = new(CalendarTemplates.ChineseOffice);

    /// <summary>Open day and night.</summary>
    public static readonly BusinessCalendar Always = Daily(0, 24);

    public static readonly CallTimes OfficeCalls = CallTimes.Of(Office, "Asia/Shanghai");

    public static BusinessCalendar Daily(int from, int to) =>
        new(CalendarTemplates.Weekly("Asia/Shanghai", Enum.GetValues<DayOfWeek>(), new OpenInterval(from * 60, to * 60)));

    /// <summary>Such as <c>11-20 10:00</c> or <c>11-20 10:00:00.001</c>, in 2026.</summary>
    public static DateTimeOffset At(string local) =>
        new DateTimeOffset(DateTime.Parse($"2026-{local}", CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

    /// <summary>Back to that form, to be compared in words.</summary>
    public static string Say(this DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
