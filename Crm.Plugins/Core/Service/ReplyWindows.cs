using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>Whether an answer would be let through, known before it is written.</summary>
public sealed class ReplyWindows(Database database, IPluginReads reads, IPluginOutbox plugins, DeliveryStore deliveries)
{
    public async Task<ReplyWindow> ReadAsync(ConversationRow conversation, CancellationToken cancellationToken)
    {
        if (conversation.ReplyTo.Length == 0 || !plugins.Has(conversation.Channel)) return new ReplyWindow(null, null, false, "no-channel");
        var session = await SessionStore.GetAsync(database, conversation, cancellationToken);
        if (session.IsThePlatforms) return new ReplyWindow(null, null, false, session.Platform == "agent" ? "with-member" : "session-waiting");
        if (await AskAsync(conversation, cancellationToken) is not { } window) return new ReplyWindow(null, null, true, null);
        if (window.ClosesAt is not { } closes) return new ReplyWindow(null, 0, false, "window-closed");
        // What waits to be sent will take its place first.
        var left = Math.Max(0, window.MessagesLeft - (int)await deliveries.WaitingAsync(conversation.Id, cancellationToken));
        return new ReplyWindow(Instants.Iso(closes), left, left > 0, left > 0 ? null : "message-limit");
    }

    /// <summary>A plugin that cannot say leaves it to the platform.</summary>
    private async Task<SendWindow?> AskAsync(ConversationRow conversation, CancellationToken cancellationToken)
    {
        if (!reads.Offers<IServiceReads>(conversation.Channel)) return null;
        try
        {
            return await reads.AskAsync<IServiceReads, SendWindow?>(conversation.Channel, (service, token) => service.WindowAsync(conversation.ReplyTo, token), cancellationToken);
        }
        catch (ChannelReadException)
        {
            return null;
        }
    }
}

/// <param name="ClosesAt">Null where there is no limit, or it is closed.</param>
/// <param name="MessagesLeft">Until the customer writes again; null where there is no limit.</param>
/// <param name="Reason">Why not: <c>no-channel</c>, <c>window-closed</c>, <c>message-limit</c>, <c>with-member</c> or <c>session-waiting</c>.</param>
public sealed record ReplyWindow(string? ClosesAt, int? MessagesLeft, bool CanReply, string? Reason);
