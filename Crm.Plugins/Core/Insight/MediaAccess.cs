using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Who may open a file: the maker's people any, a dealer those of customers whose lead it has accepted.</summary>
internal static class MediaAccess
{
    private const string Sql = """
        select m.id from media m where m.id = @id and (@own is null or exists (
            select 1 from lead l where l.customer_id = m.customer_id and l.dealer_id = @own and l.accepted_at is not null))
        """;

    public static async Task<bool> MaySeeAsync(Database database, Caller caller, string mediaId) =>
        await database.FirstAsync<string>(Sql, new { id = mediaId, own = caller.DealerId }) is not null;
}
