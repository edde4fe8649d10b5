using System.Text.Json;

namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>A country's days off and the weekend days it works instead, for the years that are published.</summary>
/// <param name="Source">Where the days were taken from.</param>
public sealed record NationalDays(string Region, string Source, IReadOnlyList<int> Years, IReadOnlyList<DateOnly> Off, IReadOnlyList<DateOnly> Working)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads <c>{region, source, years, off, working}</c>.</summary>
    public static NationalDays Parse(string json) =>
        JsonSerializer.Deserialize<NationalDays>(json, Json) ?? throw new CalendarFormatException("$", "must be an object");
}
