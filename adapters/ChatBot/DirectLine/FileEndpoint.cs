using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary><c>GET files/{id}</c>: a file of a conversation for whoever has its signed address; harmless in any page.</summary>
internal sealed class FileEndpoint(FileAddresses addresses, IHostMedia media, SessionAnswer answer, Cors cors)
{
    public async Task RunAsync(HttpContext context)
    {
        var id = (string)context.GetRouteValue("id")!;
        var query = context.Request.Query;
        if (!addresses.IsGood(id, query["e"], query["s"]) || await media.GetAsync(id, context.RequestAborted) is not { } content)
        {
            await DirectLineEndpoints.WriteAsync(context, answer.Error(context.Request.Headers, new DirectLineError(404, "NotFound", "There is no such file, or its address has expired.")));
            return;
        }

        var headers = context.Response.Headers;
        foreach (var (name, value) in cors.Headers(context.Request.Headers)) headers[name] = value;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, max-age=3600";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        var disposition = new ContentDispositionHeaderValue(FileKinds.IsShown(content.ContentType) ? "inline" : "attachment");
        disposition.SetHttpFileName(content.FileName ?? "file");
        headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = content.ContentType;
        context.Response.ContentLength = content.Bytes.Length;
        await context.Response.Body.WriteAsync(content.Bytes, context.RequestAborted);
    }
}
