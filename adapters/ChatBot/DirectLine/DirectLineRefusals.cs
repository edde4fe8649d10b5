using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>The host's refusals as Direct Line clients want them, readable from other pages.</summary>
internal sealed class DirectLineRefusals(Cors cors) : IRefusals
{
    public ChannelReply? Refuse(HostRefusal refusal)
    {
        if (!refusal.Path.StartsWith(DirectLineReceiver.Root + "/", StringComparison.Ordinal)) return null;
        // A client that hears 5xx at its start gives up; hearing 429 it comes again.
        var start = refusal.Method == "POST" && refusal.Path.EndsWith("/conversations", StringComparison.Ordinal);
        var status = start && refusal.Status >= 500 ? 429 : refusal.Status;
        var error = new DirectLineError(status, Code(refusal), refusal.Title) { RetryAfter = refusal.RetryAfter ?? (status == 429 ? TimeSpan.FromSeconds(2) : null) };
        return error.Reply(cors.Headers(refusal.Headers));
    }

    private static string Code(HostRefusal refusal) => refusal.Status switch
    {
        400 => "BadArgument",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        413 => "MessageSizeTooBig",
        503 => "ServiceBusy",
        _ => "ServiceError",
    };
}
