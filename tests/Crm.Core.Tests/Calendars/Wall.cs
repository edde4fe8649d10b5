using System.Globalization;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Calendars;

internal static class Wall
{
    /// <summary>The instant at which a clock on the wall there shows this.</summary>
    public static DateTimeOffset Clock(string local, string zone) =>
        LocalTimes.Resolve(DateTime.Parse(local, CultureInfo.InvariantCulture), zone).Instant;
}
