using Crm.Adapters.ChatBot.Activities;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>
/// Whether the token fits the activity it came with: a channel's key may speak for this channel, and its token vouches for
/// this very <c>serviceUrl</c>. Absent means refused, never skipped.
/// </summary>
internal static class Binding
{
    public static Refusal? Check(Caller caller, Activity activity, BotOptions options)
    {
        if (caller.Kind != CallerKind.Channel) return null;
        if (activity.ChannelId.Length == 0) return Refusal.Unauthorized("no-channel");
        if (!caller.Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal)
            || !options.RequiredEndorsements.All(needed => caller.Endorsements.Contains(needed, StringComparer.Ordinal)))
            return Refusal.Unauthorized("not-endorsed");
        return SameAddress(caller.ServiceUrl, activity.ServiceUrl) ? null : Refusal.Unauthorized("service-url-mismatch");
    }

    /// <summary>Scheme, host, port and path; case and a slash at the end aside.</summary>
    private static bool SameAddress(string? vouched, string told) =>
        !string.IsNullOrEmpty(vouched) && told.Length > 0 && vouched.TrimEnd('/').Equals(told.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
