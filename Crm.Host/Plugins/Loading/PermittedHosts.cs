namespace Crm.Host.Plugins.Loading;

/// <summary>
/// Refuses requests to hosts that neither the manifest nor the operator named. Redirects are never followed, so an
/// allowed host cannot send the plugin elsewhere. A guard rail: code in the process can always open its own socket.
/// </summary>
internal sealed class PermittedHosts(string pluginId, IEnumerable<string> hosts, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly string[] _hosts = [.. hosts.Select(h => h.Trim('[', ']').ToLowerInvariant())];

    /// <summary>The client a plugin gets.</summary>
    public static HttpClient CreateClient(string pluginId, IEnumerable<string> hosts)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Follows a platform's changes of address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new HttpClient(new PermittedHosts(pluginId, hosts, sockets)) { Timeout = TimeSpan.FromSeconds(60) };
    }

    public bool Permits(Uri address)
    {
        var host = address.IdnHost.ToLowerInvariant();
        return _hosts.Any(h => h == host || (h.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(h[1..], StringComparison.Ordinal)));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { IsAbsoluteUri: true } address && Permits(address)
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException($"Plugin {pluginId} may not reach {request.RequestUri?.Host}: name it in the manifest's permissions.http or in a setting of format uri.");
}
