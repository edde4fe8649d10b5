using System.Buffers;
using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Calls;

/// <summary>Finds answers HTTP cannot carry while they still count as the plugin's fault and not the server's.</summary>
internal static class ReplyCheck
{
    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static ChannelReply Check(ChannelReply? reply)
    {
        if (reply is null) throw new InvalidOperationException("Reply returned null.");
        if (reply.Status is < 200 or > 599) throw new InvalidOperationException($"{reply.Status} is no status of a final answer.");
        if (!Sendable(reply.ContentType)) throw new InvalidOperationException("The content type cannot be sent.");
        foreach (var (name, value) in reply.Headers ?? new Dictionary<string, string>())
        {
            // The host frames the message itself.
            var framing = name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);
            if (framing || name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameChars) || !Sendable(value))
                throw new InvalidOperationException($"The header {name} cannot be sent.");
        }

        return reply;
    }

    private static bool Sendable(string? value) => value is null || value.All(c => c is '\t' or >= ' ' and < '\u007f');
}
