using Crm.Host.Http;
using Crm.Host.Plugins;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.My;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Crm.Host.Auth;

public static class AuthSetup
{
    private const string Either = "crm";

    /// <summary>Sign-in by cookie or bearer token, and the keys of intake routes. Needs the store and <c>CrmOptions</c>.</summary>
    public static IServiceCollection AddCrmAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddAccounts();
        services.AddSingleton(new BootstrapToken(configuration["Crm:Auth:BootstrapToken"]));
        services.AddSingleton(configuration.GetSection("Crm:Api:RateLimit").Get<RateLimitOptions>() ?? new RateLimitOptions());
        services.AddSingleton<KeyLimits>();
        services.AddSingleton(s => new SignInThrottle(configuration.GetValue("Crm:Auth:SignInsPerMinutePerIp", 30), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IApiKeys, ApiKeys>();
        services.AddSingleton<MyLimits>();
        var my = configuration.GetSection("Crm:My").Get<MyOptions>() ?? new MyOptions();

        services.AddDataProtection().SetApplicationName("crm");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = s.GetRequiredService<ProtectionKeys>()));
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? Principals.Bearer : Principals.Cookie)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(Principals.Bearer, null)
            .AddCookie(Principals.Cookie, SessionCookie.Configure)
            .AddCookie(MySession.Scheme, options => MySession.Configure(options, my))
            .AddScheme<AuthenticationSchemeOptions, MyBearer>(MyBearer.SchemeName, null);

        // Not the group of endpoints but the path decides, so that no route of the API is open because somebody forgot a line.
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationProblems>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context =>
            context.Resource is HttpContext http && !ApiPath.Covers(http.Request.Path) || context.User.Identity?.IsAuthenticated == true).Build());
        return services;
    }
}
