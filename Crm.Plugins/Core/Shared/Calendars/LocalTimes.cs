using NodaTime;

namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>
/// Wall-clock times and instants, by IANA zone. Used instead of <see cref="TimeZoneInfo"/>, which throws for a local
/// time that a clock change skips and silently takes the later instant for one that it repeats.
/// </summary>
public static class LocalTimes
{
    /// <summary>
    /// The instant of a booked local time. A skipped time moves forward by the length of the gap; of a repeated time
    /// the earlier instant is taken. Both are flagged.
    /// </summary>
    /// <param name="local">Wall-clock time; its <see cref="DateTime.Kind"/> is ignored.</param>
    /// <exception cref="ArgumentException">Unknown zone.</exception>
    public static ResolvedTime Resolve(DateTime local, string zone)
    {
        var wall = LocalDateTime.FromDateTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
        var tz = Zone(zone);
        var kind = tz.MapLocal(wall).Count switch
        {
            0 => LocalTimeKind.ShiftedForward,
            1 => LocalTimeKind.Exact,
            _ => LocalTimeKind.Ambiguous,
        };
        return new ResolvedTime(tz.AtLeniently(wall).ToDateTimeOffset(), kind);
    }

    /// <summary>The same instant with the offset that the zone has then.</summary>
    /// <exception cref="ArgumentException">Unknown zone.</exception>
    public static DateTimeOffset At(DateTimeOffset instant, string zone) =>
        Instant.FromDateTimeOffset(instant).InZone(Zone(zone)).ToDateTimeOffset();

    public static bool IsKnownZone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    internal static DateTimeZone Zone(string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
        ?? throw new ArgumentException($"\"{zone}\" is not a known time zone; use an IANA id such as Asia/Shanghai.", nameof(zone));
}

/// <param name="Instant">With the zone's offset at that instant.</param>
public readonly record struct ResolvedTime(DateTimeOffset Instant, LocalTimeKind Kind);

/// <summary>How a local time was found.</summary>
public enum LocalTimeKind
{
    Exact,
    /// <summary>Skipped by a clock change; moved forward by the length of the gap.</summary>
    ShiftedForward,
    /// <summary>Repeated by a clock change; the earlier instant was taken.</summary>
    Ambiguous,
}
