using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Dealers;

/// <summary>Creates and changes dealers. Routing sees the change with the next lead.</summary>
public sealed class SaveDealer(Writer writer)
{
    /// <summary>Bumped with every change of a dealer or calendar, so that other nodes read anew.</summary>
    public const string VersionKey = "dealers.version";

    private const string BumpSql = """
        insert into setting (key, value) values (@key, @value) on conflict (key) do update set value = excluded.value
        """;

    public Task<DealerRow> CreateAsync(DealerInput input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var row = Merge(unit, null, input) with { Id = Ids.New(unit.Now), CreatedAt = unit.NowMs, Active = 1, Version = 1 };
            if (!DealerStore.Add(unit, row)) throw ProblemException.Conflict("dealer-code-taken", "Another dealer has this code; codes are unique.");
            Bump(unit);
            return row;
        });
    }

    public Task<DealerRow> ChangeAsync(string id, DealerInput input, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var old = DealerStore.Get(unit, id) ?? throw ProblemException.NotFound("dealer");
            match.Check(old.Version);
            var row = Merge(unit, old, input);
            if (!DealerStore.Update(unit, row)) throw ProblemException.VersionConflict(old.Version);
            Bump(unit);
            return row with { Version = old.Version + 1 };
        });
    }

    internal static void Bump(Unit unit) => unit.Add(BumpSql, ("key", VersionKey), ("value", Ids.New(unit.Now)));

    private static DealerRow Merge(Unit unit, DealerRow? old, DealerInput input)
    {
        var code = old?.Code ?? Text(input.Code, "code", 50);
        var zone = input.TimeZone ?? old?.TimeZone ?? "Asia/Shanghai";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) throw ProblemException.Invalid("unknown-time-zone", "timeZone is an IANA name such as Asia/Shanghai.");
        if (input.DailyCap is < 0) throw ProblemException.Invalid("bad-daily-cap", "dailyCap is 0 or more; leave it out for no limit.");
        if (input.Weight is < 1 or > 1000) throw ProblemException.Invalid("bad-weight", "weight is a whole number from 1 to 1000.");
        return new DealerRow(
            old?.Id ?? "", code, input.Name is null && old is not null ? old.Name : Text(input.Name, "name", 200),
            input.Brands is null ? old?.Brands ?? "[]" : Json(input.Brands), input.Regions is null ? old?.Regions ?? "[]" : Json(input.Regions),
            zone, input.CalendarId is null ? old?.CalendarId ?? DealerCalendar(unit, code, zone) : Existing(unit, input.CalendarId),
            input.DailyCap ?? old?.DailyCap ?? -1, input.Weight ?? old?.Weight ?? 1,
            input.Capabilities is null ? old?.Capabilities ?? "[]" : Json(input.Capabilities),
            input.Location?.Latitude ?? old?.Latitude ?? 999, input.Location?.Longitude ?? old?.Longitude ?? 999,
            input.Active is { } active ? active ? 1 : 0 : old?.Active ?? 1, old?.CreatedAt ?? 0, old?.Version ?? 1,
            input.Phone is null ? old?.Phone ?? "" : Phone(input.Phone));
    }

    /// <summary>No calendar given: 09:00 to 18:00 every day in the dealer's zone, one calendar per zone.</summary>
    private static string DealerCalendar(Unit unit, string code, string zone)
    {
        var id = "dealer-default-" + zone.Replace('/', '-').ToLowerInvariant();
        Calendars.Add(unit, id, 1, "09:00-18:00 " + zone, CalendarTemplates.DealerDefault(zone).ToJson());
        return id;
    }

    private static string Existing(Unit unit, string calendarId) => unit.First<string>("select id from calendar where id = @id limit 1", new { id = calendarId })
        ?? throw ProblemException.Invalid("unknown-calendar", "calendarId names no calendar; create it first with POST /api/v1/calendars.");

    private static string Text(string? value, string name, int max) => value?.Trim() is { Length: > 0 } text && text.Length <= max
        ? text
        : throw ProblemException.Invalid("missing-" + name, $"{name} is required and has at most {max} characters.");

    /// <summary>As customers see it on their telephone; an empty one is taken away.</summary>
    private static string Phone(string text) => text.Trim() is var phone && phone.Length <= 30 && phone.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ' or '(' or ')')
        ? phone
        : throw ProblemException.Invalid("bad-phone", "phone is the number the dealer calls from: digits, blanks, + - ( ), at most 30 characters.");

    private static string Json(IReadOnlyList<string> values) => JsonSerializer.Serialize(values);
}

/// <summary>Body of POST and PATCH; absent members keep what is there or take the default.</summary>
/// <param name="Phone">The number that customers see when the dealer calls.</param>
public sealed record DealerInput(
    string? Code, string? Name, IReadOnlyList<string>? Brands, IReadOnlyList<string>? Regions, string? TimeZone, string? CalendarId,
    long? DailyCap, long? Weight, IReadOnlyList<string>? Capabilities, GeoInput? Location, bool? Active, string? Phone = null);

public sealed record GeoInput(double Latitude, double Longitude);
