using System.Data.Common;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Host.Http;

/// <summary>Turns exceptions into answers. Only the unexpected is logged, with the path and never the query string.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e);
        }
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case ProblemException e:
                return Problems.WriteAsync(context, e.Status, e.Code, e.Message, e.Extensions);
            case BadHttpRequestException e:
                return BadRequestAsync(context, e);
            case StoreBusyException:
                Problems.RetryAfter(context, TimeSpan.FromSeconds(1));
                return Problems.WriteAsync(context, 503, "busy", "Too much is being written just now; send it again.");
            case DbException { IsTransient: true }:
                Unexpected(context, exception);
                Problems.RetryAfter(context, TimeSpan.FromSeconds(1));
                return Problems.WriteAsync(context, 503, "store-unavailable", "The store does not answer just now; send it again.");
            default:
                Unexpected(context, exception);
                return Problems.WriteAsync(context, 500, "internal", "The server could not do it; the traceId helps to find out why.");
        }
    }

    // The exception's own message would repeat what was sent.
    private static Task BadRequestAsync(HttpContext context, BadHttpRequestException exception) => exception.StatusCode switch
    {
        400 when context.Request.HasJsonContentType() => Problems.WriteAsync(context, 400, "bad-json", "The body is not the JSON object this route takes."),
        400 => Problems.WriteAsync(context, 400, "bad-request", "A parameter is missing or has the wrong form."),
        413 => Problems.WriteAsync(context, 413, "body-too-large", "The body is too large for this route."),
        415 => Problems.WriteAsync(context, 415, "unsupported-media-type", "Send application/json."),
        var status => Problems.WriteAsync(context, status, "bad-request", "The request could not be read."),
    };

    /// <summary>Also forgets what the route had set so far, such as a length or a cache header that fit another answer.</summary>
    private void Unexpected(HttpContext context, Exception exception)
    {
        log.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Request.Path.Value);
        context.Response.Clear();
    }
}
