using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// Pre-authorised addresses of streams: good for 60 seconds, once, in one conversation, from the page that asked for
/// it. They are signed, so only their use is stored; any node can honour another's.
/// </summary>
internal sealed class StreamTickets(Keys keys, PublicAddress address, IChannelLog log, TimeProvider time)
{
    private const string Purpose = "stream";
    private const int NonceBytes = 16;
    private const int SignatureBytes = 16;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    /// <param name="origin">As <see cref="Origins.Of"/> tells.</param>
    public string Url(string conversation, long watermark, string? origin)
    {
        var bytes = new byte[NonceBytes + 8 + SignatureBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(NonceBytes), (time.GetUtcNow() + Life).ToUnixTimeMilliseconds());
        keys.Sign(Purpose, Signed(conversation, origin, bytes)).AsSpan(0, SignatureBytes).CopyTo(bytes.AsSpan(NonceBytes + 8));
        return $"{address.WebSocket}/v3/directline/conversations/{conversation}/stream?watermark={watermark}&t={WebEncoders.Base64UrlEncode(bytes)}";
    }

    /// <summary>False for a ticket that is not ours, not for this conversation and page, too old, or used.</summary>
    public async Task<bool> TryUseAsync(string? ticket, string conversation, string? origin, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = WebEncoders.Base64UrlDecode(ticket ?? "");
        }
        catch (FormatException)
        {
            return false;
        }

        if (bytes.Length != NonceBytes + 8 + SignatureBytes || !keys.Verify(Purpose, Signed(conversation, origin, bytes), bytes.AsSpan(NonceBytes + 8))) return false;
        var until = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(NonceBytes)));
        if (until <= time.GetUtcNow()) return false;
        // Kept beyond its life: another node's clock may be behind.
        return await log.TryTakeAsync("t:" + WebEncoders.Base64UrlEncode(bytes.AsSpan(0, NonceBytes)), until + Life, cancellationToken);
    }

    private static byte[] Signed(string conversation, string? origin, byte[] bytes) =>
        [.. Encoding.UTF8.GetBytes($"{conversation}\n{origin}\n"), .. bytes.AsSpan(0, NonceBytes + 8)];
}
