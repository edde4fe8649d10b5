namespace Crm.Host.Plugins.Http;

/// <summary>
/// Reads a body up to a limit and not a byte of buffer further. The server's own limit cannot serve: for a chunked body
/// it counts the framing too, so a body of just the right size would be refused.
/// </summary>
internal static class LimitedBody
{
    /// <summary>The body, or null where it is larger than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit) return null;

        // With a declared length the buffer fits at once; a chunked body grows it. One byte more tells "full" from "over".
        var buffer = new byte[(int)Math.Min(request.ContentLength ?? 4096, limit) + 1];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > limit) return null;
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
        }
    }
}
