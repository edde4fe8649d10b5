using Crm.Host.Plugins.Calls;
using Crm.Host.Plugins.Loading;
using Crm.Host.Plugins.Manifests;
using Crm.Plugins.Contract;

namespace Crm.Host.Plugins;

/// <summary>
/// One plugin as the host knows it: what it is, how it is, and the only way to call it. The guarded calls throw
/// <see cref="PluginCallException"/>, except <see cref="SendAsync"/>, which answers.
/// </summary>
public sealed class PluginHandle
{
    private const int DegradedAfter = 3;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _failing = [];
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Redaction _redaction;
    private PluginCalls? _calls;
    private StartedPlugin? _started;
    private string _stage = Stage.Discover;
    private volatile PluginStatus _status;

    internal PluginHandle(string folder, IConfiguration settings, TimeProvider time, ILogger logger)
    {
        Id = Path.GetFileName(folder);
        Folder = folder;
        Settings = settings;
        _time = time;
        _logger = logger;
        _redaction = new Redaction(settings);
        _status = new PluginStatus(PluginState.Discovered, Stage.Discover, time.GetUtcNow());
    }

    public string Id { get; }

    public string Folder { get; }

    /// <summary>Null where it could not be read.</summary>
    public PluginManifest? Manifest { get; internal set; }

    public PluginStatus Status => _status;

    public PluginState State => _status.State;

    /// <summary>It takes calls.</summary>
    public bool Serves => State is PluginState.Started or PluginState.Degraded;

    /// <summary>Ends when the plugin has started or will not.</summary>
    public Task Settled => _settled.Task;

    public bool CanReceive => Serves && Manifest!.Provides.Contains(Capability.Inbound);

    public bool CanSend => Serves && Manifest!.Provides.Contains(Capability.Outbound);

    public bool CanPull => Serves && _started?.Pull is not null;

    public bool CanLookUp => Serves && _started?.Directory is not null;

    public bool CanOperate => Serves && _started?.Operations is not null;

    /// <summary>The pull's sources, read once at start.</summary>
    public IReadOnlyList<PullSource> Sources => _started?.Sources ?? [];

    public PluginCounters Counters => _calls?.Counters ?? new PluginCounters(0, 0, 0, 0);

    internal IConfiguration Settings { get; }

    internal IReadOnlyList<string> OperatorHosts { get; set; } = [];

    internal PluginPipeline? Pipeline => _started?.Pipeline;

    /// <summary>A refusal of the host in the plugin's own form; null for the host's form. Never throws.</summary>
    internal ChannelReply? Word(HostRefusal refusal)
    {
        try
        {
            return _started?.Reads<IRefusals>()?.Refuse(refusal) is { } reply ? ReplyCheck.Check(reply) : null;
        }
        catch (Exception e)
        {
            _logger.LogError("Plugin {Plugin} could not word a refusal: {Reason}", Id, _redaction.Clean(Reasons.Of(e)));
            return null;
        }
    }

    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Calls().ReceiveAsync(request, cancellationToken);

    /// <summary>Asks the plugin for its answer once everything is stored.</summary>
    public Task<ChannelReply> ReplyAsync(InboundResult result, IReadOnlyList<CaptureReceipt> receipts, CancellationToken cancellationToken) =>
        Calls().ReplyAsync(result, receipts, cancellationToken);

    /// <summary>Sends; a plugin that does not serve answers <see cref="SendResult.Retry"/>, one that throws <see cref="SendResult.Unknown"/>.</summary>
    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Serves ? Calls().SendAsync(message, cancellationToken)
        : Task.FromResult<SendResult>(new SendResult.Retry(TimeSpan.FromSeconds(30), PluginProblems.NotServing(State)));

    public Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellationToken) =>
        Calls().PullAsync(request, cancellationToken);

    public Task<ContactProfile?> FindAsync(string address, CancellationToken cancellationToken) =>
        Calls().FindAsync(address, cancellationToken);

    /// <summary>Runs a change; a plugin that does not serve answers <see cref="OperationResult.Retry"/>.</summary>
    public Task<OperationResult> RunAsync(ChannelOperation operation, CancellationToken cancellationToken) =>
        Serves ? Calls().RunAsync(operation, cancellationToken)
        : Task.FromResult<OperationResult>(new OperationResult.Retry(TimeSpan.FromSeconds(30), PluginProblems.NotServing(State)));

    public bool Offers<TReads>() where TReads : class => Serves && _started?.Reads<TReads>() is not null;

    /// <exception cref="ChannelReadException">The plugin cannot answer now.</exception>
    public Task<TAnswer> AskAsync<TReads, TAnswer>(Func<TReads, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TReads : class =>
        Serves && _calls is { } calls ? calls.AskAsync(ask, cancellationToken) : throw new ChannelReadException(PluginProblems.NotServing(State), TimeSpan.FromSeconds(30));

    /// <summary>Read each time: what works changes. Never throws.</summary>
    public IReadOnlyList<ChannelAccount> Accounts
    {
        get
        {
            try
            {
                return Serves ? _started?.Reads<IChannelAccounts>()?.Accounts ?? [] : [];
            }
            catch (Exception e)
            {
                _logger.LogError("Plugin {Plugin} could not name its accounts: {Reason}", Id, _redaction.Clean(Reasons.Of(e)));
                return [];
            }
        }
    }

    /// <summary>Counts a request to the plugin's own endpoints; null for a good one.</summary>
    internal void ReportEndpoint(Exception? fault) => _calls?.ReportEndpoint(fault);

    /// <summary>Notes the stage that comes next, so that a throw in it is named rightly.</summary>
    internal void Enter(string stage) => _stage = stage;

    internal void Move(PluginState state, string stage, string? message = null, Exception? cause = null)
    {
        lock (_gate)
        {
            // The first reason stands: a start that ends after it was given up changes nothing.
            if (State is PluginState.Unconfigured or PluginState.Rejected or PluginState.Incompatible or PluginState.Faulted or PluginState.Stopped) return;
            _status = new PluginStatus(state, stage, _time.GetUtcNow(), _redaction.Clean(message), _redaction.Clean(cause?.ToString()));
        }

        if (state is PluginState.Discovered or PluginState.Validated or PluginState.Loaded) return;
        if (message is null) _logger.LogInformation("Plugin {Plugin} is {State}", Id, state);
        else _logger.LogWarning("Plugin {Plugin} is {State} at {Stage}: {Reason}{Detail}", Id, state, stage, _status.Message, Indented(_status.Detail));
        _settled.TrySetResult();
    }

    internal void Fail(Exception cause) => Move(PluginState.Faulted, _stage, Reasons.Of(cause), cause);

    internal void FailSlow(TimeSpan limit) => Move(PluginState.Faulted, _stage, $"Stage '{_stage}' did not end within {limit.TotalSeconds:0} s.");

    internal void Started(StartedPlugin plugin)
    {
        _started = plugin;
        _calls = new PluginCalls(plugin, Manifest!, _time, CallEnded);
        Move(PluginState.Started, Stage.Start);
        plugin.Watch(_calls.ReportBackgroundFault);
    }

    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_started is not { } plugin) return;
        Move(PluginState.Stopped, Stage.Stop);
        try
        {
            await Task.Run(() => plugin.StopAsync(cancellationToken), CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (Exception e)
        {
            _logger.LogWarning("Plugin {Plugin} did not stop cleanly: {Reason}", Id, _redaction.Clean(Reasons.Of(e)));
        }
    }

    private PluginCalls Calls() =>
        Serves && _calls is { } calls ? calls
        : throw new PluginCallException(PluginProblems.NotServing(State), $"Plugin {Id} is {State}.");

    private void CallEnded(CallLane lane, Exception? fault)
    {
        var background = lane.Name == "background";
        // One line when a row of failures begins and one when it is taken seriously; a broken plugin must not fill the log.
        if (fault is not null && (lane.Streak is 1 or DegradedAfter || background))
            _logger.LogError("Plugin {Plugin} failed: {Reason}{Detail}", Id, _redaction.Clean(fault.Message), Indented(_redaction.Clean(fault.InnerException?.ToString())));

        lock (_gate)
        {
            if (!Serves) return;
            if (fault is null) _failing.Remove(lane.Name);
            else if (lane.Streak >= DegradedAfter || background) _failing.Add(lane.Name);
            else return;

            if (_failing.Count == 0 && State == PluginState.Degraded)
                _status = new PluginStatus(PluginState.Started, Stage.Start, _time.GetUtcNow());
            else if (fault is not null)
                _status = new PluginStatus(PluginState.Degraded, lane.Name, State == PluginState.Degraded ? _status.Since : _time.GetUtcNow(), _redaction.Clean(Reasons.Of(fault)), _redaction.Clean(fault.ToString()));
        }
    }

    private static string Indented(string? detail) => detail is null ? "" : Environment.NewLine + detail;
}
