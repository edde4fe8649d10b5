using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Store.Tests.Accounts;

/// <summary>The accounts of one node on a test store.</summary>
internal sealed class AccountStore(TestStore store)
{
    public const string Password = "correct horse battery";
    public static readonly Caller Admin = new("boss", "Boss", Role.Admin, null, false);

    public UserCache Cache { get; } = new(store.Database, store.Time);

    public Users Users => new(store.Database, store.Writer, Cache, new CrmOptions());

    public ApiTokens Tokens { get; } = new(store.Database, store.Writer, new TokenUse(store.Writer, store.Time, store.Log.For<TokenUse>()), store.Time);

    public ProtectionKeys Keys => new(store.Database, store.Writer, store.Time);
}
