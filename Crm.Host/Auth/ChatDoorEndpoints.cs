using Crm.Host.Http;
using Crm.Host.Plugins.Http;
using Crm.Plugins.Core.ChatKeys;
using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Crm.Host.Auth;

/// <summary><c>/api/chat/{key}</c>: open to everybody, so slowed down by address; and the way from a chat to the customer's own promises.</summary>
internal static class ChatDoorEndpoints
{
    public static void Map(WebApplication app)
    {
        var chat = app.MapGroup("/api/chat").AllowAnonymous();
        var limit = new PerIpLimit(app.Configuration.GetValue("Crm:Chat:RequestsPerMinutePerIp", 120), app.Services.GetRequiredService<TimeProvider>());
        chat.AddEndpointFilter(async (invocation, next) =>
        {
            if (limit.TryTake(invocation.HttpContext.Connection.RemoteIpAddress, out var wait)) return await next(invocation);
            Problems.RetryAfter(invocation.HttpContext, wait);
            throw new ProblemException(429, "rate-limited", "Too many requests; wait as long as Retry-After says.");
        });
        chat.MapChatDoor();
        chat.MapPost("/{key}/my", OpenMy).WithTags("chat");
    }

    /// <summary>Whoever holds a conversation's token is its visitor, so he may see and move what was promised to him.</summary>
    private static async Task<ChatMySession> OpenMy(
        OpenChat open, MyLinks links, IOptionsMonitor<CookieAuthenticationOptions> cookies, TimeProvider time, string key, ChatMyInput input, CancellationToken cancellationToken)
    {
        var customer = await open.CustomerAsync(key, input.Token, cancellationToken) ?? throw ProblemException.NotFound("customer");
        var principal = MySession.Of(customer, await links.GenerationAsync(customer), MyBearer.SchemeName);
        return new ChatMySession(MyBearer.Seal(cookies.Get(MySession.Scheme), principal, time.GetUtcNow()));
    }
}

/// <param name="Token">The conversation's.</param>
public sealed record ChatMyInput(string? Token);

/// <param name="Session">Goes into the header <c>Authorization: My …</c> of calls to <c>/api/my</c>.</param>
public sealed record ChatMySession(string Session);
