using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>An agent's answer in the chat keeps the promise to answer there.</summary>
public sealed class RecordReply(RecordAttempt attempts)
{
    public void Run(Unit unit, ConversationRow conversation, Caller caller)
    {
        if (PromiseStore.Open(unit, conversation.CustomerId, Topics.Reply) is not { } promise) return;
        attempts.Start(unit, promise.Id, new AttemptInput(null, null, "connected", null, null), caller, new IfMatch((long?)null));
    }
}
