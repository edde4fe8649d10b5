using System.Net;

namespace Crm.Host.Plugins.Loading;

/// <summary>
/// Refuses requests to hosts that neither the manifest nor the operator named. A plugin that must call addresses it is
/// told at run time asks for <c>*</c>: then any other host is reached too, over https, directly, and only at a public
/// address. Redirects are never followed, so an allowed host cannot send the plugin elsewhere. A guard rail: code in the
/// process can always open its own socket.
/// </summary>
internal sealed class PermittedHosts : DelegatingHandler
{
    public const string Anywhere = "*";

    private readonly string _pluginId;
    private readonly string[] _hosts;
    private readonly HttpMessageInvoker? _open;

    /// <param name="open">For hosts nobody named; null where the plugin may not reach any.</param>
    public PermittedHosts(string pluginId, IEnumerable<string> hosts, HttpMessageHandler named, HttpMessageHandler? open = null) : base(named)
    {
        _pluginId = pluginId;
        _hosts = [.. hosts.Where(h => h != Anywhere).Select(h => h.Trim('[', ']').ToLowerInvariant())];
        _open = open is null ? null : new HttpMessageInvoker(open);
    }

    /// <summary>The client a plugin gets.</summary>
    /// <param name="resolve">Looks up the names of hosts nobody named; null asks the system.</param>
    public static HttpClient CreateClient(string pluginId, IReadOnlyList<string> hosts, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        SocketsHttpHandler? open = null;
        if (hosts.Contains(Anywhere))
        {
            var connect = new PublicConnect(resolve);
            open = Sockets();
            // Behind a proxy the address connected to would be the proxy's.
            open.UseProxy = false;
            open.ConnectTimeout = TimeSpan.FromSeconds(10);
            open.ConnectCallback = (context, cancellationToken) => connect.ConnectAsync(context.DnsEndPoint, cancellationToken);
        }

        return new HttpClient(new PermittedHosts(pluginId, hosts, Sockets(), open)) { Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Whether the host was named.</summary>
    public bool Permits(Uri address)
    {
        var host = address.IdnHost.ToLowerInvariant();
        return _hosts.Any(h => h == host || (h.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(h[1..], StringComparison.Ordinal)));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } address) throw Refusal(null, "give an absolute address");
        if (Permits(address)) return base.SendAsync(request, cancellationToken);
        if (_open is null) throw Refusal(address, "name it in the manifest's permissions.http or in a setting of format uri");
        if (address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0) throw Refusal(address, "only https addresses without a user are open to it");
        return OpenAsync(_open, request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _open?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpMessageInvoker open, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await open.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is ClosedAddressException)
        {
            throw Refusal(request.RequestUri, "it is not at a public address; name it in a setting of format host");
        }
    }

    private HttpRequestException Refusal(Uri? address, string remedy) => new($"Plugin {_pluginId} may not reach {address?.Host}: {remedy}.");

    private static SocketsHttpHandler Sockets() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // Follows a platform's changes of address.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
