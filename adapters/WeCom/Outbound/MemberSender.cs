using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>Messages and cards to our own people (4.2).</summary>
internal sealed class MemberSender(WeComApi api, MemberLimits limits, TimeProvider time, ILogger<MemberSender> logger)
{
    private const int TextBytes = 2048;

    public async Task<SendResult> SendAsync(WeComApp app, string users, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (app.AgentId is not { } agentId)
            return new SendResult.Rejected(SendOutcome.Configuration);
        if (message.Card is not null && message.Deadline is null && RushMinute() is { } rush)
            return new SendResult.Retry(rush, "rush-minute");
        if (await limits.TakeAsync(app, users.Split('|', StringSplitOptions.RemoveEmptyEntries), cancellationToken) is { } wait)
            return new SendResult.Retry(wait, "throttled");
        var card = message.Card is { } asked ? TemplateCard.Of(asked) : null;
        var answer = await api.CallAsync(app, new ApiCall("message/send", ApiJson.Write(new
        {
            touser = users,
            msgtype = card is null ? "text" : "template_card",
            agentid = agentId,
            text = card is null ? new { content = Texts.WithList(message.Text, message.Choices, TextBytes) } : null,
            template_card = card,
            // The platform compares texts, so only a repeat may ask for it: two different notices can read the same.
            enable_duplicate_check = message.Attempt > 1 ? 1 : 0,
            duplicate_check_interval = 1800,
        }), GiveUpAt: message.Deadline), cancellationToken);
        if (answer.Ok && NotReached(users, answer))
            return new SendResult.Rejected(SendOutcome.RecipientGone);
        return SendOutcome.From(answer) switch
        {
            SendResult.Sent sent => sent with { UpdateCode = answer.Text("response_code") },
            SendResult.Retry when message.Deadline <= time.GetUtcNow() => new SendResult.Rejected(SendOutcome.Expired),
            var other => other,
        };
    }

    /// <summary>Everybody sends on the hour and the half hour; what can wait does. Null = not now.</summary>
    private TimeSpan? RushMinute()
    {
        var now = time.GetUtcNow();
        return now.Minute is 0 or 30 ? TimeSpan.FromSeconds(60 - now.Second) : null;
    }

    /// <summary>The call succeeds although some members were not reached; it fails for us if none was.</summary>
    private bool NotReached(string users, ApiAnswer answer)
    {
        var missed = $"{answer.Text("invaliduser")}|{answer.Text("unlicenseduser")}".Split('|', StringSplitOptions.RemoveEmptyEntries);
        if (missed.Length > 0)
            logger.LogWarning("message/send did not reach {Count} of its members", missed.Length);
        return users.Split('|', StringSplitOptions.RemoveEmptyEntries).All(user => missed.Contains(user, StringComparer.OrdinalIgnoreCase));
    }
}
