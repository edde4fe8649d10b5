using System.Collections.Concurrent;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;

namespace Crm.Store.Tests.Outbox;

/// <summary>A platform at the end of the outbox; it answers as told and remembers what it got.</summary>
public sealed class FakePlugins : IPluginOutbox, IPluginReads
{
    public ConcurrentQueue<(string Channel, OutboundMessage Message)> Got { get; } = [];

    public HashSet<string> Channels { get; } = ["wecom", "sms"];

    public Func<string, OutboundMessage, Task<SendResult>> Answer { get; set; } = (_, message) => Sent(message);

    public Func<string, Task<ContactProfile?>> Profile { get; set; } = _ => Task.FromResult<ContactProfile?>(null);

    public ConcurrentQueue<ChannelOperation> Operations { get; } = [];

    public Func<ChannelOperation, Task<OperationResult>> Outcome { get; set; } = _ => Task.FromResult<OperationResult>(new OperationResult.Done());

    public Task<OperationResult> RunAsync(string channel, ChannelOperation operation, CancellationToken cancellationToken)
    {
        Operations.Enqueue(operation);
        return Outcome(operation);
    }

    public bool Has(string channel) => Channels.Contains(channel);

    public int MostPlaces { get; set; } = 4;

    public int Places(string channel) => MostPlaces;

    public Task<SendResult> SendAsync(string channel, OutboundMessage message, CancellationToken cancellationToken)
    {
        Got.Enqueue((channel, message));
        return Answer(channel, message);
    }

    public Task<ContactProfile?> FindAsync(string channel, string address, CancellationToken cancellationToken) => Profile(address);

    /// <summary>What it can be asked, by read interface; every channel answers alike.</summary>
    public Dictionary<Type, object> Reads { get; } = [];

    public List<(string Channel, ChannelAccount Account)> Accounts { get; } = [];

    IReadOnlyList<(string Channel, ChannelAccount Account)> IPluginReads.Accounts => Accounts;

    public bool Offers<TReads>(string channel) where TReads : class => Reads.ContainsKey(typeof(TReads));

    public string? Offering<TReads>() where TReads : class => Reads.ContainsKey(typeof(TReads)) ? "chat" : null;

    public Task<TAnswer> AskAsync<TReads, TAnswer>(string channel, Func<TReads, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TReads : class => Reads.TryGetValue(typeof(TReads), out var reads)
            ? ask((TReads)reads, cancellationToken)
            : throw new ChannelReadException("not-supported", null);

    public static Task<SendResult> Sent(OutboundMessage message) => Task.FromResult<SendResult>(new SendResult.Sent($"platform-{message.Id}"));
}
