using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.My;

/// <summary>Links to My service: whose they are, how long, and who may give them.</summary>
public sealed class MyLinkTests
{
    private static readonly (string, string) Public = ("Crm:PublicUrl", "https://crm.example.com/");

    [Theory, OnEachDatabase]
    public async Task A_link_opens_the_page_of_its_customer_until_its_last_day_is_over(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, Public);
        var (id, token) = await LinkAsync(crm);
        var links = crm.Service<MyLinks>();
        (await links.OpenAsync(token)).ShouldBe(new OpenedLink(LinkOutcome.Opened, id));
        crm.Time.Advance(TimeSpan.FromDays(30));
        (await links.OpenAsync(token)).Outcome.ShouldBe(LinkOutcome.Opened);
        crm.Time.Advance(TimeSpan.FromDays(1));
        (await links.OpenAsync(token)).Outcome.ShouldBe(LinkOutcome.Expired);
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_character_anywhere_opens_nothing(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, Public);
        var (_, token) = await LinkAsync(crm);
        var links = crm.Service<MyLinks>();
        for (var i = 0; i < token.Length - 1; i++)
        {
            var forged = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            (await links.OpenAsync(forged)).Outcome.ShouldBe(LinkOutcome.Unknown, $"character {i}");
        }

        foreach (var wrong in new[] { null, "", "x", token[..^1], token + "A", new string('é', 43) })
            (await links.OpenAsync(wrong)).Outcome.ShouldBe(LinkOutcome.Unknown);
    }

    [Theory, OnEachDatabase]
    public async Task Taking_back_ends_every_link_there_is_and_the_next_one_is_good(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, Public);
        var (id, token) = await LinkAsync(crm);
        var links = crm.Service<MyLinks>();
        (await crm.Door.CallAsync("DELETE", $"/customers/{id}/my-link", CrmFixture.Agent)).Status.ShouldBe(204);
        (await links.OpenAsync(token)).Outcome.ShouldBe(LinkOutcome.Revoked);
        (await links.IsCurrentAsync(id, 0)).ShouldBeFalse("an open page is closed too");
        (await links.OpenAsync((await LinkAsync(crm, id)).Token)).ShouldBe(new OpenedLink(LinkOutcome.Opened, id, 1));
    }

    [Theory, OnEachDatabase]
    public async Task An_agent_sends_it_and_the_record_does_not_show_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, Public);
        await crm.SayAsync("wang", "请回电 13800138000");
        var id = await crm.TextAsync("select max(customer_id) from conversation");
        var (status, body) = await crm.PostAsync($"/customers/{id}/my-link", new { send = true });
        (status, body.GetProperty("sent").GetBoolean()).ShouldBe((200, true));
        (await crm.SaidAsync())[^1].Text.ShouldContain(body.Text("url"));
        (await crm.TextAsync("select text from message order by id desc limit 1")).ShouldNotContain("/my/#");
        (await crm.PostAsync($"/customers/{id}/my-link", new { send = true }, CrmFixture.DealerOf("d"))).Status.ShouldBe(403);
    }

    [Theory, OnEachDatabase]
    public async Task Without_an_address_there_is_no_link_and_promises_do_not_speak_of_one(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var promise = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        var id = (await Customer.OfAsync(crm, promise.Id)).Id;
        (await crm.PostAsync($"/customers/{id}/my-link", new { send = false })).Body.Text("code").ShouldBe("public-url-needed");
        (await crm.SaidAsync()).ShouldHaveSingleItem().Text.ShouldNotContain("http");
    }

    [Theory, OnEachDatabase]
    public async Task With_a_public_address_a_promise_told_in_a_chat_carries_it_and_a_text_message_stays_short(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, Public);
        await crm.SubmitAsync(CrmFixture.Form("callback"));
        (await crm.SaidAsync()).ShouldHaveSingleItem().Text.ShouldNotContain("/my/#");
        var told = (await crm.SayAsync("wang", "请给我回电话 13800138001")).Single(said => said.Notice.StartsWith("promise-made", StringComparison.Ordinal));
        told.Text.ShouldContain("https://crm.example.com/my/#");
        (await crm.TextAsync("select max(told_text) from promise")).ShouldNotContain("/my/#");
        (await crm.Service<MyLinks>().OpenAsync(told.Text[(told.Text.IndexOf('#') + 1)..])).Outcome.ShouldBe(LinkOutcome.Opened);
    }

    private static async Task<(string Id, string Token)> LinkAsync(CrmFixture crm, string? id = null)
    {
        id ??= (await Customer.OfAsync(crm, (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!.Id)).Id;
        var (status, body) = await crm.PostAsync($"/customers/{id}/my-link", new { send = false });
        status.ShouldBe(200, body.ToString());
        body.Text("url").ShouldStartWith("https://crm.example.com/my/#");
        return (id, body.Text("url").Split('#')[1]);
    }
}
