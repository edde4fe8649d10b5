using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>
/// <c>POST /api/messages</c>: who sent it, what it is, and then 202 once it is stored. Only where the caller waits for
/// the answer itself (<c>expectReplies</c>, <c>invoke</c>) is the turn run before answering.
/// </summary>
internal sealed class MessagesEndpoint(BotOptions options, PluginContext context, IHostAddress host, TokenCheck tokens, IHostTyping typing, ILogger<MessagesEndpoint> log)
{
    private static readonly ChannelReply Accepted = new(202);
    private int _warned;

    public async Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var (caller, refusal) = await CallerAsync(request, cancellationToken);
        if (caller is null) return Refuse(refusal!);
        (var activity, refusal) = ActivityReader.Read(request.Body);
        if (activity is null) return Refuse(refusal!);
        try
        {
            if ((Binding.Check(caller, activity, options) ?? ActivityReader.Missing(activity)) is { } unfit) return Refuse(unfit);
            return Take(activity, caller, request);
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair in a string: found only when that string is read.
            log.LogInformation(exception, "An activity could not be read");
            return Refuse(Refusal.BadArgument("A text is no Unicode."));
        }
    }

    private InboundResult Take(Activity activity, Caller caller, InboundRequest request)
    {
        if (activity.Type == ActivityTypes.Invoke)
        {
            if (activity.Name != "adaptiveCard/action") return Refuse(Refusal.NotHandled);
            return new InboundResult
            {
                Items = ActivityMapper.Action(activity, caller, request.Body, request.ReceivedAt),
                Reply = InlineReply.Invoke,
            };
        }

        if (activity.Type == ActivityTypes.Typing) typing.CustomerTypes(ActivityMapper.ConversationKey(activity));
        var items = ActivityMapper.Map(activity, caller, request.Body, request.ReceivedAt);
        if (!activity.ExpectsReplies) return new InboundResult { Items = items, Reply = _ => Accepted };
        var reference = InboundReference.Of(activity, caller, request.ReceivedAt);
        return new InboundResult { Items = items, Reply = receipts => InlineReply.Activities(receipts, reference) };
    }

    private async ValueTask<(Caller?, Refusal?)> CallerAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        if (!options.AuthDisabled)
            return options.AppId.Length == 0 ? (null, Refusal.NotConfigured) : await tokens.CheckAsync(request.Headers.Authorization, cancellationToken);
        var open = context.IsDevelopment && host.IsLoopback && (request.RemoteAddress is null || System.Net.IPAddress.IsLoopback(request.RemoteAddress));
        if (Interlocked.Exchange(ref _warned, 1) == 0)
            log.LogWarning("Auth:Mode=Disabled: {Outcome}", open ? "anybody on this machine can write as any customer" : Refusal.OpenDoor.Message);
        return open ? (Caller.Anonymous, null) : (null, Refusal.OpenDoor);
    }

    private static InboundResult Refuse(Refusal refusal) => InboundResult.Answer(refusal.Reply());
}
