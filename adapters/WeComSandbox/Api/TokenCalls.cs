using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Tokens and JS-SDK tickets (4.1, 4.7).</summary>
internal static class TokenCalls
{
    public static JsonObject Get(World world, ApiRequest request)
    {
        var (token, life) = world.Tokens.Issue(request.Query("corpid"), request.Query("corpsecret"));
        return new JsonObject { ["access_token"] = token, ["expires_in"] = life };
    }

    public static JsonObject CompanyTicket(Company company, ApiRequest request) => Show(company.Ticket.Ask(company.Now));

    public static JsonObject AgentTicket(Company company, ApiRequest request) =>
        request.Query("type") == "agent_config" ? Show(request.App.AgentTicket.Ask(company.Now)) : throw new WeComError(40005, "type must be agent_config");

    private static JsonObject Show((string Ticket, int ExpiresIn) ticket) => new() { ["ticket"] = ticket.Ticket, ["expires_in"] = ticket.ExpiresIn };
}
