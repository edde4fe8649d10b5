using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>Who will call, as the customer is told.</summary>
internal static class Who
{
    /// <param name="dealerId">Null = the maker's own desk.</param>
    public static string Calls(Unit unit, string? dealerId, string locale) => dealerId is not null && DealerStore.Name(unit, dealerId) is { } name
        ? Texts.Format(locale, TextKeys.WhoDealer, ("dealer", name))
        : Texts.Format(locale, TextKeys.WhoDesk);
}
