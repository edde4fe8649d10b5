using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Turns of one conversation run in the order they arrived, whichever node took them and whatever its clock says.</summary>
public sealed class TurnOrderTests
{
    [Theory, OnEachDatabase]
    public async Task A_clock_that_is_behind_puts_nothing_before_what_came_earlier(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await CaptureAsync(crm, "我想试驾", "first");
        // Another node, ten seconds behind: its id sorts first.
        crm.Time.Now -= TimeSpan.FromSeconds(10);
        await CaptureAsync(crm, "13800138000 同意", "second");
        crm.Time.Now += TimeSpan.FromSeconds(10);
        await crm.PumpAsync();
        (await HandledAsync(crm)).ShouldBe(["我想试驾", "13800138000 同意"]);
        (await crm.SaidAsync()).Select(said => said.Notice).ShouldBe(["ask-phone-consent", "promise-made"]);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Two_nodes_that_take_and_handle_at_once_keep_each_conversations_order(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        var nodes = new[] { crm, other ?? crm };
        const int People = 4, Each = 25;
        var people = Task.WhenAll(Enumerable.Range(0, People).Select(async person =>
        {
            for (var i = 0; i < Each; i++)
            {
                // Each line is sent after the one before was acknowledged, as a channel does, to whichever node is next.
                var node = nodes[(i + person) % 2];
                await node.Service<Capture>().CaptureAsync(CrmFixture.Chat, [crm.Item($"person-{person}", InboundKind.Message, $"第{i}句", $"{person}-{i}")], [], default);
            }
        }));
        while (!people.IsCompleted) await Task.WhenAll(nodes.Select(node => node.PumpOnceAsync()));
        await people;
        await Task.WhenAll(nodes.Select(node => node.PumpAsync()));
        await crm.PumpAsync();
        for (var person = 0; person < People; person++)
            (await HandledAsync(crm, $"person-{person}")).ShouldBe(Enumerable.Range(0, Each).Select(i => $"第{i}句"));
        await crm.NothingIsLostAsync();
    }

    private static Task CaptureAsync(CrmFixture crm, string text, string key) =>
        crm.Service<Capture>().CaptureAsync(CrmFixture.Chat, [crm.Item("person-0", InboundKind.Message, text, key)], [], default);

    /// <summary>In the order the turns ran: a message is written when its turn runs.</summary>
    private static async Task<IReadOnlyList<string>> HandledAsync(CrmFixture crm, string person = "person-0") => await crm.Database.QueryAsync<string>(
        "select m.text from message m join conversation c on c.id = m.conversation_id where c.conversation_key = @key and m.direction = 'in' order by m.id",
        new { key = $"conversation-{person}" });
}
