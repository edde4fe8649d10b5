using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>Strict reader and writer of calendar JSON: what it does not know, it refuses.</summary>
internal static class CalendarJson
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public static CalendarDefinition Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new CalendarFormatException("$", $"not readable JSON ({e.Message})");
        }
    }

    private static CalendarDefinition Read(JsonElement root)
    {
        Expect(root, JsonValueKind.Object, "$", "an object");
        string? zone = null;
        var weekly = new Dictionary<DayOfWeek, IReadOnlyList<OpenInterval>>();
        var closed = new HashSet<DateOnly>();
        var open = new Dictionary<DateOnly, IReadOnlyList<OpenInterval>>();
        HashSet<int>? years = null;
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "timeZone": zone = Zone(member.Value); break;
                case "weekly": Weekly(member.Value, weekly); break;
                case "closedDates": closed = Closed(member.Value); break;
                case "openDates": Open(member.Value, open); break;
                case "knownYears": years = member.Value.ValueKind == JsonValueKind.Null ? null : Years(member.Value); break;
                default: throw new CalendarFormatException(member.Name, "unknown member; use timeZone, weekly, closedDates, openDates, knownYears");
            }
        }

        return new CalendarDefinition(
            zone ?? throw new CalendarFormatException("timeZone", "missing; use an IANA id such as Asia/Shanghai"),
            weekly, closed, open, years);
    }

    private static string Zone(JsonElement value)
    {
        var id = Text(value, "timeZone");
        return LocalTimes.IsKnownZone(id) ? id
            : throw new CalendarFormatException("timeZone", $"\"{id}\" is not a known time zone; use an IANA id such as Asia/Shanghai");
    }

    private static void Weekly(JsonElement value, Dictionary<DayOfWeek, IReadOnlyList<OpenInterval>> into)
    {
        Expect(value, JsonValueKind.Object, "weekly", "an object with mon to sun");
        foreach (var day in value.EnumerateObject())
        {
            var index = Array.IndexOf(Days, day.Name);
            if (index < 0)
                throw new CalendarFormatException($"weekly.{day.Name}", "unknown day; use mon, tue, wed, thu, fri, sat, sun");
            into[(DayOfWeek)index] = Intervals(day.Value, $"weekly.{day.Name}");
        }
    }

    private static HashSet<DateOnly> Closed(JsonElement value)
    {
        Expect(value, JsonValueKind.Array, "closedDates", "a list of dates");
        return [.. value.EnumerateArray().Select((d, i) => Date(Text(d, $"closedDates[{i}]"), $"closedDates[{i}]"))];
    }

    private static void Open(JsonElement value, Dictionary<DateOnly, IReadOnlyList<OpenInterval>> into)
    {
        Expect(value, JsonValueKind.Object, "openDates", "an object from date to intervals");
        foreach (var day in value.EnumerateObject())
            into[Date(day.Name, $"openDates.{day.Name}")] = Intervals(day.Value, $"openDates.{day.Name}");
    }

    private static HashSet<int> Years(JsonElement value)
    {
        Expect(value, JsonValueKind.Array, "knownYears", "a list of years");
        return [.. value.EnumerateArray().Select((y, i) =>
            y.ValueKind == JsonValueKind.Number && y.TryGetInt32(out var year) && year is >= 1970 and <= 9998
                ? year
                : throw new CalendarFormatException($"knownYears[{i}]", "is not a year"))];
    }

    private static OpenInterval[] Intervals(JsonElement value, string path)
    {
        Expect(value, JsonValueKind.Array, path, "a list of [start, end] pairs");
        var list = value.EnumerateArray().Select((pair, i) => Interval(pair, $"{path}[{i}]")).ToArray();
        if (list.Length > CalendarDefinition.MaxIntervalsPerDay)
            throw new CalendarFormatException(path, $"more than {CalendarDefinition.MaxIntervalsPerDay} intervals in a day");
        for (var i = 1; i < list.Length; i++)
        {
            if (list[i].Start < list[i - 1].EndFromStartOfDay)
                throw new CalendarFormatException($"{path}[{i}]", $"{list[i]} overlaps or precedes {list[i - 1]}; write intervals in order");
        }

        return list;
    }

    private static OpenInterval Interval(JsonElement pair, string path)
    {
        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2)
            throw new CalendarFormatException(path, "is not a pair [start, end]");
        return new OpenInterval(Minute(pair[0], false, $"{path}[0]"), Minute(pair[1], true, $"{path}[1]"));
    }

    private static int Minute(JsonElement value, bool isEnd, string path) =>
        OpenInterval.TryParseMinute(Text(value, path), isEnd, out var minute) ? minute
            : throw new CalendarFormatException(path, $"\"{value}\" is not a time; use HH:mm, and 24:00 only as an end");

    private static DateOnly Date(string text, string path) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
            : throw new CalendarFormatException(path, $"\"{text}\" is not a date; use YYYY-MM-DD");

    private static string Text(JsonElement value, string path)
    {
        Expect(value, JsonValueKind.String, path, "a string");
        return value.GetString()!;
    }

    private static void Expect(JsonElement value, JsonValueKind kind, string path, string what)
    {
        if (value.ValueKind != kind)
            throw new CalendarFormatException(path, $"must be {what}");
    }

    public static string Write(CalendarDefinition calendar)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("timeZone", calendar.TimeZone);
            json.WriteStartObject("weekly");
            foreach (var day in calendar.Weekly.OrderBy(d => ((int)d.Key + 6) % 7))
                Write(json, Days[(int)day.Key], day.Value);
            json.WriteEndObject();
            json.WriteStartArray("closedDates");
            foreach (var day in calendar.ClosedDates.Order())
                json.WriteStringValue(Text(day));
            json.WriteEndArray();
            json.WriteStartObject("openDates");
            foreach (var day in calendar.OpenDates.OrderBy(d => d.Key))
                Write(json, Text(day.Key), day.Value);
            json.WriteEndObject();
            if (calendar.KnownYears is { } years)
            {
                json.WriteStartArray("knownYears");
                foreach (var year in years.Order())
                    json.WriteNumberValue(year);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<OpenInterval> intervals)
    {
        json.WriteStartArray(name);
        foreach (var interval in intervals)
        {
            json.WriteStartArray();
            json.WriteStringValue(OpenInterval.Text(interval.Start));
            json.WriteStringValue(OpenInterval.Text(interval.End));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
