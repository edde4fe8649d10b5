using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Plugins.Core.Leads;

/// <summary>What kind of lead the words make.</summary>
public static class Wishes
{
    public static Wish Of(Recognised said) =>
        said.Has(IntentNames.TestDrive) ? Wish.TestDrive
        : said.Has(IntentNames.TradeIn) ? Wish.TradeIn
        : said.Has(IntentNames.Lease) ? Wish.Lease
        : said.Has(IntentNames.Finance) ? Wish.Finance
        : Wish.Buy;
}
