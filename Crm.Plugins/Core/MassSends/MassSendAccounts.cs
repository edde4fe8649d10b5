using Crm.Plugins.Contract;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>Accounts whose members can be asked to send.</summary>
public sealed class MassSendAccounts(IPluginReads plugins, Database database)
{
    public IReadOnlyList<MassSendAccount> All =>
    [
        .. plugins.With<IMassSendReads>(AccountReads.Contacts)
            .Select(a => new MassSendAccount(a.Channel, a.Account.Key, a.Account.Company, a.Account.Dealer, a.Account.Works(AccountReads.Contacts))),
    ];

    internal MassSendAccount Find(string? channel, string? account) =>
        All.FirstOrDefault(a => (channel is null || a.Channel == channel) && (account is null || a.Account == account))
        ?? throw ProblemException.Invalid("unknown-account", "account is one of GET /api/v1/mass-sends/accounts.");

    /// <summary>Id of the dealer whose company this is; null for the maker's own.</summary>
    internal async Task<string?> DealerIdAsync(MassSendAccount account) => account.Dealer is { } code
        ? (await DealerStore.ListAsync(database, null, code, "~", 1)).Select(dealer => dealer.Id).FirstOrDefault()
        : null;
}

/// <param name="Dealer">Code of the dealer whose company it is; null for the maker's own.</param>
/// <param name="Working">False while an error of configuration stands in the way.</param>
public sealed record MassSendAccount(string Channel, string Account, string Company, string? Dealer, bool Working)
{
    internal string QuotaKey => $"{Channel}:{Company}";
}
