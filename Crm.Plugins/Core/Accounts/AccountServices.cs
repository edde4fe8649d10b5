using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.Accounts;

public static class AccountServices
{
    /// <summary>Needs the store, a clock and <c>CrmOptions</c> in the container.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<UserCache>()
        .AddSingleton<Users>()
        .AddSingleton<EndedSessions>()
        .AddSingleton<TokenUse>()
        .AddSingleton<ApiTokens>()
        .AddSingleton<ProtectionKeys>();
}
