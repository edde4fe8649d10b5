using Crm.Adapters.ChatBot.DirectLine;
using Microsoft.AspNetCore.Http;

namespace Adapters.Tests.ChatBot.DirectLine;

public sealed class LineTokenTests
{
    [Fact]
    public void A_token_serves_until_its_last_second_and_then_says_that_it_has_expired()
    {
        using var node = new LineNode(("TokenMinutes", "30"));
        var token = node.Token();
        node.Time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        Check(node, token).ShouldBeNull();
        node.Time.Advance(TimeSpan.FromSeconds(1));
        Check(node, token).ShouldBe(DirectLineError.TokenExpired);
    }

    [Fact]
    public void Both_secrets_are_accepted_while_they_are_changed_and_no_other()
    {
        using var node = new LineNode();
        Check(node, LineNode.Secret).ShouldBeNull();
        Check(node, LineNode.OldSecret).ShouldBeNull();
        Check(node, LineNode.Secret + "x").ShouldBe(DirectLineError.BadToken);
        Check(node, LineNode.Secret[..^1]).ShouldBe(DirectLineError.BadToken);
    }

    [Fact]
    public void A_token_of_the_key_before_is_accepted_and_new_ones_come_from_the_new_key()
    {
        using var before = new LineNode(("SigningKeys:0", new string('a', 32)));
        using var during = new LineNode(("SigningKeys:0", new string('b', 32)), ("SigningKeys:1", new string('a', 32)));
        using var after = new LineNode(("SigningKeys:0", new string('b', 32)));
        Check(during, before.Token()).ShouldBeNull();
        Check(after, before.Token()).ShouldBe(DirectLineError.BadToken);
        Check(after, during.Token()).ShouldBeNull();
    }

    [Fact]
    public void Claims_survive_and_a_second_reading_of_the_token_is_the_same()
    {
        using var node = new LineNode();
        var token = node.Get<Tokens>().Read(node.Token("""{"user":{"id":"dl_阿","name":"阿克\"马尔"},"dealer":"D1","campaign":"autumn","scene":"qr7","trustedOrigins":["https://shop.example/page"]}""")).ShouldNotBeNull();
        (token.User, token.UserName, token.Dealer, token.Campaign, token.Scene).ShouldBe(("dl_阿", "阿克\"马尔", "D1", "autumn", "qr7"));
        token.Origins.ShouldBe(["https://shop.example"]);
        token.Started.ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://shop.example", null, true)]
    [InlineData("https://evil.example", null, false)]
    [InlineData(null, null, false)]
    [InlineData(null, "cross-site", false)]
    public void A_token_for_pages_serves_these(string? origin, string? site, bool served)
    {
        using var node = new LineNode();
        var headers = Bearer(node.Token("""{"trustedOrigins":["https://shop.example"]}"""));
        if (origin is not null) headers["Origin"] = origin;
        if (site is not null) headers["Sec-Fetch-Site"] = site;
        node.Get<Callers>().Check(headers).Error.ShouldBe(served ? null : DirectLineError.OriginRefused);
    }

    [Fact]
    public void Our_own_page_is_known_though_browsers_leave_its_origin_out_when_it_reads()
    {
        using var node = new LineNode();
        var headers = Bearer(node.Token("""{"trustedOrigins":["https://chat.example"]}"""));
        headers["Host"] = "chat.example";
        headers["Sec-Fetch-Site"] = "same-origin";
        node.Get<Callers>().Check(headers).Error.ShouldBeNull();
        Origins.Of(headers).ShouldBe(Origins.Self);
        headers["Origin"] = "https://chat.example";
        Origins.Of(headers).ShouldBe(Origins.Self);
    }

    [Fact]
    public async Task A_stream_ticket_dies_after_a_minute_and_after_one_use()
    {
        using var node = new LineNode();
        var tickets = node.Get<StreamTickets>();
        string Ticket() => tickets.Url("c", 0, null).Split("&t=")[1];
        var (used, old) = (Ticket(), Ticket());
        (await tickets.TryUseAsync(used, "c", null, CancellationToken.None)).ShouldBeTrue();
        (await tickets.TryUseAsync(used, "c", null, CancellationToken.None)).ShouldBeFalse();
        (await tickets.TryUseAsync(Ticket(), "d", null, CancellationToken.None)).ShouldBeFalse();
        (await tickets.TryUseAsync(Ticket(), "c", "https://evil.example", CancellationToken.None)).ShouldBeFalse();
        node.Time.Advance(TimeSpan.FromSeconds(60));
        (await tickets.TryUseAsync(old, "c", null, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public void Addresses_are_built_from_the_public_one_and_files_expire()
    {
        using var node = new LineNode();
        node.Get<StreamTickets>().Url("c", 7, null).ShouldStartWith("wss://chat.example/v3/directline/conversations/c/stream?watermark=7&t=");
        var files = node.Get<FileAddresses>();
        var url = new Uri(files.Of("m1"));
        url.AbsoluteUri.ShouldStartWith("https://chat.example/v3/directline/files/m1?e=");
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query);
        files.IsGood("m1", query["e"], query["s"]).ShouldBeTrue();
        files.IsGood("m2", query["e"], query["s"]).ShouldBeFalse();
        files.IsGood("m1", "9999999999", query["s"]).ShouldBeFalse();
        node.Time.Advance(TimeSpan.FromHours(26));
        files.IsGood("m1", query["e"], query["s"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_forgotten_conversation_does_not_begin_again_under_its_old_token()
    {
        using var node = new LineNode();
        var token = await node.StartAsync();
        using var empty = new LineNode();
        (await empty.PostAsync("conversations", token, "{}")).Status.ShouldBe(404);
    }

    private static DirectLineError? Check(LineNode node, string bearer) => node.Get<Callers>().Check(Bearer(bearer)).Error;

    private static HeaderDictionary Bearer(string bearer) => new() { ["Authorization"] = $"Bearer {bearer}" };
}
