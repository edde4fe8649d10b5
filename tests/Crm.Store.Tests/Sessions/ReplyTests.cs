using Crm.Plugins.Contract;
using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Sessions;

/// <summary>What can still be sent, what did not arrive, what was taken back, and files both ways (spec/wecom.md 4.3, 4.8; lesson 4).</summary>
public sealed class ReplyTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];

    [Theory, OnEachDatabase]
    public async Task The_window_is_seen_before_sending_and_a_closed_one_offers_a_call(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var service = crm.WithCustomerService();
        await crm.SayAsync("li", "你好");
        await crm.DeliverAsync();
        var id = await crm.ConversationAsync("li");
        service.Window = new SendWindow(crm.Time.Now.AddHours(48), 2);
        (await crm.PostAsync($"/conversations/{id}/messages", new { text = "一" })).Status.ShouldBe(202);
        // What is queued counts already.
        (await crm.GetAsync($"/conversations/{id}/window")).GetProperty("messagesLeft").GetInt64().ShouldBe(1);
        (await crm.PostAsync($"/conversations/{id}/messages", new { text = "二" })).Status.ShouldBe(202);
        var (status, body) = await crm.PostAsync($"/conversations/{id}/messages", new { text = "三" });
        (status, body.Text("code"), body.Text("reason")).ShouldBe((409, "window-closed", "message-limit"));
        service.Window = new SendWindow(null, 0);
        var window = await crm.GetAsync($"/conversations/{id}/window");
        (window.GetProperty("canReply").GetBoolean(), window.Text("reason")).ShouldBe((false, "window-closed"));

        (await crm.PostAsync($"/conversations/{id}/callback")).Body.Text("code").ShouldBe("no-phone");
        await crm.SayAsync("li", "我的电话13800138000");
        var (made, call) = await crm.PostAsync($"/conversations/{id}/callback");
        made.ShouldBe(201);
        (await crm.CallbackAsync(call.Text("id"))).Text("topic").ShouldBe("callback");
        // One tap more promises no second call.
        (await crm.PostAsync($"/conversations/{id}/callback")).Body.Text("id").ShouldBe(call.Text("id"));
    }

    [Theory, OnEachDatabase]
    public async Task What_the_platform_refuses_later_shows_on_the_message_with_the_reason(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "你好");
        var id = await crm.ConversationAsync("li");
        var (_, sent) = await crm.PostAsync($"/conversations/{id}/messages", new { text = "您好，请问您看中哪款？" });
        await crm.DeliverAsync();
        await crm.ReceiveAsync(crm.Item("li", InboundKind.DeliveryFailed) with { DeliveryId = sent.Text("deliveryId"), Fault = "window-closed" });
        var message = (await crm.ListAsync($"/conversations/{id}/messages")).Single(one => one.Text("deliveryId") == sent.Text("deliveryId"));
        (message.GetProperty("delivery").Text("state"), message.GetProperty("delivery").Text("reason")).ShouldBe(("dead", "window-closed"));
        (await crm.CountAsync("select count(*) from event where type = 'conversation.delivery-failed'")).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_recall_marks_the_message_before_and_after_it_was_handled(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "发错了", "m-1"));
        await crm.ReceiveAsync(crm.Fact("li", new MessageRecalled("m-1", "customer")));
        await crm.ReceiveAsync(crm.Fact("li", new MessageRecalled("m-2", "customer")));
        var before = (await crm.SaidAsync()).Count;
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message, "我想试驾Aurora", "m-2"));
        (await crm.SaidAsync()).Count.ShouldBe(before);
        (await crm.ListAsync("/leads")).ShouldBeEmpty();
        var path = $"/conversations/{await crm.ConversationAsync("li")}/messages";
        var shown = (await crm.ListAsync(path)).Where(message => message.Text("direction") == "in").ToList();
        shown.Count.ShouldBe(2);
        shown.ShouldAllBe(message => message.Text("text") == "" && message.GetProperty("recalled").Text("by") == "customer");
        // The audit copy stays.
        (await crm.ListAsync(path, CrmFixture.Admin)).ShouldContain(message => message.Text("text") == "发错了");
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_file_is_fetched_with_patience_and_kept(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var service = crm.WithCustomerService();
        var tries = 0;
        service.Media = () => ++tries < 3 ? throw new ChannelReadException("busy", TimeSpan.FromSeconds(30)) : new MediaContent("image/png", "车.png", Png);
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message) with { Message = new ChatMessage("image", "", "maker/crm/MID") });
        var path = $"/conversations/{await crm.ConversationAsync("li")}/messages";
        for (var i = 0; i < 3; i++)
        {
            await crm.FetchMediaAsync();
            crm.Time.Advance(TimeSpan.FromMinutes(1));
        }

        tries.ShouldBe(3);
        var file = (await crm.ListAsync(path)).Single(message => message.Text("kind") == "image").GetProperty("media");
        (file.Text("contentType"), file.Text("fileName"), file.GetProperty("inline").GetBoolean()).ShouldBe(("image/png", "车.png", true));
        (await crm.CountAsync("select count(*) from media where id = @id", new { id = file.Text("id") })).ShouldBe(1);
        (await crm.Door.CallAsync("GET", $"/media/{file.Text("id")}", CrmFixture.DealerOf(await crm.DealerAsync("A")))).Status.ShouldBe(404);
    }

    [Theory, OnEachDatabase]
    public async Task A_file_that_cannot_be_fetched_is_told_of_before_it_is_gone(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var service = crm.WithCustomerService();
        service.Media = () => throw new ChannelReadException("configuration", null, 48002);
        await crm.ReceiveAsync(crm.Item("li", InboundKind.Message) with { Message = new ChatMessage("file", "", "maker/crm/MID") });
        await crm.FetchMediaAsync();
        (await crm.AlertsAsync()).ShouldNotContain("media-at-risk");
        crm.Time.Advance(TimeSpan.FromHours(61));
        await crm.FetchMediaAsync();
        (await crm.AlertsAsync()).ShouldContain("media-at-risk");
        crm.Time.Advance(TimeSpan.FromHours(12));
        await crm.FetchMediaAsync();
        (await crm.ListAsync($"/conversations/{await crm.ConversationAsync("li")}/messages")).Single(message => message.Text("kind") == "file").Text("mediaState").ShouldBe("lost");
    }

    [Theory, OnEachDatabase]
    public async Task A_dealer_sees_the_files_of_customers_whose_lead_it_has_accepted(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var dealer = await crm.DealerAsync("A");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        var customer = await crm.TextAsync("select customer_id from lead where id = @id", new { id = receipt.LeadId });
        var media = await crm.Writer.WriteAsync(unit => MediaStore.Add(unit, new MediaContent("image/png", null, Png), customer));
        (await crm.Door.CallAsync("GET", $"/media/{media}", CrmFixture.DealerOf(dealer))).Status.ShouldBe(404);
        (await crm.AcceptAsync(await crm.OpenOfferAsync(receipt.LeadId!))).Status.ShouldBe(200);
        (await crm.CountAsync("select count(*) from lead where accepted_at is not null")).ShouldBe(1);
        (await crm.Door.CallAsync("GET", $"/media/{media}", CrmFixture.DealerOf(dealer))).Status.ShouldBe(200);
    }

    [Theory, OnEachDatabase]
    public async Task A_file_goes_with_an_answer_as_a_message_of_its_own(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "你好");
        var id = await crm.ConversationAsync("li");
        var media = await crm.Writer.WriteAsync(unit => MediaStore.Add(unit, new MediaContent("image/png", "a.png", Png), uploadedBy: "agent-1"));
        (await crm.PostAsync($"/conversations/{id}/messages", new { text = "见图", mediaId = media })).Status.ShouldBe(202);
        await crm.DeliverAsync();
        crm.Plugins.Got.ShouldContain(got => got.Message.Text == "见图" && got.Message.Attachments.Count == 0);
        crm.Plugins.Got.ShouldContain(got => got.Message.Text == "" && got.Message.Attachments.Count == 1 && got.Message.Attachments[0].Kind == "image");
        (await crm.PostAsync($"/conversations/{id}/messages", new { mediaId = "none" })).Body.Text("code").ShouldBe("no-such-file");
    }

    [Theory, OnEachDatabase]
    public async Task A_link_carries_dealer_and_campaign_in_the_grammar_of_contact_ways(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var service = crm.WithCustomerService();
        (await crm.ListAsync("/service-accounts", CrmFixture.Admin)).ShouldHaveSingleItem().Text("name").ShouldBe("售后客服");
        (await crm.ListAsync("/service-accounts/wk1/staff?channel=chat&account=maker/crm", CrmFixture.Admin)).Count.ShouldBe(2);
        var dealer = await crm.DealerAsync("SH-01");
        var (status, link) = await crm.PostAsync("/service-links", new { channel = "chat", account = "maker/crm", serviceAccount = "wk1", name = "五月海报", dealerId = dealer, campaign = "may" }, CrmFixture.Admin);
        status.ShouldBe(201, link.ToString());
        var (scene, param) = service.Links.ShouldHaveSingleItem();
        param.ShouldBe($"dSH01-cmay-{scene[^4..]}");
        await crm.ReceiveAsync(crm.Item("li", InboundKind.SessionEntered) with { Source = new InquirySource("may", scene) });
        await crm.SayAsync("li", "我想试驾Aurora");
        var listed = (await crm.ListAsync("/service-links")).ShouldHaveSingleItem();
        (listed.GetProperty("conversations").GetInt64(), listed.GetProperty("leads").GetInt64(), listed.Text("dealerName")).ShouldBe((1, 1, "Dealer SH-01"));
        (await crm.PostAsync("/service-accounts", new { channel = "chat", account = "maker/crm", name = "售前" }, CrmFixture.Admin)).Status.ShouldBe(202);
        (await crm.PostAsync("/service-accounts/wk1/staff", new { channel = "chat", account = "maker/crm", add = new List<string> { "LiSi" } }, CrmFixture.Admin)).Status.ShouldBe(202);
        await crm.DeliverAsync();
        crm.Plugins.Operations.Select(operation => operation.Request).OfType<ChangeServiceStaff>().ShouldHaveSingleItem().Add.ShouldBe(["lisi"]);
    }
}
