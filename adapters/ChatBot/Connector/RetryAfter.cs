namespace Crm.Adapters.ChatBot.Connector;

/// <summary>The wait a server asks for, in seconds or as a date; never in the past, never beyond a day.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - now;
        return wait is not { } asked ? null : asked < TimeSpan.Zero ? TimeSpan.Zero : asked > Longest ? Longest : asked;
    }
}
