using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary><c>POST connector/token</c>: a bot without a login service of its own buys its tokens here, with the secret we share (OAuth client credentials).</summary>
internal sealed class BotTokenEndpoint(ChannelTokens tokens, ExternalBotOptions options)
{
    public async Task<ChannelReply> RunAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body.Span));
        if (form.GetValueOrDefault("grant_type") != "client_credentials") return Refuse(400, "unsupported_grant_type");
        if (options.Secret is null || !Same(form.GetValueOrDefault("client_id").ToString(), options.AppId) || !Same(form.GetValueOrDefault("client_secret").ToString(), options.Secret))
            return Refuse(401, "invalid_client");
        return BotAnswers.Ok(new JsonObject
        {
            ["token_type"] = "Bearer", ["expires_in"] = (int)ChannelTokens.Life.TotalSeconds, ["access_token"] = await tokens.OfBotAsync(cancellationToken),
        });
    }

    private static bool Same(string given, string wanted) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));

    private static ChannelReply Refuse(int status, string error) => BotAnswers.Ok(new JsonObject { ["error"] = error }, status);
}
