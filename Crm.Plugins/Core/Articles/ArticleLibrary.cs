using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>
/// The index of what is approved, kept in memory. Each question first reads one number; where another node or a person
/// changed an article, the index is made anew, so that what was retired is never said again anywhere.
/// </summary>
public sealed class ArticleLibrary(VehicleCatalogue vehicles)
{
    private ArticleIndex? _index;

    public VehicleCatalogue Vehicles => vehicles;

    public ArticleIndex Current(Unit unit)
    {
        var revision = ArticleStore.Revision(unit);
        if (Volatile.Read(ref _index) is { } known && known.Revision == revision) return known;
        var index = new ArticleIndex([.. ArticleStore.Approved(unit).Select(row => row.Ready())], vehicles, revision);
        Volatile.Write(ref _index, index);
        // What was read may be of this very transaction, and not come to be.
        unit.OnRollback(() => Volatile.Write(ref _index, null));
        return index;
    }
}
