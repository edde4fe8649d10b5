using System.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Host.Http;

/// <summary>Every error of the host in one shape: problem+json (RFC 9457) with a stable code and the id of the request.</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext context, int status, string code, string? detail, IEnumerable<KeyValuePair<string, object?>>? more = null)
    {
        Dictionary<string, object?> members = new() { ["code"] = code, ["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier };
        foreach (var (name, value) in more ?? []) members[name] = value;
        return TypedResults.Problem(statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), detail: detail, extensions: members).ExecuteAsync(context);
    }

    /// <summary>For an answer that has a status and nothing else.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        var (code, detail) = context.Response.StatusCode switch
        {
            401 => ("not-signed-in", "Sign in or send a bearer token."),
            403 => ("forbidden", "Your role does not allow this."),
            404 => ("not-found", "There is nothing at this address."),
            405 => ("method-not-allowed", "This address does not know the method; the header Allow lists those it knows."),
            413 => ("body-too-large", "The body is too large for this route."),
            415 => ("unsupported-media-type", "Send application/json."),
            >= 500 => ("internal", "The server could not do it; the traceId helps to find out why."),
            var status => ($"http-{status}", ReasonPhrases.GetReasonPhrase(status)),
        };
        return WriteAsync(context, context.Response.StatusCode, code, detail);
    }

    public static void RetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0}";
}
