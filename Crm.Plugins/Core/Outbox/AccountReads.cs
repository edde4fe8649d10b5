using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// Accounts of the started plugins by what they are good for: the plugin offers the read, and the account has the
/// feature. One that names no features at all is good for whatever its plugin offers.
/// </summary>
public static class AccountReads
{
    public const string Contacts = "external-contact";
    public const string CustomerService = "customer-service";

    /// <param name="feature">Null = any account of such a plugin.</param>
    public static IEnumerable<(string Channel, ChannelAccount Account)> With<TReads>(this IPluginReads reads, string? feature = null) where TReads : class =>
        reads.With(feature).Where(found => reads.Offers<TReads>(found.Channel));

    public static IEnumerable<(string Channel, ChannelAccount Account)> With(this IPluginReads reads, string? feature) =>
        reads.Accounts.Where(found => feature is null || found.Account.Features.Count == 0 || found.Account.Features.Any(one => one.Name == feature));

    /// <summary>Apps of one company see the same contacts and groups: one of them is enough.</summary>
    public static IEnumerable<(string Channel, ChannelAccount Account)> OnePerCompany(this IEnumerable<(string Channel, ChannelAccount Account)> accounts) =>
        accounts.DistinctBy(found => (found.Channel, found.Account.Company));

    /// <summary>False while an error of configuration stands in the way.</summary>
    public static bool Works(this ChannelAccount account, string feature) => account.Features.FirstOrDefault(one => one.Name == feature)?.Working ?? true;
}
