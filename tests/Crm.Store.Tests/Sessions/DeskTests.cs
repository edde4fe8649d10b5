using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Sessions;

/// <summary>What agents have at hand: sentences for use again and again, the transcript, and alerts that end.</summary>
public sealed class DeskTests
{
    private static readonly Caller Other = new("agent-2", "Second", Role.Agent, null, false);
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Caller Lead = new("lead-1", "Lead", Role.Lead, null, false);

    [Theory, OnEachDatabase]
    public async Task Own_and_team_sentences_are_filled_in_the_customers_language(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        var texts = new Dictionary<string, string> { ["zh-CN"] = "{customer}您好，我是{agent}，{dueAt}前给您答复。", ["en"] = "Hello {customer}" };
        (await crm.PostAsync("/canned-replies", new { shortcut = "hi", title = "问候", texts, team = true })).Status.ShouldBe(403);
        (await crm.PostAsync("/canned-replies", new { shortcut = "hi", title = "问候", texts, team = true }, Lead)).Status.ShouldBe(201);
        var (status, own) = await crm.PostAsync("/canned-replies", new { shortcut = "hi", title = "我的", texts = new Dictionary<string, string> { ["en"] = "Bye {customer}" } });
        status.ShouldBe(201, own.ToString());
        (await crm.PostAsync("/canned-replies", new { shortcut = "hi", title = "again", texts })).Body.Text("code").ShouldBe("shortcut-taken");
        (await crm.PostAsync("/canned-replies", new { shortcut = "x", title = "x", texts = new Dictionary<string, string> { ["en"] = "{phone}" } })).Body.Text("code").ShouldBe("unknown-placeholder");
        var list = await crm.ListAsync($"/canned-replies?conversationId={id}");
        list.Select(item => item.Text("owner")).ShouldBe(["own", "team"]);
        list[0].Text("filled").ShouldBe("Bye 您");
        list[1].Text("filled").ShouldBe("您您好，我是Agent，今天10:10前给您答复。");
        // Nobody sees or changes another's own.
        (await crm.ListAsync("/canned-replies", Other)).ShouldHaveSingleItem().Text("owner").ShouldBe("team");
        (await crm.Door.CallAsync("PATCH", $"/canned-replies/{own.Text("id")}", Other, new { shortcut = "hi", title = "x", texts })).Status.ShouldBe(404);
        (await crm.Door.CallAsync("PATCH", $"/canned-replies/{own.Text("id")}", CrmFixture.Agent, new { shortcut = "bye", title = "x", texts }, 7)).Status.ShouldBe(412);
        (await crm.Door.CallAsync("PATCH", $"/canned-replies/{own.Text("id")}", CrmFixture.Agent, new { shortcut = "bye", title = "x", texts }, 1)).Body.Text("shortcut").ShouldBe("bye");
        (await crm.Door.CallAsync("DELETE", $"/canned-replies/{own.Text("id")}", CrmFixture.Agent)).Status.ShouldBe(204);
        (await crm.ListAsync("/canned-replies")).ShouldHaveSingleItem();
    }

    [Theory, OnEachDatabase]
    public async Task The_transcript_has_both_sides_in_order_and_hides_what_a_reader_need_not_know(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "我叫王小明，电话 138 0013 8000，邮箱 wang@example.com，车架号LSVAA49J132047371") with { DisplayName = "王小明" });
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "发错了", "m-1"));
        await crm.ReceiveAsync(crm.Fact("li", new MessageRecalled("m-1", "customer")));
        await crm.SayAsync("li", "转人工");
        var id = await crm.ConversationAsync("li");
        var media = await crm.Writer.WriteAsync(unit => MediaStore.Add(unit, new MediaContent("image/png", "王小明.png", new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a }), uploadedBy: "agent-1"));
        await crm.PostAsync($"/conversations/{id}/messages", new { text = "王小明您好，13800138000对吗", mediaId = media });
        var transcript = (await crm.GetAsync($"/conversations/{id}/transcript")).EnumerateArray().ToList();
        transcript.Select(activity => activity.Text("type")).Distinct().ShouldBe(["message", "messageDelete"], ignoreOrder: true);
        transcript.ShouldAllBe(activity => activity.Text("id") != "" && activity.GetProperty("from").Text("role") != "" && activity.Text("timestamp").EndsWith('Z'));
        var masked = JsonSerializer.Serialize(transcript, Readable);
        foreach (var secret in new[] { "王小明", "138 0013 8000", "13800138000", "wang@example.com", "LSVAA49J132047371", "发错了", CrmFixture.Agent.Id }) masked.ShouldNotContain(secret);
        masked.ShouldContain("138****8000");
        var agent = transcript.First(activity => activity.TryGetProperty("channelData", out _));
        (agent.GetProperty("from").Text("role"), agent.GetProperty("channelData").GetProperty("agent").Text("displayName")).ShouldBe(("bot", "Agent"));
        transcript.Where(activity => activity.TryGetProperty("attachments", out _)).ShouldHaveSingleItem().GetProperty("attachments")[0].Text("contentType").ShouldBe("image/png");

        (await crm.Door.CallAsync("GET", $"/conversations/{id}/transcript?plain=true", CrmFixture.Agent)).Status.ShouldBe(403);
        var plain = await crm.GetAsync($"/conversations/{id}/transcript?plain=true", Lead);
        plain.EnumerateArray().First().Text("text").ShouldContain("138 0013 8000");
        (await crm.CountAsync("select count(*) from audit where action = 'transcript.read-plain' and actor = 'lead-1'")).ShouldBe(1);
        (await crm.Door.CallAsync("GET", $"/conversations/{id}/transcript", CrmFixture.DealerOf(await crm.DealerAsync("A")))).Status.ShouldBe(403);
    }

    [Theory, OnEachDatabase]
    public async Task An_alert_is_closed_with_a_word_and_opens_anew_when_it_happens_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.FromHours(8)));
        await crm.SayAsync("li", "转人工");
        var alert = (await crm.ListAsync("/alerts?state=open")).Single(one => one.Text("kind") == "person-missed");
        var path = $"/alerts/{alert.Text("id")}/close";
        (await crm.Door.CallAsync("POST", path, CrmFixture.DealerOf(await crm.DealerAsync("A")))).Status.ShouldBe(404);
        (await crm.Door.CallAsync("POST", path, CrmFixture.Agent, new { note = "已电话联系" }, 9)).Status.ShouldBe(412);
        var (status, closed) = await crm.Door.CallAsync("POST", path, CrmFixture.Agent, new { note = "已电话联系" }, 1);
        (status, closed.Text("state"), closed.GetProperty("closed").Text("by"), closed.GetProperty("closed").Text("note")).ShouldBe((200, "closed", "Agent", "已电话联系"));
        (await crm.PostAsync(path, null, Other)).Body.GetProperty("closed").Text("by").ShouldBe("Agent");
        (await crm.ListAsync("/alerts?state=open")).ShouldNotContain(one => one.Text("kind") == "person-missed");
        await crm.SayAsync("li", "转人工");
        (await crm.ListAsync("/alerts?state=open")).ShouldContain(one => one.Text("id") == alert.Text("id"));
    }
}
