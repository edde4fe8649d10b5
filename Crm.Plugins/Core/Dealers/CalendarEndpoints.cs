using System.Text.Json;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Dealers;

/// <summary>Opening hours. A change makes a new version; open promises keep the one they were made with.</summary>
public static class CalendarEndpoints
{
    private const string ListSql = """
        select c.id, c.version, c.name, c.definition from calendar c
        where c.version = (select max(n.version) from calendar n where n.id = c.id) order by c.id
        """;

    private const string NewestSql = "select coalesce(max(version), 0) from calendar where id = @id";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/calendars", List);
        api.MapPost("/calendars", Save);
    }

    private static async Task<Paged<CalendarItem>> List(Database database, Caller caller) =>
        new([.. (await database.QueryAsync<CalendarListRow>(ListSql)).Select(CalendarItem.From)], null);

    private static async Task<CalendarItem> Save(Writer writer, Calendars calendars, Caller caller, CalendarInput input)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        if (input.Id is not { Length: > 0 and <= 100 } id || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw ProblemException.Invalid("bad-calendar-id", "id is 1 to 100 letters, digits, hyphens or underscores.");
        var definition = Parse(input.Definition);
        return await writer.WriteAsync(unit =>
        {
            var version = unit.First<long>(NewestSql, new { id }) + 1;
            Calendars.Add(unit, id, version, input.Name ?? id, definition.ToJson());
            SaveDealer.Bump(unit);
            unit.AfterCommit(() => calendars.Forget(id));
            return new CalendarItem(id, version, input.Name ?? id, input.Definition);
        });
    }

    private static CalendarDefinition Parse(JsonElement definition)
    {
        try
        {
            var parsed = CalendarDefinition.Parse(definition.GetRawText());
            _ = new BusinessCalendar(parsed);
            return parsed;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw ProblemException.Invalid("bad-calendar", exception.Message);
        }
    }
}

public sealed record CalendarInput(string? Id, string? Name, JsonElement Definition);

public sealed record CalendarItem(string Id, long Version, string Name, JsonElement Definition)
{
    internal static CalendarItem From(CalendarListRow row) =>
        new(row.Id, row.Version, row.Name, JsonSerializer.Deserialize<JsonElement>(row.Definition));
}

internal sealed record CalendarListRow(string Id, long Version, string Name, string Definition);
