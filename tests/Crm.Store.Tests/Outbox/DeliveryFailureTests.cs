using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Outbox;

public sealed class DeliveryFailureTests
{
    private static readonly NewDelivery Hello = new("wecom", "wm1") { Text = "您好", CustomerId = "c1" };

    [Theory, OnEachDatabase]
    public async Task Retries_back_off_and_end_on_the_shelf_after_twelve_tries(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = Answering(new SendResult.Retry(TimeSpan.Zero, "busy"));
        using var node = new OutboxNode(store, plugins);
        var id = await node.AddAsync(Hello);
        var waits = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            await node.RunAsync();
            var row = await node.RowAsync(id);
            if (row.State != DeliveryState.Queued) break;
            waits.Add((row.NextAt - store.Time.Now.ToUnixTimeMilliseconds()) / 1000.0);
            store.Time.Advance(TimeSpan.FromMinutes(15));
        }

        plugins.Got.Count.ShouldBe(12);
        plugins.Got.Select(g => g.Message.Id).Distinct().ShouldHaveSingleItem();
        plugins.Got.Select(g => g.Message.Attempt).ShouldBe(Enumerable.Range(1, 12));
        waits[0].ShouldBeInRange(0.8, 1.2);
        waits[3].ShouldBeInRange(6.4, 9.6);
        waits[10].ShouldBeInRange(480, 720);
        var dead = await node.RowAsync(id);
        (dead.State, dead.Reason).ShouldBe((DeliveryState.Dead, "busy"));
        node.Results.ShouldHaveSingleItem().Outcome.ShouldBe(DeliveryOutcome.Dead);
    }

    [Theory, OnEachDatabase]
    public async Task A_platform_that_asks_for_more_time_gets_it(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        using var node = new OutboxNode(store, Answering(new SendResult.Retry(TimeSpan.FromMinutes(30), "quota")));
        var id = await node.AddAsync(Hello);
        await node.RunAsync();
        (await node.RowAsync(id)).NextAt.ShouldBe((store.Time.Now + TimeSpan.FromMinutes(30)).ToUnixTimeMilliseconds());
    }

    [Theory, OnEachDatabase]
    public async Task After_its_deadline_it_is_expired_and_never_falls_back(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = Answering(new SendResult.Retry(TimeSpan.FromSeconds(30), "busy"));
        using var node = new OutboxNode(store, plugins);
        var late = Hello with { Deadline = store.Time.Now.AddSeconds(20), FallbackChannel = "sms", FallbackAddress = "+8613800138000" };
        var tried = await node.AddAsync(late);
        await node.RunAsync();
        (await node.RowAsync(tried)).State.ShouldBe(DeliveryState.Expired, "the next try would come too late");

        plugins.Channels.Clear();
        var waiting = await node.AddAsync(late);
        store.Time.Advance(TimeSpan.FromSeconds(20));
        await node.RunAsync();
        (await node.RowAsync(waiting)).State.ShouldBe(DeliveryState.Expired);
        plugins.Got.Count.ShouldBe(1);
        node.Results.ShouldAllBe(r => r.Outcome == DeliveryOutcome.Expired);
        (await store.CountAsync("select count(*) from delivery")).ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task Rejected_goes_on_over_its_fallback_channel_and_to_the_shelf_without_one(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins { Answer = (channel, m) => channel == "wecom" ? Task.FromResult<SendResult>(new SendResult.Rejected("window-closed")) : FakePlugins.Sent(m) };
        using var node = new OutboxNode(store, plugins);
        var id = await node.AddAsync(Hello with { EffectKey = "p1:broken", FallbackChannel = "sms", FallbackAddress = "+8613800138000", Notice = "promise-broken" });
        var alone = await node.AddAsync(Hello);
        await node.RunAsync();

        (await node.RowAsync(id)).State.ShouldBe(DeliveryState.Dead);
        (await node.RowAsync(alone)).Reason.ShouldBe("window-closed");
        var sms = plugins.Got.Single(g => g.Channel == "sms").Message;
        (sms.To, sms.Text, sms.Notice).ShouldBe(("+8613800138000", "您好", "promise-broken"));
        (await node.RowAsync(sms.Id)).EffectKey.ShouldBe("p1:broken:fallback");
        node.Results.Single(r => r.Outcome == DeliveryOutcome.FellBack).FallbackId.ShouldBe(sms.Id);
        node.Results.Single(r => r.Outcome == DeliveryOutcome.Dead).Reason.ShouldBe("window-closed");
    }

    [Theory, OnEachDatabase]
    public async Task Unknown_is_not_sent_again_and_counts_as_sent_when_nobody_complains(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins { Answer = (_, _) => throw new HttpRequestException("cut off") };
        using var node = new OutboxNode(store, plugins);
        var id = await node.AddAsync(Hello);
        await node.RunAsync();
        (await node.RowAsync(id)).State.ShouldBe(DeliveryState.Unknown);
        store.Time.Advance(TimeSpan.FromSeconds(59));
        await node.RunAsync();
        (await node.RowAsync(id)).State.ShouldBe(DeliveryState.Unknown);
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await node.RunAsync();

        var row = await node.RowAsync(id);
        (row.State, row.Reason).ShouldBe((DeliveryState.Sent, "unconfirmed"));
        plugins.Got.Count.ShouldBe(1);
        node.Results.Select(r => r.Outcome).ShouldBe([DeliveryOutcome.Unknown, DeliveryOutcome.Sent]);
    }

    [Theory, OnEachDatabase]
    public async Task A_report_that_it_did_not_arrive_settles_it_even_after_it_was_sent(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins();
        using var node = new OutboxNode(store, plugins);
        var sent = await node.AddAsync(Hello with { FallbackChannel = "sms", FallbackAddress = "+8613800138000" });
        await node.RunAsync();
        (await store.Writer.WriteAsync(unit => node.Deliveries.Failed(unit, sent, "recipient-gone"))).ShouldBeTrue();
        (await store.Writer.WriteAsync(unit => node.Deliveries.Failed(unit, sent, "recipient-gone"))).ShouldBeFalse("a repeated report changes nothing");
        (await store.Writer.WriteAsync(unit => node.Deliveries.Failed(unit, "nobody", "x"))).ShouldBeFalse();
        await node.RunAsync();

        (await node.RowAsync(sent)).State.ShouldBe(DeliveryState.Dead);
        plugins.Got.Select(g => g.Channel).ShouldBe(["wecom", "sms"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_claim_whose_node_died_is_sent_again_under_the_same_id_and_its_late_outcome_is_refused(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var held = new TaskCompletionSource<SendResult>();
        var plugins = new FakePlugins { Answer = (_, m) => m.Attempt == 1 ? held.Task : FakePlugins.Sent(m) };
        using var dying = new OutboxNode(store, plugins);
        using var node = new OutboxNode(store, plugins);
        var id = await dying.AddAsync(Hello);
        await dying.Pump.RoundAsync(default);
        await Probe.Until(() => plugins.Got.Count == 1, "the first send");
        await node.RunAsync();
        plugins.Got.Count.ShouldBe(1, "the claim still holds");

        // Only what the store keeps decides, so the clock moves while the first node hangs in its send.
        store.Time.Now += DeliveryClaims.Length;
        await node.RunAsync();
        plugins.Got.Select(g => g.Message.Id).ShouldBe([id, id]);
        held.SetResult(new SendResult.Rejected("content"));
        await dying.Pump.DrainAsync();
        (await node.RowAsync(id)).State.ShouldBe(DeliveryState.Sent);
        dying.Results.ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task A_faulty_handler_cannot_make_a_message_go_out_again(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins();
        using var node = new OutboxNode(store, plugins) { Faulty = true };
        var id = await node.AddAsync(Hello);
        await node.RunAsync();
        store.Time.Advance(TimeSpan.FromHours(1));
        await node.RunAsync();

        plugins.Got.Count.ShouldBe(1);
        var row = await node.RowAsync(id);
        (row.State, row.Reason).ShouldBe((DeliveryState.Sent, "handler-failed"));
    }

    [Theory, OnEachDatabase]
    public async Task A_person_may_send_what_is_on_the_shelf_again(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = Answering(new SendResult.Rejected("configuration"));
        using var node = new OutboxNode(store, plugins);
        var id = await node.AddAsync(Hello with { Deadline = store.Time.Now.AddMinutes(1) });
        await node.RunAsync();
        store.Time.Advance(TimeSpan.FromHours(1));
        plugins.Answer = (_, m) => FakePlugins.Sent(m);
        (await RetryAsync(store, node, id)).ShouldBeTrue();
        await node.RunAsync();

        var row = await node.RowAsync(id);
        (row.State, row.Attempts, row.Reason).ShouldBe((DeliveryState.Sent, 1, null));
        (await RetryAsync(store, node, id)).ShouldBeFalse("it has arrived");
    }

    private static Task<bool> RetryAsync(TestStore store, OutboxNode node, string id) =>
        store.Writer.WriteAsync((Unit unit) => node.Deliveries.Retry(unit, id));

    private static FakePlugins Answering(SendResult result) => new() { Answer = (_, _) => Task.FromResult(result) };
}
