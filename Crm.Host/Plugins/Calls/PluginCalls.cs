using Crm.Host.Plugins.Loading;
using Crm.Host.Plugins.Manifests;
using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Calls;

/// <summary>Every call the host makes into a started plugin, each kind in its own lane.</summary>
internal sealed class PluginCalls
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PullTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FindTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(30);

    private readonly StartedPlugin _plugin;
    private readonly bool _sends;
    private readonly CallLane _receive;
    private readonly CallLane _reply;
    private readonly CallLane _send;
    private readonly CallLane _pull;
    private readonly CallLane _find;
    private readonly CallLane _operate;
    private readonly CallLane _ask;
    private readonly CallLane _endpoints;
    private readonly CallLane _background;
    private readonly Breaker _breaker;

    public PluginCalls(StartedPlugin plugin, PluginManifest manifest, TimeProvider time, Action<CallLane, Exception?> ended)
    {
        _plugin = plugin;
        _sends = manifest.Provides.Contains(Capability.Outbound);
        var inbound = TimeSpan.FromMilliseconds(manifest.Limits.TimeoutMs);
        _receive = Lane("receive", inbound, manifest.Limits.Concurrency);
        // By then everything is stored: turning the caller away would only make the platform send it again.
        _reply = Lane("reply", inbound, int.MaxValue);
        _send = Lane("send", SendTimeout, manifest.Limits.Concurrency);
        _pull = Lane("pull", PullTimeout, manifest.Limits.Concurrency);
        _find = Lane("find", FindTimeout, manifest.Limits.Concurrency);
        _operate = Lane("operate", SendTimeout, manifest.Limits.Concurrency);
        _ask = Lane("ask", FindTimeout, manifest.Limits.Concurrency);
        _endpoints = Lane("endpoints", inbound, 1);
        _background = Lane("background", inbound, 1);
        _breaker = new Breaker(time);

        CallLane Lane(string name, TimeSpan timeout, int concurrency) => new(name, timeout, concurrency, time, ended);
    }

    public PluginCounters Counters
    {
        get
        {
            CallLane[] lanes = [_receive, _reply, _send, _pull, _find, _operate, _ask, _endpoints, _background];
            var all = lanes.Select(l => l.Counters).ToArray();
            // A reply belongs to its receive: one request is one call.
            return new(all.Sum(c => c.Calls) - _reply.Counters.Calls, all.Sum(c => c.Faults), all.Sum(c => c.Timeouts), all.Sum(c => c.Busy));
        }
    }

    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) =>
        _receive.RunAsync(
            async token => await _plugin.Adapter!.ReceiveAsync(request, token) ?? throw new InvalidOperationException("ReceiveAsync returned null."),
            cancellationToken);

    public Task<ChannelReply> ReplyAsync(InboundResult result, IReadOnlyList<CaptureReceipt> receipts, CancellationToken cancellationToken) =>
        _reply.RunAsync(
            _ => Task.FromResult(ReplyCheck.Check(result.Reply(receipts))),
            cancellationToken);

    /// <summary>Never throws for the plugin's sake: whatever it does becomes a result the delivery can act on.</summary>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (!_sends) return new SendResult.Rejected("not-supported");
        if (!_breaker.TryEnter(out var wait)) return new SendResult.Retry(wait, "plugin-resting");
        try
        {
            var result = await _send.RunAsync(
                async token => await _plugin.Adapter!.SendAsync(message, token) ?? throw new InvalidOperationException("SendAsync returned null."),
                cancellationToken);
            _breaker.Succeeded();
            return result;
        }
        catch (PluginCallException e) when (e.Code == PluginCallException.Busy)
        {
            _breaker.Left();
            return new SendResult.Retry(TimeSpan.FromSeconds(1), e.Code);
        }
        catch (PluginCallException e)
        {
            _breaker.Failed();
            return new SendResult.Unknown(e.Code);
        }
        catch (OperationCanceledException)
        {
            _breaker.Left();
            throw;
        }
    }

    public Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellationToken) =>
        _pull.RunAsync(
            async token => await _plugin.Pull!.PullAsync(request, token) ?? throw new InvalidOperationException("PullAsync returned null."),
            cancellationToken);

    public Task<ContactProfile?> FindAsync(string address, CancellationToken cancellationToken) =>
        _find.RunAsync(token => _plugin.Directory!.FindAsync(address, token), cancellationToken);

    /// <summary>Never throws for the plugin's sake, as <see cref="SendAsync"/>.</summary>
    public async Task<OperationResult> RunAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        if (_plugin.Operations is not { } operations) return new OperationResult.Rejected("not-supported");
        try
        {
            return await _operate.RunAsync(
                async token => await operations.RunAsync(operation, token) ?? throw new InvalidOperationException("RunAsync returned null."), cancellationToken);
        }
        catch (PluginCallException e)
        {
            return e.Code == PluginCallException.Busy ? new OperationResult.Retry(TimeSpan.FromSeconds(1), e.Code) : new OperationResult.Unknown(e.Code);
        }
    }

    /// <exception cref="ChannelReadException">As the plugin says, or <c>plugin-failed</c>. A refusal of the platform is no fault of the plugin.</exception>
    public async Task<TAnswer> AskAsync<TReads, TAnswer>(Func<TReads, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TReads : class
    {
        if (_plugin.Reads<TReads>() is not { } reads) throw new ChannelReadException("not-supported", null);
        try
        {
            var (answer, refusal) = await _ask.RunAsync(async token =>
            {
                try
                {
                    return (await ask(reads, token), (ChannelReadException?)null);
                }
                catch (ChannelReadException e)
                {
                    return (default(TAnswer)!, e);
                }
            }, cancellationToken);
            return refusal is null ? answer : throw refusal;
        }
        catch (PluginCallException)
        {
            throw new ChannelReadException("plugin-failed", RestAfterFault);
        }
    }

    /// <summary>Counts a request to an endpoint of the plugin's own. They may stream, so they have no time limit.</summary>
    public void ReportEndpoint(Exception? fault) => _endpoints.Report(fault);

    /// <summary>A background service of the plugin ended in an exception.</summary>
    public void ReportBackgroundFault(Exception fault) => _background.Report(fault);
}
