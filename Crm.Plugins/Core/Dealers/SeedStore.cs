using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Dealers;

/// <summary>What every store needs to take its first lead: the maker's own desk and its hours (DECISIONS 12).</summary>
public sealed class SeedStore(Writer writer)
{
    public Task RunAsync() => writer.WriteAsync(unit =>
        Calendars.Add(unit, Calendars.Desk, 1, "Maker's own desk", CalendarTemplates.ChineseOffice.ToJson()));
}
