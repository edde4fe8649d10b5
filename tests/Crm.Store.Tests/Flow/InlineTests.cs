using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>A sender who waits for the answer gets it with the receipt, in its turn, and only there.</summary>
public sealed class InlineTests
{
    [Theory, OnEachDatabase]
    public async Task What_the_turn_says_comes_with_the_receipt_and_is_not_sent(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1", [], []);
        var receipt = await InlineAsync(crm, crm.Item("li", InboundKind.Message, "请给我回电话，13800138000") with { ReplyTo = "to-li/1" });
        receipt.Disposition.ShouldBe("conversation");
        var reply = receipt.Replies.ShouldHaveSingleItem();
        (reply.Notice, reply.To, reply.Attempt).ShouldBe(("promise-made", "to-li/1", 1));
        (await crm.CountAsync("select count(*) from promise where told_text = @text", new { text = reply.Text })).ShouldBe(1);
        await crm.PumpAsync();
        await crm.DeliverAsync();
        crm.Plugins.Got.ShouldBeEmpty();
        (await crm.CountAsync("select count(*) from delivery where state = 2 and to_address = 'to-li/1'")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from message where direction = 'out'")).ShouldBe(1, "the agent sees it like any other");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task The_same_item_again_gets_the_same_answer_and_nothing_happens_twice(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var item = crm.Item("li", InboundKind.Message, "你好", "once") with { ReplyTo = "to-li/1" };
        var first = await InlineAsync(crm, item);
        var again = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => InlineAsync(crm, item)));
        again.ShouldAllBe(receipt => receipt.Duplicate && receipt.InquiryId == first.InquiryId);
        again.ShouldAllBe(receipt => receipt.Replies.Select(reply => reply.Id).SequenceEqual(first.Replies.Select(reply => reply.Id)));
        first.Replies.ShouldHaveSingleItem().Notice.ShouldBe("greeting");
        (await crm.CountAsync("select count(*) from message")).ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task What_waits_of_the_conversation_comes_first_and_keeps_its_own_way_out(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.Service<Capture>().CaptureAsync(CrmFixture.Chat,
            [crm.Item("li", InboundKind.Message, "我想试驾") with { ReplyTo = "to-li/1" }, crm.Item("wang", InboundKind.Message, "你好")], [], default);
        var receipt = await InlineAsync(crm, crm.Item("li", InboundKind.Message, "13800138000 同意") with { ReplyTo = "to-li/2" });
        receipt.Replies.ShouldHaveSingleItem().Notice.ShouldBe("promise-made", "the wish before it was heard");
        (await crm.CountAsync("select count(*) from delivery where state = 0 and to_address = 'to-li/1'")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from inbox where state = 0")).ShouldBe(1, "nobody else's turn is taken");
        await crm.PumpAsync();
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_first_greeting_can_be_waited_for(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var receipt = await InlineAsync(crm, crm.Item("li", InboundKind.SessionEntered) with { ReplyTo = "to-li/1" });
        receipt.Replies.ShouldHaveSingleItem().Notice.ShouldBe("welcome");
    }

    [Theory, OnEachDatabase]
    public async Task Two_nodes_and_a_pump_at_once_answer_every_turn_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        for (var round = 0; round < 8; round++)
        {
            await crm.Service<Capture>().CaptureAsync(CrmFixture.Chat, [crm.Item("li", InboundKind.Message, $"第{round}句")], [], default);
            var turns = Enumerable.Range(0, 4).Select(i => InlineAsync(i % 2 == 0 ? crm : other ?? crm,
                crm.Item("li", InboundKind.Message, "你好", $"{round}-{i}") with { ReplyTo = $"to-li/{round}-{i}" }));
            await Task.WhenAll([.. turns, crm.PumpAsync()]);
        }

        (await crm.CountAsync("select count(*) from inbox where state = 0")).ShouldBe(0);
        (await crm.CountAsync("select count(*) from message where direction = 'in'")).ShouldBe(40);
        (await crm.CountAsync("select count(*) from customer")).ShouldBe(1);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task What_is_kept_for_the_plugin_is_stored_with_the_item_and_only_with_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var state = crm.Service<Crm.Plugins.Core.Store.PluginStateStore>().For(CrmFixture.Chat);
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "你好", "a") with { Keep = [new StateValue("reference", "one")] });
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "你好", "a") with { Keep = [new StateValue("reference", "of a repetition")] });
        (await state.GetAsync("reference", default)).ShouldBe(new StateEntry("one", 1, null));
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Event, null, "b") with { Keep = [new StateValue("reference", "two")] });
        (await state.GetAsync("reference", default)).ShouldBe(new StateEntry("two", 2, null));
        await Should.ThrowAsync<ArgumentException>(() => crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "x", "c") with { Keep = [new StateValue("", "x")] }));
        (await crm.CountAsync("select count(*) from inbox where dedup_key = 'c'")).ShouldBe(0);
    }

    private static async Task<CaptureReceipt> InlineAsync(CrmFixture crm, InboundItem item) =>
        (await crm.Service<Capture>().CaptureAsync(CrmFixture.Chat, [item with { Inline = true }], [], default)).Single();
}
