using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>Server-sent events: <c>message</c> and <c>sms</c>, each with the same JSON as the lists.</summary>
internal static class PhoneStream
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static async Task Run(HttpContext context, WeComPlatform platform)
    {
        // An open stream must not hold up the host's shutdown.
        var closing = context.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
        using var watch = platform.Broadcast.Open();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await Say(context, ": open\n\n", stop.Token);
            while (true)
            {
                while (watch.News.TryRead(out var news))
                    await Say(context, $"event: {news.Type}\ndata: {JsonSerializer.Serialize(news.Data, JsonHttp.Options)}\n\n", stop.Token);
                if (!await More(watch, platform.Time, stop.Token))
                    await Say(context, ": beat\n\n", stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page has gone, or the host is stopping.
        }
    }

    private static async Task<bool> More(Platform.Broadcast.Watch watch, TimeProvider time, CancellationToken stop)
    {
        using var beat = new CancellationTokenSource(Beat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, stop);
        try
        {
            return await watch.News.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task Say(HttpContext context, string text, CancellationToken stop)
    {
        await context.Response.WriteAsync(text, stop);
        await context.Response.Body.FlushAsync(stop);
    }
}
