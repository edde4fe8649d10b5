using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>How clients reach this host: as configured, never as a request's Host header says.</summary>
internal sealed class PublicAddress(DirectLineOptions options, IHostAddress host)
{
    /// <summary>Without a slash at the end.</summary>
    public string Http => (options.PublicUrl is { Length: > 0 } configured ? configured : host.Local?.ToString() ?? "http://localhost").TrimEnd('/');

    public string WebSocket => Http.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? "wss" + Http[5..] : "ws" + Http[4..];
}
