using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Outbox;

public class OperationTests
{
    private static readonly SaveContactWay Way = new(null, "d1-c2", ["zhangwei"], null);

    [Theory, OnEachDatabase]
    public async Task An_operation_reaches_the_plugin_as_it_was_asked_for_and_its_answer_reaches_the_handlers(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins { Outcome = _ => Task.FromResult<OperationResult>(new OperationResult.Done(new ContactWaySaved("cfg", "https://qr"))) };
        using var node = new OutboxNode(store, plugins);
        var id = (await node.AddAsync(new NewOperation("wecom", "maker/crm", Way))).ShouldNotBeNull();
        await node.RunAsync();
        var got = plugins.Operations.ShouldHaveSingleItem();
        (got.Id, got.Account, got.Attempt).ShouldBe((id, "maker/crm", 1));
        got.Request.ShouldBeOfType<SaveContactWay>().Members.ShouldBe(["zhangwei"]);
        node.Ended.ShouldHaveSingleItem().Result.ShouldBe(new OperationResult.Done(new ContactWaySaved("cfg", "https://qr")));
        (await node.RowAsync(id)).State.ShouldBe(DeliveryState.Sent);
    }

    [Theory, OnEachDatabase]
    public async Task What_may_have_happened_is_not_run_again_but_put_on_the_shelf(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins { Outcome = _ => Task.FromResult<OperationResult>(new OperationResult.Unknown("no-answer")) };
        using var node = new OutboxNode(store, plugins);
        var id = (await node.AddAsync(new NewOperation("wecom", "maker/crm", Way))).ShouldNotBeNull();
        await node.RunAsync();
        store.Time.Advance(TimeSpan.FromHours(1));
        await node.RunAsync();
        plugins.Operations.Count.ShouldBe(1);
        var row = await node.RowAsync(id);
        (row.State, row.Reason).ShouldBe((DeliveryState.Dead, "unknown:no-answer"));
        node.Ended.ShouldHaveSingleItem().Result.ShouldBeOfType<OperationResult.Unknown>();
    }

    [Theory, OnEachDatabase]
    public async Task A_busy_platform_is_asked_again_and_operations_of_one_sequence_keep_their_order(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var busy = true;
        var plugins = new FakePlugins
        {
            Outcome = _ => Task.FromResult<OperationResult>(busy ? new OperationResult.Retry(TimeSpan.FromSeconds(60), "throttled") : new OperationResult.Done()),
        };
        using var node = new OutboxNode(store, plugins);
        await node.AddAsync(new NewOperation("wecom", "maker/crm", Way) { Sequence = "way-1" });
        await node.AddAsync(new NewOperation("wecom", "maker/crm", new RemoveContactWay("cfg")) { Sequence = "way-1" });
        await node.RunAsync();
        plugins.Operations.ShouldHaveSingleItem().Request.ShouldBeOfType<SaveContactWay>();
        busy = false;
        store.Time.Advance(TimeSpan.FromMinutes(2));
        await node.RunAsync();
        plugins.Operations.Select(operation => operation.Request.GetType()).ShouldBe([typeof(SaveContactWay), typeof(SaveContactWay), typeof(RemoveContactWay)]);
    }

    [Theory, OnEachDatabase]
    public async Task The_same_effect_is_queued_once(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        using var node = new OutboxNode(store, new FakePlugins());
        (await node.AddAsync(new NewOperation("wecom", "maker/crm", Way) { EffectKey = "way:1" })).ShouldNotBeNull();
        (await node.AddAsync(new NewOperation("wecom", "maker/crm", Way) { EffectKey = "way:1" })).ShouldBeNull();
    }

    [Theory, OnEachDatabase]
    public async Task A_card_and_attachments_travel_with_their_message(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var plugins = new FakePlugins();
        using var node = new OutboxNode(store, plugins);
        var card = new MessageCard("offer-1", "新线索", null, null, [new CardField("车型", "ID.4")], [new MessageChoice("accept", "接单")]);
        await node.AddAsync(new NewDelivery("wecom", "member/x") { Text = "t", Card = card, Attachments = [new MessageAttachment("link", Url: "https://x")] });
        await node.RunAsync();
        var message = plugins.Got.ShouldHaveSingleItem().Message;
        message.Card.ShouldNotBeNull().Fields.ShouldBe([new CardField("车型", "ID.4")]);
        message.Attachments.ShouldHaveSingleItem().Url.ShouldBe("https://x");
    }
}
