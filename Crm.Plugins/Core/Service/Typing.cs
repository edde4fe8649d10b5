using System.Collections.Concurrent;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Service;

/// <summary>Somebody is writing: the customer to the desk, the agent to the customer. Nothing is stored and nothing follows from it.</summary>
public sealed class Typing(Database database, LiveNotes notes, IPluginReads plugins, TimeProvider time, ILogger<Typing> log)
{
    internal const string ByCustomer = "conversation.typing";
    internal const string ByAgent = "agent.typing";
    private const int MostKnown = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);

    /// <summary>What one plugin tells of its customers.</summary>
    public IHostTyping Of(string channel) => new Channel(this, channel);

    /// <summary>Shows the customer that the agent who has the conversation is writing; from anybody else it means nothing.</summary>
    public async Task AgentTypesAsync(ConversationRow conversation, Caller caller, CancellationToken cancellationToken)
    {
        var session = await SessionStore.GetAsync(database, conversation, cancellationToken);
        if (session is not { Is: SessionState.Agent, OwnerKind: SessionRow.User } || session.OwnerId != caller.Id || !IsDue($"agent:{conversation.Id}")) return;
        var speaker = Speakers.Of(conversation.Id, caller.Id, caller.Name);
        await ShowAsync(conversation, new TypingNotice(conversation.ReplyTo, speaker, false), cancellationToken);
        await notes.TellAsync(new LiveNote(ByAgent, conversation.Id, speaker), cancellationToken);
    }

    /// <summary>Asks the plugin on this node to show it, where it can; a failure is not worth a word to anybody.</summary>
    internal async Task ShowAsync(ConversationRow conversation, TypingNotice notice, CancellationToken cancellationToken)
    {
        if (conversation.ReplyTo.Length == 0 || !plugins.Offers<IChannelTyping>(conversation.Channel)) return;
        try
        {
            await plugins.AskAsync<IChannelTyping, bool>(conversation.Channel, async (typing, token) =>
            {
                await typing.ShowAsync(notice, token);
                return true;
            }, cancellationToken);
        }
        catch (ChannelReadException e)
        {
            log.LogDebug("Typing was not shown over {Channel}: {Reason}", conversation.Channel, e.Reason);
        }
    }

    private async Task CustomerTypesAsync(string channel, string key)
    {
        try
        {
            if (await Conversations.FindAsync(database, channel, key, CancellationToken.None) is { } conversation)
                await notes.TellAsync(new LiveNote(ByCustomer, conversation.Id), CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogDebug(e, "Typing over {Channel} was not told", channel);
        }
    }

    /// <summary>Once in a while per conversation; starting anew where there are very many costs a note or two.</summary>
    private bool IsDue(string key)
    {
        var now = time.GetUtcNow();
        if (_last.TryGetValue(key, out var last) && now - last < Pause) return false;
        if (_last.Count >= MostKnown) _last.Clear();
        _last[key] = now;
        return true;
    }

    private sealed class Channel(Typing typing, string channel) : IHostTyping
    {
        public void CustomerTypes(string conversationKey)
        {
            if (typing.IsDue($"{channel}/{conversationKey}")) _ = Task.Run(() => typing.CustomerTypesAsync(channel, conversationKey));
        }
    }
}
