using System.Collections.Concurrent;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Dealers;

/// <summary>Calendars by id and version. A version never changes, so each is parsed once.</summary>
public sealed class Calendars
{
    /// <summary>The maker's own desk, shipped with an empty store (DECISIONS 12).</summary>
    public const string Desk = "cn-office";

    private const string NewestSql = "select id, version, definition from calendar where id = @id order by version desc limit 1";
    private const string VersionSql = "select id, version, definition from calendar where id = @id and version = @version";

    private const string AddSql = """
        insert into calendar (id, version, name, definition, created_at) values (@id, @version, @name, @definition, @at)
        on conflict do nothing
        """;

    /// <summary>Another node's change is seen after this time at the latest; one of this node at once.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string, long), CalendarVersion> _known = new();
    private readonly ConcurrentDictionary<string, (CalendarVersion Calendar, DateTimeOffset ReadAt)> _newest = new();

    /// <summary>What counts for new promises.</summary>
    public CalendarVersion Newest(Unit unit, string id)
    {
        if (_newest.TryGetValue(id, out var newest) && unit.Now - newest.ReadAt < LookAgain) return newest.Calendar;
        var calendar = Known(unit.First<CalendarRow>(NewestSql, new { id }) ?? throw new InvalidOperationException($"There is no calendar '{id}'."));
        _newest[id] = (calendar, unit.Now);
        return calendar;
    }

    public CalendarVersion Version(Unit unit, string id, long version) => _known.TryGetValue((id, version), out var known)
        ? known
        : Known(unit.First<CalendarRow>(VersionSql, new { id, version }) ?? throw new InvalidOperationException($"There is no calendar '{id}' version {version}."));

    internal CalendarVersion Known(CalendarRow row) => _known.GetOrAdd((row.Id, row.Version), static (_, row) =>
        new CalendarVersion(row.Id, row.Version, new BusinessCalendar(CalendarDefinition.Parse(row.Definition))), row);

    /// <summary>A new version was committed here.</summary>
    internal void Forget(string id) => _newest.TryRemove(id, out _);

    public static void Add(Unit unit, string id, long version, string name, string definition) =>
        unit.Add(AddSql, ("id", id), ("version", version), ("name", name), ("definition", definition), ("at", unit.NowMs));
}

public sealed record CalendarVersion(string Id, long Version, BusinessCalendar Calendar);

internal sealed record CalendarRow(string Id, long Version, string Definition);
