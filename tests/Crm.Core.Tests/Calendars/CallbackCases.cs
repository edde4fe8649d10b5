using System.Text.Json;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Calendars;

/// <summary>The shared business-time cases, computed elsewhere by two other algorithms.</summary>
internal static class CallbackCases
{
    public static JsonElement Root { get; } = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "callback-cases.json"))).RootElement;

    public static BusinessCalendar Calendar(string name) =>
        new(CalendarDefinition.Parse(Root.GetProperty("calendars").GetProperty(name).GetRawText()));

    public static IEnumerable<JsonElement> Of(string op) =>
        Root.GetProperty("cases").EnumerateArray().Where(c => c.Text("op") == op);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static DateTimeOffset Instant(this JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();
}
