namespace Crm.Adapters.ChatBot.Activities;

/// <summary>Where the file of an inbound activity lies, as <c>bf/{reference}/{url}</c>: the conversation says whose credentials fetch it.</summary>
internal sealed record MediaAddress(string Reference, string Url)
{
    /// <summary>Null where there is nothing to fetch: no address, or one that is neither http nor https.</summary>
    public static MediaAddress? Of(Activity activity, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? new MediaAddress(BotAddress.ReferenceOf(activity.ChannelId, activity.ConversationId), url)
            : null;

    /// <summary>Null for media of other parts of this plugin.</summary>
    public static MediaAddress? Parse(string mediaRef) =>
        BotAddress.Parse(mediaRef) is { ActivityId: { } url } address ? new MediaAddress(address.Reference, url) : null;

    public override string ToString() => new BotAddress(Reference, Url).ToString();
}
