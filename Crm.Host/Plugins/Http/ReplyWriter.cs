using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Http;

/// <summary>Writes a plugin's answer, which the barrier has already found fit to send.</summary>
internal static class ReplyWriter
{
    public static async Task WriteAsync(HttpContext context, ChannelReply reply)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers ?? new Dictionary<string, string>()) response.Headers[name] = value;
        if (reply.ContentType is not null) response.ContentType = reply.ContentType;

        // 204 and 304 must not announce a body, not even an empty one.
        if (reply.Status is 204 or 304) return;
        response.ContentLength = reply.Body.Length;
        await response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }
}
