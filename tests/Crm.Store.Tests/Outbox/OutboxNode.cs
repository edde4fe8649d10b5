using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Store.Tests.Outbox;

/// <summary>One node's deliveries, driven round by round instead of by its loop.</summary>
public sealed class OutboxNode : IDeliveryOutcomeHandler, ILookupHandler, IOperationHandler, IDisposable
{
    private const string Note = "insert into setting (key, value) values (@key, @value)";
    private readonly TestStore _store;
    private int _notes;

    public OutboxNode(TestStore store, FakePlugins plugins)
    {
        _store = store;
        var settlement = new DeliverySettlement(() => [this]);
        var outcomes = new DeliveryOutcomes(store.Writer, settlement, TimeProvider.System, store.Log.For<DeliveryOutcomes>());
        Deliveries = new Deliveries(settlement);
        var sender = new DeliverySender(plugins, store.Node, Deliveries, settlement, outcomes, [this],
            new OperationRunner(plugins, settlement, () => [this], store.Time, store.Log.For<OperationRunner>()), store.Time, store.Log.For<DeliverySender>());
        Pump = new DeliveryPump(store.Database, store.Writer, store.Node, plugins, Deliveries, outcomes, sender, store.Time, store.Log.For<DeliveryPump>());
        Rows = new DeliveryStore(store.Database);
    }

    public Deliveries Deliveries { get; }

    public DeliveryPump Pump { get; }

    public DeliveryStore Rows { get; }

    public bool Faulty { get; set; }

    public List<DeliveryResult> Results { get; } = [];

    public List<ContactProfile?> Profiles { get; } = [];

    public List<(OperationRequest Request, OperationResult Result)> Ended { get; } = [];

    public Task<string?> AddAsync(NewOperation operation) => _store.Writer.WriteAsync(unit => Deliveries.TryAdd(unit, operation));

    public Task<string> AddAsync(NewDelivery delivery) => _store.Writer.WriteAsync(unit => Deliveries.Add(unit, delivery));

    /// <summary>Rounds until nothing more can be sent now.</summary>
    public async Task RunAsync()
    {
        while (await Pump.RoundAsync(default) > 0) await Pump.DrainAsync();
    }

    public async Task<DeliveryRow> RowAsync(string id) => (await Rows.FindAsync(id, default)).ShouldNotBeNull();

    public void Handle(Unit unit, DeliveryRow delivery, DeliveryResult result)
    {
        if (Faulty) throw new InvalidOperationException("handler");
        unit.Add(Note, ("key", $"{_store.Node.Id}/{Interlocked.Increment(ref _notes)}"), ("value", $"{delivery.Id} {result.Outcome}"));
        unit.AfterCommit(() => Results.Add(result));
    }

    public void Handle(Unit unit, DeliveryRow delivery, ContactProfile? profile)
    {
        if (Faulty) throw new InvalidOperationException("handler");
        unit.AfterCommit(() => Profiles.Add(profile));
    }

    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (Faulty) throw new InvalidOperationException("handler");
        unit.AfterCommit(() => Ended.Add((request, result)));
    }

    public void Dispose() => Pump.Dispose();
}
