using System.Collections.Concurrent;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;
using Crm.Store.Tests.Outbox;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Sessions;

/// <summary>Who speaks and who is writing: what a customer may know of an agent, and what lives for a moment only (spec/bot.md 6).</summary>
public sealed class TypingTests
{
    private static readonly Caller Other = new("agent-2", "Second", Role.Agent, null, false);

    [Theory, OnEachDatabase]
    public async Task An_agents_words_carry_a_name_and_no_private_id_and_the_bots_carry_neither(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var person in new[] { "li", "wu" })
        {
            await crm.SayAsync(person, "转人工");
            await crm.PostAsync($"/conversations/{await crm.ConversationAsync(person)}/messages", new { text = $"您好，{person}" });
            await crm.PostAsync($"/conversations/{await crm.ConversationAsync(person)}/messages", new { text = $"{person}，还在吗" });
        }

        await crm.DeliverAsync();
        var spoken = crm.Plugins.Got.Select(got => got.Message).Where(message => message.Speaker is not null).ToList();
        spoken.Select(message => message.Speaker!.Name).ShouldBe(Enumerable.Repeat("Agent", 4));
        spoken.ShouldAllBe(message => !message.Speaker!.Id.Contains(CrmFixture.Agent.Id));
        // One and the same within a conversation, nobody who can be followed from one to the next.
        spoken.Where(message => message.To == "to-li").Select(message => message.Speaker!.Id).Distinct().Count().ShouldBe(1);
        spoken.Select(message => message.Speaker!.Id).Distinct().Count().ShouldBe(2);
        crm.Plugins.Got.Where(got => got.Message.Speaker is null).ShouldAllBe(got => got.Message.Notice != null);
        (await crm.CountAsync("select count(*) from message where author = 'agent' and author_id = 'agent-1' and author_name = 'Agent'")).ShouldBe(4);
    }

    [Theory, OnEachDatabase]
    public async Task Only_the_owner_is_shown_as_writing_and_not_all_the_time(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var shown = new ShownTyping();
        crm.Plugins.Reads[typeof(IChannelTyping)] = shown;
        await crm.SayAsync("li", "转人工");
        var path = $"/conversations/{await crm.ConversationAsync("li")}";
        (await crm.PostAsync($"{path}/typing")).Status.ShouldBe(204);
        shown.Got.ShouldBeEmpty();
        await crm.PostAsync($"{path}/session/take");
        await crm.PostAsync($"{path}/typing", null, Other);
        for (var i = 0; i < 5; i++) await crm.PostAsync($"{path}/typing");
        var notice = shown.Got.ShouldHaveSingleItem();
        (notice.To, notice.Speaker.Name, notice.Elsewhere).ShouldBe(("to-li", "Agent", false));
        crm.Time.Advance(TimeSpan.FromSeconds(4));
        await crm.PostAsync($"{path}/typing");
        shown.Got.Count.ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task A_customer_who_writes_is_heard_of_at_once_and_nothing_is_kept(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "你好");
        using var notes = crm.Service<LiveNotes>().Listen();
        var before = await crm.CountAsync("select count(*) from event") + await crm.CountAsync("select count(*) from message");
        var typing = crm.Service<Typing>().Of(CrmFixture.Chat);
        typing.CustomerTypes("conversation-nobody");
        typing.CustomerTypes("conversation-li");
        typing.CustomerTypes("conversation-li");
        var note = await notes.Notes.ReadAsync(TestContext.Current.CancellationToken);
        (note.Type, note.ConversationId).ShouldBe(("conversation.typing", await crm.ConversationAsync("li")));
        notes.Notes.TryRead(out _).ShouldBeFalse();
        (await crm.CountAsync("select count(*) from event") + await crm.CountAsync("select count(*) from message")).ShouldBe(before);
    }

    [Fact]
    public async Task Another_node_hears_it_too_and_the_teller_only_once()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && !TestEnvironment.IsCi, PostgresServer.Missing ?? "");
        await using var one = await TestStore.CreateAsync(TestDatabase.Postgres);
        await using var two = one.AnotherNode();
        await using var nodes = await EventNodes.StartAsync(one, two);
        using var here = nodes.Notes[0].Listen();
        using var there = nodes.Notes[1].Listen();
        var note = new LiveNote("agent.typing", "c1", new MessageSpeaker("agent-x", "李四"));
        // Told again until the other's ear is open: it opens in the background.
        await Probe.Until(async () =>
        {
            await nodes.Notes[0].TellAsync(note, default);
            return there.Notes.TryRead(out var heard) && heard.Speaker == note.Speaker && !nodes.Notes[1].IsMine(heard);
        }, "the note at the other node");
        var told = 0;
        while (here.Notes.TryRead(out var mine))
        {
            nodes.Notes[0].IsMine(mine).ShouldBeTrue();
            told++;
        }

        told.ShouldBeGreaterThan(0);
    }

    private sealed class ShownTyping : IChannelTyping
    {
        public ConcurrentQueue<TypingNotice> Got { get; } = [];

        public Task ShowAsync(TypingNotice notice, CancellationToken cancellationToken)
        {
            Got.Enqueue(notice);
            return Task.CompletedTask;
        }
    }
}
