using System.Text.Json.Nodes;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>Calls a channel's connector with our token. A token it refuses is replaced once.</summary>
internal sealed class ConnectorClient(ConnectorHttp http, SharedTokens tokens, ConnectorOptions options)
{
    /// <summary>More is refused by the platform with <c>MessageSizeTooBig</c>.</summary>
    public const int MostBodyBytes = 262_144;

    /// <param name="path">One of <see cref="ConnectorRoutes"/>.</param>
    /// <param name="skill">App id of a bot that called us as its skill; null for channels.</param>
    /// <param name="key">The same for every try of one effect.</param>
    public async Task<ConnectorAnswer> CallAsync(
        HttpMethod method, string serviceUrl, string path, byte[]? body, string? skill, string? key, CancellationToken cancellationToken)
    {
        var address = ConnectorRoutes.Below(serviceUrl, path);
        if (options.AppId.Length == 0) return await http.ExchangeAsync(method, address, body, null, key, cancellationToken);
        AccessToken? failed = null;
        for (var attempt = 1; ; attempt++)
        {
            var token = await tokens.GetAsync(skill is null ? options.Scope : $"{skill}/.default", failed, cancellationToken);
            if (token.Token is null) return new(token.MayPass ? CallEnd.NoTokenNow : CallEnd.NoToken, 0);
            var answer = await http.ExchangeAsync(method, address, body, token.Token, key, cancellationToken);
            if (answer.Status != 401 || attempt == 2) return answer;
            failed = token.Token;
        }
    }
}
