using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Accounts;

/// <summary>Users, tokens and the audit trail. Administrators only, but a team lead may see who there is.</summary>
public static class AccountEndpoints
{
    private const int MostAgents = 500;

    public static void Map(RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("").WithTags("accounts");
        accounts.MapGet("/users", ListUsers);
        accounts.MapGet("/users/{id}", GetUser);
        accounts.MapGet("/agents", ListAgents);
        accounts.MapPost("/users", CreateUser);
        accounts.MapPatch("/users/{id}", ChangeUser);
        accounts.MapGet("/tokens", ListTokens);
        accounts.MapGet("/tokens/{id}", GetToken);
        accounts.MapPost("/tokens", CreateToken);
        accounts.MapDelete("/tokens/{id}", RevokeToken);
        accounts.MapGet("/audit", ListAudit);
    }

    private static async Task<Paged<UserItem>> ListUsers(Users users, Caller caller, PageRequest page)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return Paged<UserItem>.Of([.. (await users.ListAsync(page)).Select(UserItem.From)], page, user => user.Id);
    }

    /// <summary>Colleagues a conversation can be passed to: names only, for everybody at the maker's desk.</summary>
    private static async Task<Paged<AgentItem>> ListAgents(Users users, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var all = await users.ListAsync(new PageRequest("~", MostAgents));
        return new Paged<AgentItem>([.. all.Where(user => user.Active && user.Role != Role.Dealer).Select(user => new AgentItem(user.Id, user.DisplayName))], null);
    }

    private static async Task<UserItem> GetUser(Users users, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return await users.GetAsync(id) is { } user ? UserItem.From(user) : throw ProblemException.NotFound("user");
    }

    private static async Task<Created<UserItem>> CreateUser(Users users, Caller caller, CreateUserBody body)
    {
        var user = await users.CreateAsync(new NewUser(body.UserName, body.DisplayName, body.Role, body.DealerId, body.Locale), body.Password, caller);
        return TypedResults.Created($"/api/v1/users/{user.Id}", UserItem.From(user));
    }

    private static async Task<UserItem> ChangeUser(Users users, Caller caller, IfMatch match, string id, UserChange change) =>
        UserItem.From(await users.ChangeAsync(id, change, match, caller));

    private static async Task<Paged<TokenItem>> ListTokens(ApiTokens tokens, Caller caller, PageRequest page)
    {
        caller.MustBe(Role.Admin);
        return Paged<TokenItem>.Of([.. (await tokens.ListAsync(page)).Select(token => TokenItem.From(token))], page, token => token.Id);
    }

    private static async Task<TokenItem> GetToken(ApiTokens tokens, Caller caller, string id)
    {
        caller.MustBe(Role.Admin);
        return await tokens.GetAsync(id) is { } token ? TokenItem.From(token) : throw ProblemException.NotFound("token");
    }

    private static async Task<Created<TokenItem>> CreateToken(ApiTokens tokens, Caller caller, HttpContext context, NewToken input)
    {
        var (token, secret) = await tokens.CreateAsync(input, caller);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/tokens/{token.Id}", TokenItem.From(token, secret));
    }

    private static async Task<NoContent> RevokeToken(ApiTokens tokens, Caller caller, string id)
    {
        await tokens.RevokeAsync(id, caller);
        return TypedResults.NoContent();
    }

    private static async Task<Paged<AuditItem>> ListAudit(Database database, Caller caller, PageRequest page, string? subject = null, string? actor = null)
    {
        caller.MustBe(Role.Admin);
        return Paged<AuditItem>.Of([.. (await Audit.ListAsync(database, subject, actor, page)).Select(AuditItem.From)], page, entry => entry.Id);
    }
}

public sealed record CreateUserBody(string? UserName, string? DisplayName, string? Role, string? DealerId, string? Locale, string? Password);

public sealed record UserItem(
    string Id, string UserName, string DisplayName, string Role, string? DealerId, string Locale, bool Active, string CreatedAt, long Version)
{
    public static UserItem From(User user) => new(
        user.Id, user.UserName, user.DisplayName, Words.Of(user.Role), user.DealerId, user.Locale, user.Active, Instants.Iso(user.CreatedAt), user.Version);
}

/// <param name="Token">The secret, in the answer to its creation only.</param>
public sealed record TokenItem(
    string Id, string Name, string Last4, IReadOnlyList<string> Scopes, string Role, string? DealerId, int? PerMinute, int? Burst,
    string CreatedAt, string? ExpiresAt, string? RevokedAt, string? LastUsedAt, string? Token)
{
    public static TokenItem From(ApiToken token, string? secret = null) => new(
        token.Id, token.Name, token.Last4, token.Scopes, Words.Of(token.Role), token.DealerId, token.PerMinute, token.Burst,
        Instants.Iso(token.CreatedAt), Instants.IsoOrNull(token.ExpiresAt), Instants.IsoOrNull(token.RevokedAt),
        Instants.IsoOrNull(token.LastUsedAt), secret);
}

public sealed record AuditItem(string Id, string At, string Actor, string ActorName, string Action, string Subject, string Detail)
{
    public static AuditItem From(AuditRow row) => new(row.Id, Instants.Iso(row.At), row.Actor, row.ActorName, row.Action, row.Subject, row.Detail);
}

public sealed record AgentItem(string Id, string Name);
