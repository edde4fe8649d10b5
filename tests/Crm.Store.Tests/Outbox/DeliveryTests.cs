using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Outbox;

public sealed class DeliveryTests
{
    private static readonly NewDelivery Hello = new("wecom", "wm1") { Text = "您好", CustomerId = "c1" };

    [Theory, OnEachDatabase]
    public async Task A_delivery_goes_out_once_and_its_outcome_is_stored_with_what_the_handler_wrote(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins();
        using var node = new OutboxNode(store, plugins);
        var id = await node.AddAsync(Hello with
        {
            Notice = "promise-made", Values = new Dictionary<string, string> { ["time"] = "10:30" }, Choices = [new("1", "好的")],
            Deadline = store.Time.Now.AddHours(1), Locale = "zh-CN",
        });
        await node.RunAsync();
        await node.RunAsync();

        var (channel, message) = plugins.Got.ShouldHaveSingleItem();
        channel.ShouldBe("wecom");
        message.Id.ShouldBe(id);
        (message.To, message.Text, message.Notice, message.Locale, message.Attempt).ShouldBe(("wm1", "您好", "promise-made", "zh-CN", 1));
        message.Values["time"].ShouldBe("10:30");
        message.Choices.ShouldBe([new MessageChoice("1", "好的")]);
        message.Deadline.ShouldBe(store.Time.Now.AddHours(1));
        var row = await node.RowAsync(id);
        (row.State, row.ProviderId, row.SentAt).ShouldBe((DeliveryState.Sent, $"platform-{id}", store.Time.Now.ToUnixTimeMilliseconds()));
        (await store.Database.FirstAsync<string>("select value from setting")).ShouldBe($"{id} Sent");
    }

    [Theory, OnEachDatabase]
    public async Task One_effect_key_makes_one_delivery(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins();
        using var node = new OutboxNode(store, plugins);
        await node.AddAsync(Hello with { EffectKey = "p1:made" });
        await node.AddAsync(Hello with { EffectKey = "p1:made" });
        (await store.Writer.WriteAsync(unit => node.Deliveries.TryAdd(unit, Hello with { EffectKey = "p1:made" }))).ShouldBeNull();
        (await store.Writer.WriteAsync(unit => node.Deliveries.TryAdd(unit, Hello with { EffectKey = "p1:broken" }))).ShouldNotBeNull();
        await node.RunAsync();
        plugins.Got.Count.ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task Messages_of_one_conversation_leave_in_order_and_one_at_a_time(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var held = new TaskCompletionSource<SendResult>();
        var plugins = new FakePlugins { Answer = (_, message) => message.Text == "1" ? held.Task : FakePlugins.Sent(message) };
        using var node = new OutboxNode(store, plugins);
        foreach (var text in new[] { "1", "2", "3" }) await node.AddAsync(Hello with { Text = text, ConversationId = "conv" });
        await node.AddAsync(Hello with { Text = "other", ConversationId = "conv2" });
        await node.AddAsync(Hello with { Text = "none" });
        await node.Pump.RoundAsync(default);
        await Probe.Until(() => plugins.Got.Count == 3, "everything but 2 and 3");
        (await node.Pump.RoundAsync(default)).ShouldBe(0);
        plugins.Got.Select(g => g.Message.Text).ShouldBe(["1", "other", "none"], ignoreOrder: true);

        held.SetResult(new SendResult.Sent(null));
        await node.Pump.DrainAsync();
        await node.RunAsync();
        plugins.Got.Select(g => g.Message.Text).Skip(3).ShouldBe(["2", "3"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_later_message_waits_while_an_earlier_one_backs_off(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var fail = true;
        var plugins = new FakePlugins { Answer = (_, m) => fail ? Retry(TimeSpan.Zero) : FakePlugins.Sent(m) };
        using var node = new OutboxNode(store, plugins);
        await node.AddAsync(Hello with { Text = "1", ConversationId = "conv" });
        await node.AddAsync(Hello with { Text = "2", ConversationId = "conv" });
        await node.RunAsync();
        fail = false;
        await node.RunAsync();
        plugins.Got.Count.ShouldBe(1);
        store.Time.Advance(TimeSpan.FromSeconds(2));
        await node.RunAsync();
        plugins.Got.Select(g => g.Message.Text).ShouldBe(["1", "1", "2"]);
    }

    [Theory, OnEachDatabase]
    public async Task One_slow_channel_gets_four_at_a_time_and_does_not_stop_the_others(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var held = new TaskCompletionSource<SendResult>();
        var plugins = new FakePlugins { Answer = (channel, m) => channel == "wecom" ? held.Task : FakePlugins.Sent(m) };
        using var node = new OutboxNode(store, plugins);
        for (var i = 0; i < 10; i++) await node.AddAsync(Hello);
        for (var i = 0; i < 3; i++) await node.AddAsync(Hello with { Channel = "sms" });
        await node.Pump.RoundAsync(default);
        await node.Pump.RoundAsync(default);
        await Probe.Until(() => plugins.Got.Count == 7, "four and three");
        plugins.Got.Count(g => g.Channel == "wecom").ShouldBe(4);

        held.SetResult(new SendResult.Sent(null));
        await node.Pump.DrainAsync();
        await Probe.Until(async () => await node.Pump.RoundAsync(default) >= 0 && plugins.Got.Count == 13, "the rest");
    }

    [Theory, OnEachDatabase]
    public async Task A_channel_that_can_take_more_gets_more_at_a_time_but_of_messages_only(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var held = new TaskCompletionSource<SendResult>();
        var profile = new TaskCompletionSource<ContactProfile?>();
        var looked = 0;
        var plugins = new FakePlugins { MostPlaces = 64, Answer = (_, _) => held.Task, Profile = _ => { Interlocked.Increment(ref looked); return profile.Task; } };
        using var node = new OutboxNode(store, plugins);
        await store.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 100; i++) node.Deliveries.Add(unit, Hello);
            for (var i = 0; i < 10; i++) node.Deliveries.AddLookup(unit, "wecom", $"wm{i}", "c1", "conv");
        });
        await node.Pump.RoundAsync(default);
        (await node.Pump.RoundAsync(default)).ShouldBe(0);
        await Probe.Until(() => plugins.Got.Count == 64 && Volatile.Read(ref looked) == 4, "sixty-four messages and four lookups");
        held.SetResult(new SendResult.Sent(null));
        profile.SetResult(null);
        await node.Pump.DrainAsync();
        await node.RunAsync();
        plugins.Got.Count.ShouldBe(100);
    }

    /// <summary>Architecture 6.5: the welcome is a lane of its own, whatever else waits for the channel.</summary>
    [Theory, OnEachDatabase]
    public async Task What_is_pointless_soon_passes_a_channel_that_is_full(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var held = new TaskCompletionSource<SendResult>();
        var plugins = new FakePlugins { Answer = (_, m) => m.Text == "welcome" ? FakePlugins.Sent(m) : held.Task };
        using var node = new OutboxNode(store, plugins);
        for (var i = 0; i < 10; i++) await node.AddAsync(Hello);
        await node.Pump.RoundAsync(default);
        for (var i = 0; i < 10; i++) await node.AddAsync(Hello with { Text = "welcome", Deadline = store.Time.Now.AddSeconds(20) });
        await Probe.Until(async () => await node.Pump.RoundAsync(default) >= 0 && plugins.Got.Count(g => g.Message.Text == "welcome") == 10, "every welcome");
        plugins.Got.Count.ShouldBe(14, "the others keep their four places");
        held.SetResult(new SendResult.Sent(null));
        await node.Pump.DrainAsync();
        await node.RunAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_heap_of_lookups_holds_up_no_message(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var held = new TaskCompletionSource<ContactProfile?>();
        var plugins = new FakePlugins { Profile = _ => held.Task };
        using var node = new OutboxNode(store, plugins);
        await store.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 10; i++) node.Deliveries.AddLookup(unit, "wecom", $"wm{i}", "c1", "conv");
        });
        var id = await node.AddAsync(Hello);
        await node.Pump.RoundAsync(default);
        await Probe.Until(async () => (await node.RowAsync(id)).State == DeliveryState.Sent, "the message to be sent");
        held.SetResult(null);
        await node.Pump.DrainAsync();
        await node.RunAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_channel_that_is_not_there_keeps_its_deliveries(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins();
        using var node = new OutboxNode(store, plugins);
        plugins.Channels.Remove("wecom");
        var id = await node.AddAsync(Hello);
        await node.RunAsync();
        (await node.RowAsync(id)).State.ShouldBe(DeliveryState.Queued);
        plugins.Channels.Add("wecom");
        await node.RunAsync();
        (await node.RowAsync(id)).State.ShouldBe(DeliveryState.Sent);
    }

    [Theory, OnEachDatabase]
    public async Task Two_nodes_send_each_delivery_once(string provider)
    {
        await using var one = await TestStore.CreateAsync(provider);
        await using var two = provider == TestDatabase.Postgres ? one.AnotherNode() : null;
        var plugins = new FakePlugins();
        using var first = new OutboxNode(one, plugins);
        using var second = new OutboxNode(two ?? one, plugins);
        await one.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 80; i++) first.Deliveries.Add(unit, Hello with { ConversationId = $"conv{i % 40}" });
        });
        await Task.WhenAll(Task.Run(first.RunAsync), Task.Run(second.RunAsync));
        await first.RunAsync();
        plugins.Got.Select(g => g.Message.Id).ShouldBeUnique();
        plugins.Got.Count.ShouldBe(80);
    }

    [Theory, OnEachDatabase]
    public async Task A_lookup_gets_its_profile_and_is_tried_again_after_a_throw(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var tries = 0;
        var plugins = new FakePlugins
        {
            Profile = address => ++tries == 1
                ? throw new InvalidOperationException("platform down")
                : Task.FromResult<ContactProfile?>(new ContactProfile($"name of {address}", [])),
        };
        using var node = new OutboxNode(store, plugins);
        await store.Writer.WriteAsync(unit => node.Deliveries.AddLookup(unit, "wecom", "wm1", "c1", "conv"));
        await node.RunAsync();
        node.Profiles.ShouldBeEmpty();
        store.Time.Advance(TimeSpan.FromSeconds(2));
        await node.RunAsync();
        node.Profiles.ShouldHaveSingleItem()!.DisplayName.ShouldBe("name of wm1");
    }

    [Theory, OnEachDatabase]
    public async Task Lists_page_newest_first_by_state(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins { Answer = (_, m) => Task.FromResult<SendResult>(m.Text == "bad" ? new SendResult.Rejected("content") : new SendResult.Sent(null)) };
        using var node = new OutboxNode(store, plugins);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await node.AddAsync(Hello with { Text = i == 2 ? "bad" : "good" }));
        await node.RunAsync();

        var first = await node.Rows.ListAsync(null, null, 3, default);
        var rest = await node.Rows.ListAsync(null, first[^1].Id, 3, default);
        first.Concat(rest).Select(r => r.Id).ShouldBe(Enumerable.Reverse(ids));
        (await node.Rows.ListAsync(DeliveryState.Dead, null, 10, default)).ShouldHaveSingleItem().Id.ShouldBe(ids[2]);
    }

    private static Task<SendResult> Retry(TimeSpan after) => Task.FromResult<SendResult>(new SendResult.Retry(after, "busy"));
}
