using System.Collections.Concurrent;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>Sends a message by the kind of its address: customer service, one of the two single-use codes, or a member.</summary>
internal sealed class WeComSender(WeComOptions options, WeComApi api, KfSender kf, Welcome welcome, TimeProvider time, ILogger<WeComSender> logger)
{
    private const int MemberBytes = 2048;

    // A member gets at most 30 a minute; what exceeds that is dropped without a word.
    private readonly ConcurrentDictionary<string, TokenBucket> _members = new();

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Deadline <= time.GetUtcNow())
            return Rejected(SendOutcome.Expired);
        if (WeComAddress.Parse(message.To) is not { } to)
            return Rejected("bad-address");
        if (options.Find(to.CorpKey, to.AgentKey) is not { } app)
            return Rejected(SendOutcome.Configuration);
        return to.Kind switch
        {
            WeComAddress.Kf => kf.SendAsync(app, to, message, cancellationToken),
            WeComAddress.KfEvent => kf.SendOnEventAsync(app, to.Rest, message, cancellationToken),
            WeComAddress.Welcome => welcome.SendAsync(app, to.Rest, message, cancellationToken),
            WeComAddress.Member => SendToMemberAsync(app, to.Rest, message, cancellationToken),
            _ => Rejected("bad-address"),
        };
    }

    private async Task<SendResult> SendToMemberAsync(WeComApp app, string users, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (app.AgentId is not { } agentId)
            return new SendResult.Rejected(SendOutcome.Configuration);
        if (_members.GetOrAdd($"{app.Name}/{users}", _ => new TokenBucket(10, 20, time)).Take() is { } wait)
            return new SendResult.Retry(wait, "throttled");
        var answer = await CallAsync(app, "message/send", message, new
        {
            touser = users,
            msgtype = "text",
            agentid = agentId,
            text = new { content = Texts.WithList(message.Text, message.Choices, MemberBytes) },
            // The platform compares texts, so only a repeat may ask for it: two different notices can read the same.
            enable_duplicate_check = message.Attempt > 1 ? 1 : 0,
            duplicate_check_interval = 1800,
        }, cancellationToken);
        return answer.Ok && NotReached(users, answer) ? new SendResult.Rejected(SendOutcome.RecipientGone) : SendOutcome.From(answer);
    }

    /// <summary>The call succeeds although some members were not reached; it fails for us if none was.</summary>
    private bool NotReached(string users, ApiAnswer answer)
    {
        var missed = $"{answer.Text("invaliduser")}|{answer.Text("unlicenseduser")}".Split('|', StringSplitOptions.RemoveEmptyEntries);
        if (missed.Length > 0)
            logger.LogWarning("message/send did not reach {Count} of its members", missed.Length);
        return users.Split('|', StringSplitOptions.RemoveEmptyEntries).All(user => missed.Contains(user, StringComparer.OrdinalIgnoreCase));
    }

    private Task<ApiAnswer> CallAsync<T>(WeComApp app, string path, OutboundMessage message, T body, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall(path, ApiJson.Write(body), GiveUpAt: message.Deadline), cancellationToken);

    private static Task<SendResult> Rejected(string reason) => Task.FromResult<SendResult>(new SendResult.Rejected(reason));
}
